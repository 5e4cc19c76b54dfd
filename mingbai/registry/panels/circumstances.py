"""What the household was called over time, why it became poor, what might bring it back, who helps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from mingbai.registry.models import Household, HouseholdGround, HouseholdState
from mingbai.registry.queries import codes, eras
from mingbai.registry.queries.then import then

LISTS = {"cause": "cause", "risk": "risk"}


@dataclass
class Stretch:
    """One label over a period, from the day it began; ``until`` None: still."""

    labels: list[eras.Label]
    since: date
    until: date | None


def circumstances(request: HttpRequest, household: Household, as_of: date | None) -> SafeString | None:
    """Labels by the words of their own time; causes and risks in order. Nothing for a thin roster."""
    here = then(request, household, as_of)
    if not here.states and not here.causes and not here.risks:
        return None
    found = {
        "stretches": stretches(here.states)[::-1],
        "causes": [ground(each) for each in here.causes],
        "risks": [ground(each) for each in here.risks],
        "pairings": here.pairings,
    }
    return render_to_string("registry/panels/circumstances.html", found)


def stretches(states: Sequence[HouseholdState]) -> list[Stretch]:
    """Following states of one category and monitoring told as one, in the words of their time."""
    found: list[tuple[tuple[str, str], date, date | None]] = []
    for state in states:
        kind = (state.category, state.monitor)
        if found and found[-1][0] == kind and found[-1][2] == state.valid_from:
            found[-1] = (kind, found[-1][1], state.valid_to)
        else:
            found.append((kind, state.valid_from, state.valid_to))
    return [_stretch(*each) for each in found]


def _stretch(kind: tuple[str, str], since: date, until: date | None) -> Stretch:
    category, monitor = kind
    # An open period speaks today's words; a closed one those of the time when it began.
    on = None if until is None else since
    return Stretch(eras.labels(category=category, monitor=monitor, on=on), since, until)


def ground(found: HouseholdGround) -> str:
    """A cause or risk in words."""
    return codes.words(LISTS[found.ground], found.code)
