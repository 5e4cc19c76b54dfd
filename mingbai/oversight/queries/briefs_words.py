"""A brief in the words of the reader, from what was kept: the same for page, address and papers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from mingbai.kit.pack import installed
from mingbai.oversight.models import Brief
from mingbai.oversight.queries.sheets import COUNTY_ENDS
from mingbai.oversight.states import ProblemState
from mingbai.packs.text import Text

DONE: dict[str, Promise] = {
    "begin": gettext_lazy("Put on the list"),
    "assign": gettext_lazy("Handed over to be mended"),
    "rectify": gettext_lazy("Reported as mended"),
    "check": gettext_lazy("Checked by the village"),
    "sign": gettext_lazy("Signed by the township"),
    "verify": gettext_lazy("Verified on the spot"),
    "send_back": gettext_lazy("Sent back"),
    "reopen": gettext_lazy("Reopened after closing"),
    "urge": gettext_lazy("Urged by the county office"),
    "raise_above": gettext_lazy("Raised to the linked leader"),
    "instruct": gettext_lazy("The linked leader has spoken"),
}
"""What was last done to a matter, by the name of the move."""
WAITS: dict[str, Promise] = {
    ProblemState.LISTED: gettext_lazy("the county office hands it over"),
    ProblemState.ASSIGNED: gettext_lazy("it is to be mended there"),
    ProblemState.RECTIFIED: gettext_lazy("the village checks"),
    ProblemState.CHECKED: gettext_lazy("the township's head signs"),
    ProblemState.SIGNED: gettext_lazy("the inspection team verifies"),
    ProblemState.VERIFIED: gettext_lazy("the county office closes"),
}
"""Whose move it is, by state. "There" is with whom it is."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the head."""

    name: str
    value: int
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """Two numbers side by side for each line. ``second`` is part of ``first`` where ``part`` says so."""

    title: str
    heads: tuple[str, str, str]
    lines: list[tuple[str, int, int]]
    part: bool

    def said(self) -> str:
        """Everything that the drawing shows, in a sentence, for those who do not see it."""
        first, second = self.heads[1:]
        lines = [f"{name}：{first} {one}，{second} {two}" for name, one, two in self.lines]
        nothing = _("Nothing to show.")
        return f"{self.title}。{'；'.join(lines) or nothing}"


@dataclass(frozen=True, slots=True)
class Matter:
    """One stuck matter. ``key`` leads to the problem for whoever has signed in."""

    key: str
    number: str
    title: str
    severity: str
    place: str
    days: str
    last: str
    move: str
    raised: bool


@dataclass(frozen=True, slots=True)
class Written:
    """The words of a brief. ``number`` is empty before it is issued."""

    title: str
    number: str
    until: str
    figures: list[Figure]
    charts: list[Chart]
    matters: list[Matter]
    rule: str


def written(says: dict[str, Any], brief: Brief | None = None) -> Written:
    """What a brief says, or would say now."""
    until = date.fromisoformat(says["until"])
    return Written(
        title=_("%(county)s: weekly brief") % {"county": _here(installed().get("county.name"))},
        number=number(brief) if brief else "",
        until=_("Week from %(from)s, as of %(until)s") % {"from": says["week"], "until": until.isoformat()},
        figures=_figures(says["figures"]),
        charts=[_weeks(says), _towns(says), _kinds(says)],
        matters=[_matter(one) for one in says["matters"]],
        rule=_(
            "Stuck: raised to a leader first, then the gravest, then the longest overdue. No person is named."
        ),
    )


def number(brief: Brief) -> str:
    """期号."""
    return _("%(year)s, no. %(number)s") % {"year": brief.year, "number": brief.number}


def _here(words: Any) -> str:
    """A text in both languages, kept or the pack's, as the reader reads it."""
    text = words if isinstance(words, Text) else Text(words["zh"], words["en"])
    return text.said(get_language() or "zh")


def _figures(found: dict[str, int]) -> list[Figure]:
    return [
        Figure(_("Found this week"), found["found"]),
        Figure(_("Closed this week"), found["closed"]),
        Figure(_("Not closed yet"), found["open"]),
        Figure(_("Overdue"), found["overdue"], grave=bool(found["overdue"])),
        Figure(_("Not closed, sent back before"), found["returned"]),
    ]


def _weeks(says: dict[str, Any]) -> Chart:
    return Chart(
        title=_("Found and closed, week by week"),
        heads=(_("Week from"), _("Problems found"), _("Closed")),
        lines=[(one["from"][5:], one["found"], one["closed"]) for one in says["weeks"]],
        part=False,
    )


def _towns(says: dict[str, Any]) -> Chart:
    county = _("County departments")
    return Chart(
        title=_("Open problems by township"),
        heads=(_("Township"), _("Not closed yet"), _("Overdue")),
        lines=[
            (county if one["code"].endswith(COUNTY_ENDS) else one["name"], one["open"], one["overdue"])
            for one in says["towns"]
        ],
        part=True,
    )


def _kinds(says: dict[str, Any]) -> Chart:
    return Chart(
        title=_("What the open ones are about"),
        heads=(_("Kind"), _("Not closed yet"), _("Overdue")),
        lines=[(_here(one["name"]), one["open"], one["overdue"]) for one in says["kinds"]],
        part=True,
    )


def _matter(one: dict[str, Any]) -> Matter:
    done = DONE.get(one["last"])
    return Matter(
        key=one["key"],
        number=one["number"],
        title=one["title"],
        severity=_here(one["severity"]),
        place=_here(one["with"]),
        days=_late(one["days"]),
        last=f"{done} {one['last_on'][5:]}" if done else "",
        move=_move(one),
        raised=one["raised"],
    )


def _late(days: int) -> str:
    return ngettext("%(n)d day overdue", "%(n)d days overdue", days) % {"n": days} if days else ""


def _move(one: dict[str, Any]) -> str:
    if one["in_county"] and one["state"] in (ProblemState.RECTIFIED, ProblemState.CHECKED):
        return _("it is to be checked and signed there")
    return str(WAITS[one["state"]])
