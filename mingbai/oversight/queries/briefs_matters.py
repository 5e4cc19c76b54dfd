"""The stuck matters of a brief, by a stated rule: raised to a leader, then gravest, then longest overdue."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When

from mingbai.kit import steps
from mingbai.kit.pack import installed
from mingbai.kit.shown import day_of
from mingbai.org.queries.areas import names
from mingbai.oversight.models import Problem
from mingbai.oversight.queries import briefs_names
from mingbai.oversight.queries.sheets import COUNTY_ENDS
from mingbai.oversight.states import ProblemState
from mingbai.packs.text import Text

OPEN = ~Q(state__in=(ProblemState.CLOSED, ProblemState.WITHDRAWN))


def told(ledger: QuerySet[Problem], on: date) -> list[dict[str, Any]]:
    """Each by the name of the matter, with whom it is, how late, what was last done; no person is named."""
    found = stuck(ledger, on)
    called = names(one.town_code for one in found)
    return [_told(one, on, called.get(one.town_code, "")) for one in found]


def stuck(ledger: QuerySet[Problem], on: date) -> list[Problem]:
    """Open and past the deadline, or raised to a leader; the pack's number of them, the worst first."""
    waiting = ledger.filter(OPEN).filter(Q(due__lt=on) | Q(raised_above=True)).annotate(gravity=_gravity())
    worst = waiting.order_by("-raised_above", "-gravity", F("due").asc(nulls_last=True), "id")
    return list(worst[: installed().get("oversight.brief.matters")])


def _gravity() -> Case:
    """Severities by the pack's weight; one that the pack dropped comes last."""
    known = installed().get("oversight.severities")
    lightest_first = sorted(known, key=lambda code: known[code]["weight"])
    cases = [When(severity=code, then=Value(place)) for place, code in enumerate(lightest_first, start=1)]
    return Case(*cases, default=Value(0), output_field=IntegerField())


def _told(one: Problem, on: date, town: str) -> dict[str, Any]:
    last = steps.of(one).last()
    return {
        "key": str(one.key),
        "number": one.number,
        "title": briefs_names.without(one.title, one),
        "severity": both(installed().get("oversight.severities").get(one.severity, {}).get("name")),
        "with": _with(one, town),
        "in_county": one.area_code.endswith(COUNTY_ENDS),
        "state": str(one.state),
        "raised": one.raised_above,
        "due": one.due.isoformat() if one.due else "",
        "days": max(0, (on - one.due).days) if one.due else 0,
        "last": last.move if last else "",
        "last_on": day_of(last.happened_at).isoformat() if last else "",
    }


def _with(one: Problem, town: str) -> dict[str, str]:
    """The township; of what lies in no township the department that owns it."""
    unit = installed().section("units").get(one.owner)
    if one.area_code.endswith(COUNTY_ENDS) and unit:
        return both(unit["name"])
    return {"zh": town, "en": town}


def both(words: Text | None) -> dict[str, str]:
    """A text of the pack as it stood, in both languages."""
    return {"zh": words.zh, "en": words.en} if words else {"zh": "", "en": ""}
