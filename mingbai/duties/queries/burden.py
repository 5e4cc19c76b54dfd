"""基层减负台账: every demand on villages in a month, with its minutes and who asked.

What this program asks is counted from its own ledgers, at the pack's minutes each; the rest was noted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, CharField, Count, F, QuerySet, Sum, Value, When
from django.utils.translation import gettext as _

from mingbai.duties.models import Demand
from mingbai.duties.models.demands import is_village, sees_all
from mingbai.duties.queries import words
from mingbai.duties.queries.periods import Period
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries import units
from mingbai.oversight.models import Inspection, Problem
from mingbai.oversight.states import InspectionState
from mingbai.registry.models import IncomeStatement, NaturalChange
from mingbai.registry.states import ChangeState
from mingbai.screening.models import Finding
from mingbai.screening.states import FindingSource

LEAD = "lead_office"
SUPERIOR = "superior"
COUNTED = "counted"  # the origin of a statement that somebody sat down to count


@dataclass(frozen=True, slots=True)
class Cell:
    """So many demands of one sort on one village by one asker (a unit's code); ``kind`` is the pack's."""

    area: str
    asker: str
    asker_name: str
    kind: str
    times: int
    minutes: int
    counted: bool


def of(acting: ActingPost, period: Period) -> list[Cell]:
    """What a post may see: a village's own, what one's own unit asked, everything for the burden office."""
    found = [cell for cell in (*_counted(acting, period), *_noted(acting, period)) if is_village(cell.area)]
    if sees_all(acting):
        return found
    own = units.of_post(acting)
    return [cell for cell in found if own is not None and cell.asker == own.code]


def _counted(acting: ActingPost, period: Period) -> Iterator[Cell]:
    minutes = {code: one["minutes"] for code, one in words.section("burden.counted").items()}
    for code, found in _sources(acting, period).items():
        for area, asker, n in found.order_by().values_list("area_code", "by").annotate(n=Count("pk")):
            yield Cell(area, asker or LEAD, _name(asker or LEAD), code, n, n * minutes[code], counted=True)


def _sources(acting: ActingPost, period: Period) -> dict[str, QuerySet[Any, Any]]:
    """The rows by which the program asks something, each with ``by``: the unit's code."""
    at, on = (period.start, period.end), (period.first, period.after)
    handed = Case(When(source=FindingSource.HANDED, then=Value(SUPERIOR)), default=F("owner"))
    lead = Value(LEAD, CharField())
    sent = rows(Finding, acting).filter(sent_at__gte=at[0], sent_at__lt=at[1])
    assigned = rows(Problem, acting).filter(sheet__issued_at__gte=at[0], sheet__issued_at__lt=at[1])
    visited = rows(Inspection, acting).filter(state=InspectionState.ENDED, on__gte=on[0], on__lt=on[1])
    counted = rows(IncomeStatement, acting).filter(
        origin=COUNTED, counted_on__gte=on[0], counted_on__lt=on[1]
    )
    told = rows(NaturalChange, acting).filter(entered_at__gte=at[0], entered_at__lt=at[1])
    handed_in = told.exclude(state__in=(ChangeState.DRAFT, ChangeState.WITHDRAWN))
    return {
        "finding": sent.annotate(by=handed),
        "sheet": assigned.annotate(by=F("team")),
        "inspection": visited.annotate(by=F("team")),
        "income": counted.annotate(by=lead),
        "change": handed_in.annotate(by=lead),
    }


def _name(code: str) -> str:
    return _("Superiors") if code == SUPERIOR else words.unit(code)


def _noted(acting: ActingPost, period: Period) -> Iterator[Cell]:
    found = rows(Demand, acting).filter(on__gte=period.first, on__lt=period.after, withdrawn_at=None)
    sums = found.order_by().values_list("area_code", "asked_by", "asker", "kind")
    for area, code, asker, kind, n, minutes in sums.annotate(n=Count("pk"), minutes_=Sum("minutes")):
        yield Cell(area, code, asker, kind, n, minutes, counted=False)


@dataclass(frozen=True, slots=True)
class Total:
    """Demands added up under one name."""

    code: str
    title: str
    times: int
    minutes: int

    @property
    def hours(self) -> str:
        """The minutes in hours, to the tenth."""
        return f"{self.minutes / 60:.1f}"


def summed(cells: list[Cell], by: Any) -> list[Total]:
    """Add cells up by ``by(cell)``: a code and a title; in the order of the codes."""
    found: dict[tuple[str, str], list[int]] = {}
    for cell in cells:
        total = found.setdefault(by(cell), [0, 0])
        total[0] += cell.times
        total[1] += cell.minutes
    return [Total(code, title, *total) for (code, title), total in sorted(found.items())]


def kind_title(cell: Cell) -> str:
    """What was asked, in words."""
    return words.word("burden.counted" if cell.counted else "burden.kinds", cell.kind)
