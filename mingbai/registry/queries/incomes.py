"""A household's income and expense statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mingbai.kit import slots
from mingbai.kit.files.models import StoredFile
from mingbai.kit.shown import yuan
from mingbai.kit.text import Text
from mingbai.registry.models import Household, IncomeStatement, Membership
from mingbai.registry.queries import incomes_lines
from mingbai.registry.queries.incomes_lines import Group, Line
from mingbai.registry.states import Occasion

KNOWN = slots.declare(
    "income.known",
    "f(household, year) -> [queries.incomes.Known]: what departments paid in the year",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What a department says it paid for a line in a year: a question where the family says otherwise."""

    line: str
    fen: int
    source: str
    as_of: date | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of a statement with its amount in fen, the year before's, and what a department paid."""

    line: Line
    fen: int
    before: int
    known: Known | None = None


@dataclass(frozen=True, slots=True)
class Formula:
    """A total with the amounts that it comes from."""

    title: Text
    written: str


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """A group with its lines and its sum."""

    group: Group
    fen: int
    rows: tuple[Shown, ...]


def known(household: Household, year: int) -> dict[str, Known]:
    """What is known from payments, by line."""
    return {one.line: one for fill in slots.filled(KNOWN) for one in fill(household, year)}


def current(household: Household, *, year: int, occasion: str = Occasion.YEAR) -> IncomeStatement | None:
    """The statement that stands for a year and occasion."""
    return _of(household).filter(year=year, occasion=occasion, replaced_on=None).first()


def before(household: Household, *, year: int) -> IncomeStatement | None:
    """The newest yearly statement of an earlier year."""
    earlier = _of(household).filter(occasion=Occasion.YEAR, year__lt=year, replaced_on=None)
    return earlier.order_by("-year").first()


def known_on(household: Household, day: date) -> "QuerySet[IncomeStatement]":
    """Those that stood on a day, newest year first."""
    stood = Q(counted_on__lte=day) & (Q(replaced_on=None) | Q(replaced_on__gt=day))
    return _of(household).filter(stood).order_by("-year", "occasion", "id")


def replaced(statement: IncomeStatement) -> "QuerySet[IncomeStatement]":
    """Older statements of the same year and occasion, newest first: kept, no longer counted."""
    same = IncomeStatement.objects.filter(
        household_id=statement.household_id, year=statement.year, occasion=statement.occasion
    )
    return same.exclude(pk=statement.pk).exclude(replaced_on=None).order_by("-counted_on", "-id")


def signatures(statement: IncomeStatement) -> "QuerySet[StoredFile]":
    """The drawn signatures kept beside a statement."""
    return StoredFile.objects.filter(
        subject_type=statement._meta.label_lower, subject_id=statement.pk, erased_at=None
    )


def members_on(household: Household, day: date) -> int:
    """How many belonged to the household on a day."""
    there = Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))
    return Membership.objects.filter(there, household=household).count()


def reference_day(year: int, counted_on: date) -> date:
    """The day whose members count: the year's last, or the day of counting where that comes first."""
    return min(date(year, 12, 31), counted_on)


def shown(
    statement: IncomeStatement, earlier: IncomeStatement | None, paid: Mapping[str, Known]
) -> list[ShownGroup]:
    """Every group with the lines that say something, this year or before, or where a department paid."""
    old: dict[str, int] = earlier.lines if earlier else {}
    return [
        ShownGroup(
            group, getattr(statement, group.code), tuple(_rows(group.lines, statement.lines, old, paid))
        )
        for group in incomes_lines.groups()
    ]


def _rows(
    lines: Sequence[Line], now: dict[str, int], old: dict[str, int], paid: Mapping[str, Known]
) -> list[Shown]:
    rows = [Shown(line, now.get(line.code, 0), old.get(line.code, 0), paid.get(line.code)) for line in lines]
    return [row for row in rows if row.fen or row.before or row.known]


def formulas(statement: IncomeStatement) -> list[Formula]:
    """The totals as they came about, with their amounts (handbook B.2)."""
    s = statement
    parts = " + ".join(map(yuan, (s.wage, s.business, s.property, s.transfer)))
    per_head = f"{yuan(s.net)} ÷ {s.members} = {yuan(s.net_per_capita)}"
    reference = f"{yuan(s.net)} + {yuan(s.claims)} − {yuan(s.out_of_pocket)} = {yuan(s.reference)}"
    return [
        Formula(_("Gross income: wages, business, property, transfers"), f"{parts} = {yuan(s.gross)}"),
        Formula(
            _("Net income: gross without business expense"),
            f"{yuan(s.gross)} − {yuan(s.business_expense)} = {yuan(s.net)}",
        ),
        Formula(_("Net income per head: by the members on the reference day"), per_head),
        Formula(_("For the monitoring range: net and claims, without eligible out-of-pocket"), reference),
        Formula(_("The same per head"), yuan(s.reference_per_capita)),
    ]


def _of(household: Household) -> "QuerySet[IncomeStatement, Any]":
    return IncomeStatement.objects.filter(household=household)
