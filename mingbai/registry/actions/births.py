"""People become members: newborn, adopted, married or moved in, back from prison or army, entered late.

One or a month's: few statements. Somebody who belongs to a household of the county until that day leaves it
with the same change, so that nobody is ever in two.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events, vault
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes_rows as rows
from mingbai.registry.actions import today, tokens
from mingbai.registry.actions.memberships import AlreadyAMember, BadRelation, demand_free
from mingbai.registry.actions.refusal import BadDay, demand_cover
from mingbai.registry.events import PeopleCame
from mingbai.registry.models import FormerNumber, Household, Membership, Person
from mingbai.registry.queries import codes, sounds
from mingbai.registry.states import Entry, Standing

HEAD = "head"
BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody joins a household. ``person`` may be new: then it is not saved yet and has no key."""

    person: Person
    household: Household
    relation: str
    on: date
    came: Entry


def newcomer(*, area_code: str, name: str, sex: str, birth_date: date | None, at: datetime) -> Person:
    """A person not yet in the ledger, without a number; not saved."""
    return Person(area_code=area_code, name=name.strip(), sex=sex, birth_date=birth_date, changed_at=at)


@transaction.atomic
def arrive(*, arrivals: Sequence[Arrival], by: ActingPost, at: datetime) -> list[Person]:
    """Write arrivals of which no two concern one household. Returns the persons, in the same order.

    Raises AlreadyAMember, BadRelation, BadDay, OutsideArea.
    """
    _check_all(arrivals, by, at)
    new = [each.person for each in arrivals if each.person.pk is None]
    known = [each for each in arrivals if each.person.pk is not None]
    keys = sounds.sort_keys([person.name for person in new])
    for person in new:
        person.name_sort = keys[person.name]
    Person.objects.bulk_create(new, batch_size=BATCH)
    _bring([each for each in known if each.person.area_code != each.household.area_code], by)
    Membership.objects.bulk_create([_membership(each) for each in arrivals], batch_size=BATCH)
    rows.take_in([(each.person.pk, each.household, each.relation) for each in arrivals], at)
    tokens.index([person.pk for person in new])
    today.refresh(households=[each.household.pk for each in arrivals], at=at)
    rows.tell_all([_told(each) for each in arrivals], by=by, at=at)
    people, homes = zip(*((each.person.pk, each.household.pk) for each in arrivals), strict=True)
    events.emit(PeopleCame(people=people, households=homes, at=at))
    return [each.person for each in arrivals]


def _check_all(arrivals: Sequence[Arrival], by: ActingPost, at: datetime) -> None:
    people = [each.person.pk for each in arrivals if each.person.pk]
    busy = set(Membership.objects.filter(person__in=people, valid_to=None).values_list("person", flat=True))
    homes = [each.household.pk for each in arrivals]
    headed = Membership.objects.filter(household__in=homes, valid_to=None, relation=HEAD)
    heads = set(headed.values_list("household", flat=True))
    demand_free([(each.person, each.on) for each in arrivals])
    for each in arrivals:
        _check(each, by, at)
        if each.person.pk in busy or each.person.standing == Standing.DEAD:
            raise AlreadyAMember(
                _("%(name)s belongs to a household already, or has died.") % {"name": each.person.name}
            )
        if (each.relation == HEAD) == (each.household.pk in heads):
            raise BadRelation(_("The household would have two heads, or none."))


def _check(each: Arrival, by: ActingPost, at: datetime) -> None:
    demand_cover(by, each.household.area_code)
    demand_cover(by, each.person.area_code)
    if not codes.known("relation", each.relation):
        raise BadRelation(_("There is no such relation to the head."))
    if each.on < each.household.started_on or each.on > at.date():
        raise BadDay(_("The day lies before the household began, or in the future."))
    if each.household.ended_on is not None:
        raise BadDay(_("The household ended on %(day)s.") % {"day": each.household.ended_on})
    if each.person.birth_date and each.on < each.person.birth_date:
        raise BadDay(_("The day lies before the person was born."))


def _bring(arrivals: Sequence[Arrival], by: ActingPost) -> None:
    """Sealed numbers follow their person to another village, under a post that covers both."""
    for each in arrivals:
        person = each.person
        former = FormerNumber.objects.filter(person=person).values_list("id_vault", flat=True)
        held = [id_ for id_ in (person.id_vault, person.phone_vault, *former) if id_ is not None]
        if held:
            vault.move(held, area_code=each.household.area_code, by=by)


def _membership(each: Arrival) -> Membership:
    return Membership(
        area_code=each.household.area_code,
        person=each.person,
        household=each.household,
        person_name=each.person.name,
        relation=each.relation,
        valid_from=each.on,
        came=each.came,
    )


def _told(each: Arrival) -> rows.Told:
    detail = {"person": each.person.pk, "name": each.person.name, "on": each.on.isoformat()}
    return rows.Told(each.household, "join", str(each.came.label), detail)
