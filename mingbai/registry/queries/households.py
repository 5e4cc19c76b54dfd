"""Lists of households as a post reaches them, and one household by its address."""

import uuid
from datetime import date

from django.db.models import OuterRef, Q, QuerySet, Subquery

from mingbai.kit.scope import ActingPost, range_of, rows
from mingbai.org.models import Area
from mingbai.registry.models import Household, Membership, Pairing, Person, PersonState, Residence
from mingbai.registry.queries import asof

TOWN_DIGITS, VILLAGE_DIGITS = 9, 12
TOWN_END = "000"
REGISTERED = Q(registered=True)
MONITORED = ~Q(monitor="none")


def place(code: str) -> Q:
    """An area and all below it, as equality where there is a column for it: then an index keeps the order.

    Raises ValueError for what is no code.
    """
    lo, hi = range_of(code)
    if not code.endswith(TOWN_END):
        return Q(area_code=code)
    if code[:TOWN_DIGITS].endswith(TOWN_END):
        return Q(area_code__gte=lo, area_code__lt=hi)
    return Q(town_code=code)


def within(acting: ActingPost) -> Q:
    """What the post's own area adds to its range: equality, if the range is a township or a village."""
    if acting.lo and (acting.lo, acting.hi) == range_of(acting.lo):
        return place(acting.lo)
    return Q()


def living(acting: ActingPost) -> QuerySet[Household]:
    """The households of today within reach; ended ones are not among them."""
    return rows(Household, acting).filter(within(acting), ended_on=None)


def listed(acting: ActingPost) -> QuerySet[Household]:
    """The same with the names of village and township, and the helper, for a list."""
    helper = Pairing.objects.filter(household=OuterRef("pk"), valid_to=None)
    return living(acting).annotate(
        village=Subquery(Area.objects.filter(code=OuterRef("area_code")).values("name")[:1]),
        township=Subquery(Area.objects.filter(code=OuterRef("town_code")).values("name")[:1]),
        helper=Subquery(helper.values("helper_name")[:1]),
    )


def helped_by(name: str) -> Q:
    """Households paired today with a helper of this name."""
    paired = Pairing.objects.filter(helper_name=name, valid_to=None)
    return Q(pk__in=paired.values("household_id"))


def one(acting: ActingPost, key: uuid.UUID) -> Household | None:
    """A household within reach, also one that has ended; None if the post does not reach it."""
    return rows(Household, acting).filter(key=key).first()


def person(acting: ActingPost, key: uuid.UUID) -> Person | None:
    """A person within reach; None if the post does not reach them."""
    return rows(Person, acting).filter(key=key).select_related("household").first()


def person_by_id(acting: ActingPost, id_: int) -> Person | None:
    """A person within reach, by the ledger's own id."""
    return rows(Person, acting).filter(pk=id_).first()


def of_helper(acting: ActingPost, day: date) -> QuerySet[Household]:
    """The households paired with the acting post's holder today, for "my households"."""
    return listed(acting) if acting.households is not None else paired_with(acting, day)


def paired_with(acting: ActingPost, day: date) -> QuerySet[Household]:
    """The households that name the acting person as helper, for posts that reach more than theirs."""
    mine = Pairing.objects.filter(asof.valid(day), user=acting.user_id)
    return listed(acting).filter(pk__in=mine.values("household_id"))


def by_id(acting: ActingPost, number: int) -> Household | None:
    """A household within reach by its id."""
    return rows(Household, acting).filter(pk=number).first()


def residence(acting: ActingPost, key: str) -> Residence | None:
    """A residence within reach by its key; None for what is no key."""
    try:
        return rows(Residence, acting).filter(key=uuid.UUID(key)).first()
    except ValueError:
        return None


def of_residence(acting: ActingPost, residence: Residence) -> Household | None:
    """The household that lived there, if it still is within reach."""
    return by_id(acting, residence.household_id)


def stay(person: Person, day: date) -> Membership | None:
    """The membership of a day, as far as its household lies within reach."""
    return person.memberships.filter(asof.valid(day)).first()


def household_of(acting: ActingPost, membership: Membership) -> Household | None:
    """The household of a membership, if it is within reach."""
    return by_id(acting, membership.household_id)


def state_of(person: Person, day: date) -> PersonState | None:
    """What was true of a person on a day."""
    return person.states.filter(asof.valid(day)).first()
