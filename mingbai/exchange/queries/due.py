"""Which file is due from whom by when, and what has come."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import calendar, periods, senders
from mingbai.exchange.queries.calendar import Entry
from mingbai.exchange.queries.periods import MONTHS, Period
from mingbai.exchange.states import DeliveryState
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Unit

SHOWN = 3  # periods of a dataset that the calendar shows
SOON = timedelta(days=3)  # so long before its end a period is asked for already
HERE = (DeliveryState.UPLOADED, DeliveryState.CHECKED, DeliveryState.ASKED, DeliveryState.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Slot:
    """One period of one dataset from one unit: by when it is due, and the newest delivery that came."""

    entry: Entry
    unit: Unit
    period: Period
    due: date
    delivery: Delivery | None
    late: bool

    @property
    def missing(self) -> bool:
        """Whether nothing has come yet."""
        return self.delivery is None


@dataclass(frozen=True, slots=True)
class Line:
    """A dataset from a unit, its newest periods, newest first."""

    entry: Entry
    unit: Unit
    slots: tuple[Slot, ...]


def lines(acting: ActingPost, today: date) -> list[Line]:
    """The calendar as a post sees it: its unit's files, for the county office everybody's."""
    entries = senders.entries_of(acting)
    units = {unit.code: unit for unit in senders.units()}
    own = senders.own(acting)
    came = _came(acting, [one.dataset.code for one in entries])
    return [
        Line(one, units[code], _slots(one, units[code], came, today))
        for one in entries
        for code in one.units
        if code in units and (own is None or own.code == code)
    ]


def wanted(acting: ActingPost, today: date) -> list[Slot]:
    """What the post's own unit must send now: due or about to be, not come, and nothing newer either."""
    own = senders.own(acting)
    if own is None:
        return []
    return [slot for line in lines(acting, today) if (slot := _wanted(line, today)) is not None]


def _wanted(line: Line, today: date) -> Slot | None:
    """The newest period that has all but ended, if neither it nor a newer one has come."""
    ended = [slot for slot in line.slots if slot.period.ends - SOON <= today]
    newer = any(
        slot.delivery for slot in line.slots if not ended or slot.period.starts >= ended[0].period.starts
    )
    asked = today - timedelta(days=calendar.limits()["asked_days"])
    return ended[0] if ended and not newer and ended[0].due >= asked else None


def due_day(entry: Entry, period: Period) -> date:
    """The calendar's day of the month after the period's end."""
    first = period.ends + timedelta(days=1)
    return first.replace(day=min(entry.due_day, monthrange(first.year, first.month)[1]))


Came = dict[tuple[str, int], dict[str, Delivery]]


def _came(acting: ActingPost, codes: Iterable[str]) -> Came:
    """The deliveries that are there, by dataset and unit, then by period; one in force before all others."""
    found: Came = {}
    there = rows(Delivery, acting).filter(dataset__in=list(codes), state__in=HERE).order_by("sent_at")
    for one in there:
        known = found.setdefault((one.dataset, one.unit_id), {})
        if one.period not in known or known[one.period].state != DeliveryState.ACCEPTED:
            known[one.period] = one
    return found


def _slots(entry: Entry, unit: Unit, came: Came, today: date) -> tuple[Slot, ...]:
    kind = entry.dataset.period
    known = came.get((entry.dataset.code, unit.pk), {})
    if kind not in MONTHS:
        newest = sorted(known, reverse=True)[:SHOWN]
        return tuple(_slot(entry, unit, periods.read(code, kind), known, today) for code in newest)
    period, found = periods.of(today, kind), []
    for _n in range(SHOWN):
        found.append(_slot(entry, unit, period, known, today))
        period = periods.before(period, kind)
    return tuple(found)


def _slot(entry: Entry, unit: Unit, period: Period, known: dict[str, Delivery], today: date) -> Slot:
    due, delivery = due_day(entry, period), known.get(period.code)
    return Slot(entry, unit, period, due, delivery, late=delivery is None and due < today)
