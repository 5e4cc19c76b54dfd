"""Households begin, change their address, end, move to another village."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps, vault
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change
from mingbai.org.models import Area
from mingbai.registry.actions import today
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.actions.telling import tell
from mingbai.registry.models import FormerNumber, Household, Person, Residence, SearchToken
from mingbai.registry.states import HouseholdEnd


class NotAVillage(Refused):
    """A household stands in a village or community of today."""

    code = "not_a_village"
    status = 400


class LivesThere(Refused):
    """A household moves to another village than its own."""

    code = "lives_there"


class StillPeopled(Refused):
    """A household with members does not end."""

    code = "still_peopled"


@dataclass(frozen=True, slots=True)
class NewHousehold:
    """What is known of a household when it is entered. ``number`` is the nation's, empty if it has none."""

    area_code: str
    started_on: date
    number: str = ""
    group_no: int = 0
    address: str = ""
    registered_on: date | None = None
    parent: Household | None = None
    watched_until: date | None = None


@transaction.atomic
def found(*, facts: NewHousehold, by: ActingPost, at: datetime, why: str = "") -> Household:
    """Enter a household without members. Raises OutsideArea, NotAVillage, BadDay."""
    demand_cover(by, facts.area_code)
    _demand_village(facts.area_code)
    if facts.started_on > at.date():
        raise BadDay(_("The day lies in the future."))
    household = Household.objects.create(
        area_code=facts.area_code,
        number=facts.number,
        group_no=facts.group_no,
        address=facts.address,
        started_on=facts.started_on,
        registered_on=facts.registered_on,
        registered=facts.registered_on is not None,
        parent=facts.parent,
        watched_until=facts.watched_until,
        changed_at=at,
    )
    Residence.objects.create(
        household=household, area_code=facts.area_code, valid_from=facts.started_on, valid_to=None
    )
    steps.record(subject=household, move="found", source="", target="here", by=by, at=at, note=why)
    return household


@transaction.atomic
def change_address(
    *, household: Household, group_no: int, address: str, by: ActingPost, at: datetime, version: int
) -> None:
    """Correct the villagers' group and the address. Raises StaleVersion."""
    demand_cover(by, household.area_code)
    values = {"group_no": group_no, "address": address, "changed_at": at}
    change(household, version=version, values=values)
    tell(household, move="change_address", by=by, at=at)


@transaction.atomic
def end(
    *,
    household: Household,
    on: date,
    why: HouseholdEnd,
    by: ActingPost,
    at: datetime,
    merged_into: Household | None = None,
) -> None:
    """A household without members ends on a day; it stays in history. Raises StillPeopled, BadDay."""
    demand_cover(by, household.area_code)
    if household.memberships.filter(valid_to=None).exists():
        raise StillPeopled(_("The household still has members."))
    if on < household.started_on or on > at.date():
        raise BadDay(_("The day lies before the household began, or in the future."))
    Household.objects.filter(pk=household.pk).update(
        ended_on=on, ended_why=why, merged_into=merged_into, changed_at=at, version=household.version + 1
    )
    _close_open_rows(household, on)
    household.refresh_from_db()
    steps.record(
        subject=household, move="end", source="here", target="ended", by=by, at=at, note=str(why.label)
    )


@transaction.atomic
def move_household(*, household: Household, area_code: str, on: date, by: ActingPost, at: datetime) -> None:
    """The whole household moves to another village of the county, under a post that covers both.

    Its rows and numbers follow; the former village keeps what the residence says. Raises OutsideArea,
    NotAVillage, LivesThere, BadDay.
    """
    demand_cover(by, household.area_code)
    demand_cover(by, area_code)
    _demand_village(area_code)
    if area_code == household.area_code:
        raise LivesThere(_("The household lives in this village already."))
    if household.ended_on is not None:
        raise BadDay(_("The household ended on %(day)s.") % {"day": household.ended_on})
    _reside(household, area_code, on)
    _take_along(household, area_code, by)
    Household.objects.filter(pk=household.pk).update(area_code=area_code, changed_at=at)
    household.refresh_from_db()
    today.refresh(households=[household.pk], at=at)
    tell(household, move="move_household", by=by, at=at)


def _reside(household: Household, area_code: str, on: date) -> None:
    """Where it lives from a day on. Of two moves on one day the latter counts: nobody lived between them."""
    here = Residence.objects.get(household=household, valid_to=None)
    if on < here.valid_from:
        raise BadDay(_("The household has lived here only since %(day)s.") % {"day": here.valid_from})
    if on == here.valid_from:
        Residence.objects.filter(pk=here.pk).update(area_code=area_code)
        return
    Residence.objects.filter(pk=here.pk).update(valid_to=on, head_name=household.head_name)
    Residence.objects.create(household=household, area_code=area_code, valid_from=on, valid_to=None)


def _take_along(household: Household, area_code: str, by: ActingPost) -> None:
    """What follows by no foreign key: sealed numbers and search tokens."""
    persons = Person.objects.filter(household=household)
    former = FormerNumber.objects.filter(household=household)
    found = [
        *chain.from_iterable(persons.values_list("id_vault", "phone_vault")),
        *former.values_list("id_vault", flat=True),
        *household.pairings.values_list("phone_vault", flat=True),
        household.phone_vault,
        household.account_vault,
    ]
    if held := [id_ for id_ in found if id_ is not None]:
        vault.move(held, area_code=area_code, by=by)
    ones = list(persons.values_list("pk", flat=True))
    SearchToken.objects.filter(person__in=ones).update(area_code=area_code)


def _close_open_rows(household: Household, on: date) -> None:
    household.states.filter(valid_to=None, valid_from__lt=on).update(valid_to=on)
    household.grounds.filter(valid_to=None).update(valid_to=on)
    household.pairings.filter(valid_to=None, valid_from__lte=on).update(valid_to=on)
    Residence.objects.filter(household=household, valid_to=None, valid_from__lt=on).update(
        valid_to=on, head_name=household.head_name
    )


def _demand_village(area_code: str) -> None:
    if not Area.objects.filter(code=area_code, level="village", statistical=False, valid_to=None).exists():
        raise NotAVillage(_("There is no village or community of this code today."))
