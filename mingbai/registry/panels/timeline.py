"""What was done to a household or person, told from the steps (kit.steps)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit import slots, steps
from mingbai.kit.shown import day_of
from mingbai.kit.text import Text
from mingbai.registry.models import Household, Person
from mingbai.registry.queries.page import HOUSEHOLD_MOVES

SHOWN = 30


def own_moves() -> dict[str, Text]:
    """The words for what this room's verbs record."""
    return {
        "found": _("Entered into the ledger"),
        "join": _("A member came"),
        "leave": _("A member left"),
        "end": _("The household ended"),
        "change_head": _("Another head"),
        "change_address": _("Group or address corrected"),
        "move_household": _("The household moved"),
        "change_household": _("Circumstances changed"),
        "change_person": _("A member's circumstances changed"),
        "correct": _("An entry was corrected"),
        "change_number": _("Another document"),
        "change_phone": _("Another telephone"),
        "import": _("Brought in by an import"),
    }


@dataclass(frozen=True, slots=True)
class Said:
    """A line of detail under an entry."""

    title: Text
    value: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One step as the timeline shows it."""

    at: datetime
    title: Text
    who: str
    lines: list[Said]
    note: str
    state: None = None


def of(request: HttpRequest, subject: Household | Person, as_of: date | None) -> SafeString | None:
    """The steps of a household or person as a card of entries; None without any."""
    words = {move: said for fill in slots.filled(HOUSEHOLD_MOVES) for move, said in fill().items()}
    found = [step for step in steps.of(subject).order_by("-id")[: SHOWN * 2] if _until(step, as_of)]
    entries = [_entry(step, words) for step in found[:SHOWN]]
    if not entries:
        return None
    return render_to_string("registry/panels/timeline.html", {"entries": entries}, request=request)


def _until(step: Any, as_of: date | None) -> bool:
    return as_of is None or day_of(step.happened_at) <= as_of


def _entry(step: Any, words: Mapping[str, Text]) -> Entry:
    title = words.get(step.move, _("A change"))
    name = step.detail.get("name", "")
    lines = [Said("", name)] if name else []
    return Entry(step.happened_at, title, step.post_label, lines, step.note)
