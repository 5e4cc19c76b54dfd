"""How often each rule was right: by month, township and rule."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.aggregates import BoolOr
from django.db.models import Max, Q, Sum

from mingbai.kit.scope import ActingPost, rows
from mingbai.screening.models import Mending, Tally
from mingbai.screening.queries import rules
from mingbai.screening.states import MendState

WHOLE = 100


@dataclass(frozen=True, slots=True)
class Rate:
    """Answers about one thing: a rule, a month, a township."""

    code: str
    title: str
    confirmed: int
    denied: int

    @property
    def answers(self) -> int:
        """How many there are."""
        return self.confirmed + self.denied

    @property
    def percent(self) -> int | None:
        """How many of a hundred were true, rounded down; None without answers."""
        return WHOLE * self.confirmed // self.answers if self.answers else None


@dataclass(frozen=True, slots=True)
class Wrong:
    """A rule that proved mostly wrong, with the answers that prove it."""

    rule: str
    title: str
    title_en: str
    line: str
    restricted: bool
    since: date
    confirmed: int
    denied: int


def months_before(day: date, count: int) -> date:
    """The first day of the month that lies so many months before a day's."""
    number = day.year * 12 + day.month - 1 - count
    return date(number // 12, number % 12 + 1, 1)


def counted(acting: ActingPost, *, since: date, until: date, rule: str = "", town: str = "") -> Any:
    """The tallies within reach of some months, both included."""
    found = rows(Tally, acting).filter(month__gte=since, month__lte=until)
    if rule:
        found = found.filter(rule=rule)
    return found.filter(town_code=town) if town else found


def by_rule(tallies: Any, *, english: bool) -> list[Rate]:
    """One line for each rule, those with most answers first."""
    title = "title_en" if english else "title"
    return _rates(tallies, "rule", names=Max(title))


def by_month(tallies: Any) -> list[Rate]:
    """One line for each month, in order."""
    found = _rates(tallies, "month")
    return sorted(found, key=lambda rate: rate.code)


def by_town(tallies: Any) -> list[Rate]:
    """One line for each township."""
    return _rates(tallies, "town_code")


def _rates(tallies: Any, column: str, *, names: Max | None = None) -> list[Rate]:
    sums = {"yes": Sum("confirmed"), "no": Sum("denied"), **({"named": names} if names else {})}
    found = tallies.order_by().values(column).annotate(**sums)
    rates = [
        Rate(str(row[column]), row.get("named") or str(row[column]), row["yes"], row["no"]) for row in found
    ]
    return sorted((rate for rate in rates if rate.answers), key=lambda rate: (-rate.answers, rate.code))


def of_rule(acting: ActingPost, rule: str, *, on: date) -> Rate | None:
    """How often a rule was right in the last year, for the page of a finding; None without answers."""
    found = by_rule(counted(acting, since=months_before(on, 11), until=on, rule=rule), english=False)
    return found[0] if found else None


def mostly_wrong(*, on: date) -> Sequence[Wrong]:
    """Rules that the pack's threshold holds to be wrong, by answers since they were last decided on."""
    limits = rules.section("wrong")
    since = months_before(on, limits["months"] - 1)
    found = (
        Tally.objects.filter(_counts(since))
        .order_by()
        .values("rule")
        .annotate(
            yes=Sum("confirmed"), no=Sum("denied"), named=Max("title"), named_en=Max("title_en"),
            of=Max("line"), closed=BoolOr("restricted"),
        )
    )  # fmt: skip
    return [
        Wrong(
            row["rule"],
            row["named"],
            row["named_en"],
            row["of"],
            bool(row["closed"]),
            since,
            row["yes"],
            row["no"],
        )
        for row in found
        if _wrong(row["yes"], row["no"], limits)
    ]


def _wrong(yes: int, no: int, limits: Any) -> bool:
    return bool(yes + no >= limits["least_answers"] and WHOLE * no >= limits["wrong_percent"] * (yes + no))


def _counts(since: date) -> Q:
    """Tallies that count: of the period, and of months after the rule was last decided on."""
    found = Q(month__gte=since)
    for rule, decided in (
        Mending.objects.exclude(state=MendState.PROPOSED).values_list("rule").annotate(Max("decided_at"))
    ):
        found &= ~Q(rule=rule, month__lte=decided.date().replace(day=1))
    return found


def to_mend(acting: ActingPost) -> Sequence[Mending]:
    """Rules proposed for mending that nobody has decided on, the oldest first."""
    found = rows(Mending, acting).filter(state=MendState.PROPOSED)
    return list(found.order_by("proposed_at", "id"))
