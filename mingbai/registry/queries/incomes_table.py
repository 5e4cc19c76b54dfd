"""What lies on the table when an income is counted: last year's lines, what is paid, the year's line."""

from dataclasses import dataclass
from datetime import date

from mingbai.kit.text import Text
from mingbai.registry.models import Household, IncomeStatement
from mingbai.registry.queries import incomes, incomes_lines, incomes_threshold
from mingbai.registry.queries.incomes import Known
from mingbai.registry.queries.incomes_lines import Line
from mingbai.registry.queries.incomes_threshold import Threshold
from mingbai.registry.states import Occasion


@dataclass(frozen=True, slots=True)
class Row:
    """A line to fill: what it is filled with, and where that comes from. Amounts in fen."""

    line: Line
    fen: int
    before: int
    known: Known | None

    @property
    def at_once(self) -> bool:
        """Shown without asking; a line that is seldom used and empty waits under "more"."""
        return self.line.often or bool(self.fen or self.before or self.known)

    @property
    def differs(self) -> bool:
        """What is written and what a department paid are not the same: to be asked, never corrected."""
        return self.known is not None and self.known.fen != self.fen


@dataclass(frozen=True, slots=True)
class Section:
    """A group of rows with its sum so far."""

    code: str
    title: Text
    fen: int
    rows: tuple[Row, ...]

    @property
    def shown(self) -> list[Row]:
        return [row for row in self.rows if row.at_once]

    @property
    def more(self) -> list[Row]:
        return [row for row in self.rows if not row.at_once]


@dataclass(frozen=True, slots=True)
class Table:
    """Everything for one family and year."""

    household: Household
    year: int
    occasion: str
    members: int
    standing: IncomeStatement | None
    earlier: IncomeStatement | None
    threshold: Threshold
    sections: tuple[Section, ...]


def laid(household: Household, *, year: int, occasion: str = Occasion.YEAR, today: date) -> Table:
    """The table of a family, filled with this year's count, else what was paid, else last year's."""
    standing = incomes.current(household, year=year, occasion=occasion)
    earlier = incomes.before(household, year=year)
    paid = incomes.known(household, year)
    return Table(
        household, year, occasion,
        incomes.members_on(household, incomes.reference_day(year, today)),
        standing, earlier, incomes_threshold.of_year(year),
        tuple(_section(group, standing, earlier, paid) for group in incomes_lines.groups()),
    )  # fmt: skip


def _section(
    group: incomes_lines.Group,
    standing: IncomeStatement | None,
    earlier: IncomeStatement | None,
    paid: dict[str, Known],
) -> Section:
    old: dict[str, int] = earlier.lines if earlier else {}
    now: dict[str, int] | None = standing.lines if standing else None
    rows = [
        Row(line, _filled(line.code, now, old, paid), old.get(line.code, 0), paid.get(line.code))
        for line in group.lines
    ]
    return Section(group.code, group.title, sum(row.fen for row in rows), tuple(rows))


def _filled(code: str, now: dict[str, int] | None, old: dict[str, int], paid: dict[str, Known]) -> int:
    if now is not None:
        return now.get(code, 0)
    return paid[code].fen if code in paid else old.get(code, 0)
