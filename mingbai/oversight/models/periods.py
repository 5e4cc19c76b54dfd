"""Months, quarters and years as the ledger counts them: plain arithmetic on days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from mingbai.kit.calendar import add_months
from mingbai.oversight.states import PeriodKind

LENGTH = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}
WRITTEN = re.compile(r"(?P<year>20\d\d)(-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])))?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A kind and the first day. ``name`` is how it stands in addresses: 2020-10, 2020-Q4, 2020."""

    kind: str
    begins: date

    @classmethod
    def of(cls, kind: str, day: date) -> Period:
        """The period of a kind in which a day lies."""
        length = LENGTH[PeriodKind(kind)]
        return cls(kind, date(day.year, (day.month - 1) // length * length + 1, 1))

    @classmethod
    def read(cls, name: str) -> Period | None:
        """The period of this name; None if it is none."""
        found = WRITTEN.fullmatch(name)
        if found is None:
            return None
        year, month, quarter = int(found["year"]), found["month"], found["quarter"]
        if month:
            return cls(PeriodKind.MONTH, date(year, int(month), 1))
        if quarter:
            return cls(PeriodKind.QUARTER, date(year, int(quarter) * 3 - 2, 1))
        return cls(PeriodKind.YEAR, date(year, 1, 1))

    @property
    def name(self) -> str:
        """2020-10, 2020-Q4, 2020."""
        if self.kind == PeriodKind.MONTH:
            return f"{self.begins:%Y-%m}"
        if self.kind == PeriodKind.QUARTER:
            return f"{self.begins:%Y}-Q{(self.begins.month + 2) // 3}"
        return f"{self.begins:%Y}"

    @property
    def after(self) -> date:
        """The first day that is no longer in it."""
        return add_months(self.begins, LENGTH[PeriodKind(self.kind)])

    @property
    def months(self) -> list[date]:
        """First days of its months."""
        return [add_months(self.begins, n) for n in range(LENGTH[PeriodKind(self.kind)])]

    def before(self) -> Period:
        """The one that ended when this began."""
        return Period.of(self.kind, add_months(self.begins, -1))
