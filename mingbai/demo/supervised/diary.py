"""Days of the half-year, and what is to be done on each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from mingbai.kit import calendar

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
Deed = Callable[[datetime], None]


@dataclass
class Diary:
    """Working days from ``begins`` to the day before ``today``; deeds of later days are never done."""

    begins: date
    today: date
    _deeds: dict[date, list[Deed]] = field(default_factory=lambda: defaultdict(list))

    def days(self) -> Iterator[date]:
        """The working days, in order."""
        day = self.begins
        while day < self.today:
            if working(day):
                yield day
            day += DAY

    def later(self, day: date, count: int, deed: Deed) -> date:
        """Do something so many working days (at least one) after a day; returns when."""
        on = calendar.installed().add_working_days(day, max(1, count))
        self._deeds[on].append(deed)
        return on

    def turn(self, day: date) -> None:
        """Do what was noted for a day."""
        for deed in self._deeds.pop(day, []):
            deed(hour(day, 15))


def working(day: date) -> bool:
    """Whether offices work that day."""
    return calendar.installed().is_working(day)


def hour(day: date, of: int) -> datetime:
    """An hour of a day."""
    return timezone.make_aware(datetime.combine(day, time(of)))


def within(dice: Random, days: list[int]) -> int:
    """So many working days, from a pair of least and most."""
    return dice.randint(*days)
