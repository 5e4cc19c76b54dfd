"""The registry as of a day: what was valid then, as known now (architecture, decision 6).

A day lies in a half-open period if it begins on or before it and ends after it, or not at all. Who lived in a
village then is read from the residences: a household that has moved since is a line without a page for its
former village, and one that came later is not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.registry.models import (
    Household,
    HouseholdGround,
    HouseholdState,
    IncomeStatement,
    Membership,
    Pairing,
    Person,
    PersonState,
    Residence,
)
from mingbai.registry.states import Category, Monitor, Occasion

HEAD = "head"
SINCE = date(1949, 10, 1)


class BadDayAsked(Refused):
    """The address names a day that is none, or lies before the ledger or after today."""

    code = "bad_day_asked"
    status = 400


def day_asked(text: str, today: date) -> date | None:
    """The day of ``?as_of=``; None if there is none or it is today. Raises BadDayAsked."""
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip())
    except ValueError as wrong:
        raise BadDayAsked(_("The address names no day: write it as 2018-06-30.")) from wrong
    if not SINCE <= day <= today:
        raise BadDayAsked(_("The day lies in the future, or before any ledger."))
    return day if day < today else None


def valid(day: date, prefix: str = "") -> Q:
    """Rows whose period holds the day."""
    ends = Q(**{f"{prefix}valid_to": None}) | Q(**{f"{prefix}valid_to__gt": day})
    return Q(**{f"{prefix}valid_from__lte": day}) & ends


def holds(row: HouseholdState | Pairing, day: date) -> bool:
    """The same of a row that began by then."""
    return row.valid_to is None or row.valid_to > day


def residences(acting: ActingPost, day: date) -> QuerySet[Residence]:
    """Who lived within reach on a day, one row a household, with what a list shows of that day.

    ``then_category``, ``then_monitor``, ``then_head``, ``then_members``, ``then_helper``, ``place``; for a
    household that has left the reach since, only ``head_name`` and the place are known.
    """
    state = HouseholdState.objects.filter(valid(day), household=OuterRef("household_id"))
    members = Membership.objects.filter(valid(day), household=OuterRef("household_id"))
    helper = Pairing.objects.filter(valid(day), household=OuterRef("household_id"))
    count = members.order_by().values("household").annotate(n=Count("pk"))
    home = Household.objects.filter(pk=OuterRef("household_id"))
    return living(acting, day).annotate(
        then_category=Coalesce(Subquery(state.values("category")[:1]), Value(Category.ORDINARY)),
        then_monitor=Coalesce(Subquery(state.values("monitor")[:1]), Value(Monitor.NONE)),
        then_head=Coalesce(Subquery(members.filter(relation=HEAD).values("person_name")[:1]), "head_name"),
        then_members=Subquery(count.values("n")),
        then_helper=Subquery(helper.values("helper_name")[:1]),
        group_no=Subquery(home.values("group_no")[:1]),
        household_key=Subquery(home.values("key")[:1]),
        then_day=Value(day),
        place=Subquery(Area.objects.filter(code=OuterRef("area_code")).values("name")[:1]),
    )


def living(acting: ActingPost, day: date) -> QuerySet[Residence]:
    """The residences within reach on a day."""
    return rows(Residence, acting).filter(valid(day))


def with_state(day: date, **condition: Any) -> Q:
    """Residences whose household was in some state on a day, e.g. ``category="poor"``."""
    found = HouseholdState.objects.filter(valid(day), **condition)
    return Q(household_id__in=found.values("household_id"))


def with_helper(day: date, name: str) -> Q:
    """Residences whose household was paired with a helper of this name on a day."""
    found = Pairing.objects.filter(valid(day), helper_name=name)
    return Q(household_id__in=found.values("household_id"))


REGISTERED = Q(category__in=[Category.POOR, Category.GRADUATED, Category.GRADUATED_WITHOUT])


def registered(day: date) -> Q:
    """Residences whose household was registered or monitored on a day."""
    found = HouseholdState.objects.filter(valid(day), REGISTERED | ~Q(monitor=Monitor.NONE))
    return Q(household_id__in=found.values("household_id"))


@dataclass(frozen=True, slots=True)
class Member:
    """A member of a household on a day: who, how related, and what was true of them.

    ``person`` is None if they have moved beyond the reader's reach since: what was stays legible.
    """

    membership: Membership
    person: Person | None
    state: PersonState | None
    age: int | None

    @property
    def head(self) -> bool:
        """Whether this is the head of the household."""
        return self.membership.relation == HEAD


@dataclass(frozen=True)
class Then:
    """A household on a day: one object for today's page and for any earlier day's.

    ``states`` are all that began by then, oldest first; ``pairings`` too, newest first.
    """

    household: Household
    day: date
    states: Sequence[HouseholdState]
    members: Sequence[Member]
    pairings: Sequence[Pairing]
    causes: Sequence[HouseholdGround] = field(default_factory=list)
    risks: Sequence[HouseholdGround] = field(default_factory=list)

    @cached_property
    def state(self) -> HouseholdState | None:
        """What was true of the household on the day; None if nothing is known."""
        return next((each for each in reversed(self.states) if holds(each, self.day)), None)

    @property
    def pairing(self) -> Pairing | None:
        """Who helped on the day; of several the newest."""
        return next((each for each in self.pairings if holds(each, self.day)), None)

    @property
    def category(self) -> str:
        """The household's category on the day."""
        return self.state.category if self.state else Category.ORDINARY

    @property
    def monitor(self) -> str:
        """Why it was monitored on the day, if it was."""
        return self.state.monitor if self.state else Monitor.NONE

    @property
    def head(self) -> Member | None:
        """The head on the day."""
        return next((each for each in self.members if each.head), None)


def household(household: Household, day: date) -> Then:
    """All that a household's page says of a day. Five queries, whatever its size."""
    grounds = list(household.grounds.filter(valid(day)).order_by("ground", "rank"))
    return Then(
        household=household,
        day=day,
        states=list(household.states.filter(valid_from__lte=day).order_by("valid_from")),
        members=members(household, day),
        pairings=list(household.pairings.filter(valid_from__lte=day).order_by("-valid_from")),
        causes=[each for each in grounds if each.ground == "cause"],
        risks=[each for each in grounds if each.ground == "risk"],
    )


def members(household: Household, day: date) -> list[Member]:
    """The members on a day, the head first, then by age."""
    found = list(household.memberships.filter(valid(day)))
    ids = [each.person_id for each in found]
    people = Person.objects.in_bulk(ids)
    states = {each.person_id: each for each in PersonState.objects.filter(valid(day), person__in=ids)}
    made = [_member(each, people.get(each.person_id), states.get(each.person_id), day) for each in found]
    return sorted(made, key=lambda each: (not each.head, -(each.age or 0), each.membership.pk))


def count_members(households: QuerySet[Any], day: date) -> int:
    """How many members some households (a query of their ids) had together on a day."""
    return Membership.objects.filter(valid(day), household_id__in=households).count()


def _member(membership: Membership, person: Person | None, state: PersonState | None, day: date) -> Member:
    return Member(membership, person, state, age(person.birth_date, day) if person else None)


def age(birth: date | None, day: date) -> int | None:
    """Completed years on a day; None if the birth date is not known."""
    if birth is None or birth > day:
        return None
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def statements(household: Household, day: date) -> QuerySet[IncomeStatement]:
    """The yearly statements of years that were over on a day, or counted by then; newest first."""
    known = Q(year__lt=day.year) | Q(counted_on__lte=day)
    return household.statements.filter(known, occasion=Occasion.YEAR, replaced_on=None).order_by("-year")
