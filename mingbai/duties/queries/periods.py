"""The period over which a duty is counted: the week, month, quarter or year that a day lies in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from mingbai.kit.calendar import add_months, monday

WEEK = timedelta(days=7)
QUARTER, YEAR = 3, 12
# What arises now and then is counted by the month; what is done once, since the year began.
MONTHS = {"monthly": 1, "arising": 1, "quarterly": QUARTER, "yearly": YEAR, "once": YEAR}


@dataclass(frozen=True, slots=True)
class Period:
    """Half-open, in local days."""

    first: date
    after: date
    often: str

    @property
    def start(self) -> datetime:
        """Its first moment, aware."""
        return moment(self.first)

    @property
    def end(self) -> datetime:
        """The first moment after it, aware."""
        return moment(self.after)

    @property
    def words(self) -> str:
        """As people say it."""
        if self.often == "weekly":
            last = self.after - timedelta(days=1)
            return _("this week (%(first)s to %(last)s)") % {
                "first": self.first.strftime("%m-%d"),
                "last": last.strftime("%m-%d"),
            }
        year = {"year": self.first.year}
        if MONTHS[self.often] == YEAR:
            return _("the year %(year)s") % year
        if MONTHS[self.often] == QUARTER:
            return _("quarter %(n)s of %(year)s") % {**year, "n": self.first.month // QUARTER + 1}
        return self.first.strftime("%Y-%m")


def moment(day: date) -> datetime:
    """A local day's first moment."""
    return timezone.make_aware(datetime.combine(day, time.min))


def of(often: str, day: date) -> Period:
    """The period of a duty done ``often`` (a code of the pack) that holds a day."""
    if often == "weekly":
        first = monday(day)
        return Period(first, first + WEEK, often)
    months = MONTHS[often]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, add_months(first, months), often)


def weeks(day: date, count: int) -> list[Period]:
    """So many whole weeks, the newest last; the newest is the one that holds the day."""
    last = of("weekly", day).first
    return [Period(last - n * WEEK, last - (n - 1) * WEEK, "weekly") for n in reversed(range(count))]
