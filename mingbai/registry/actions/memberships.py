"""Who belongs to which household over which days."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mingbai.kit import vault
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import today
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.actions.telling import tell
from mingbai.registry.models import FormerNumber, Household, Membership, Person, PersonState, SearchToken
from mingbai.registry.queries import codes
from mingbai.registry.states import Entry, Leaving, Standing

HEAD = "head"
STANDING = {Leaving.DEATH: Standing.DEAD, Leaving.MOVED_OUT: Standing.AWAY}
"""What a person is after leaving; otherwise between households."""


class AlreadyAMember(Refused):
    """The person belongs to a household on that day; nobody is in two."""

    code = "already_a_member"


class NotAMember(Refused):
    """The person does not belong to the household now."""

    code = "not_a_member"


class BadRelation(Refused):
    """The relation is not on the list, or the household would have two heads or none."""

    code = "bad_relation"
    status = 400


@transaction.atomic
def join(
    *,
    person: Person,
    household: Household,
    relation: str,
    on: date,
    came: Entry,
    by: ActingPost,
    at: datetime,
) -> Membership:
    """A person becomes a member on a day. Raises AlreadyAMember, BadRelation, BadDay, OutsideArea."""
    demand_cover(by, household.area_code)
    _check_day(household, on, at)
    if not codes.known("relation", relation):
        raise BadRelation(_("There is no such relation to the head."))
    if Membership.objects.filter(person=person, valid_to=None).exists() or person.standing == Standing.DEAD:
        raise AlreadyAMember(
            _("%(name)s belongs to a household already, or has died.") % {"name": person.name}
        )
    demand_free([(person, on)])
    if relation == HEAD and _has_head(household):
        raise BadRelation(_("The household has a head already."))
    if person.area_code != household.area_code:
        _bring(person, household.area_code, by)
    membership = Membership.objects.create(
        area_code=household.area_code,
        person=person,
        household=household,
        person_name=person.name,
        relation=relation,
        valid_from=on,
        came=came,
    )
    _belong(person, household, relation, Standing.HERE, at)
    today.refresh(households=[household.pk], at=at)
    tell(household, move="join", by=by, at=at, note=str(came.label), person=person.pk, name=person.name)
    return membership


def demand_free(arrivals: Sequence[tuple[Person, date]]) -> None:
    """Nobody joins before the end of an earlier membership, which lasts a day at least. Raises BadDay."""
    known = Membership.objects.filter(person__in=[person.pk for person, _on in arrivals if person.pk])
    ended = known.exclude(valid_to=None).order_by("person").values("person").annotate(last=Max("valid_to"))
    last = dict(ended.values_list("person", "last"))
    for person, on in arrivals:
        if on < last.get(person.pk, on):
            raise BadDay(
                _("%(name)s belonged to a household until %(day)s.")
                % {"name": person.name, "day": last[person.pk]}
            )


@transaction.atomic
def leave(*, person: Person, on: date, left: Leaving, by: ActingPost, at: datetime) -> Membership:
    """A person is no longer a member from a day on. Raises NotAMember, BadDay, OutsideArea."""
    membership = Membership.objects.filter(person=person, valid_to=None).select_related("household").first()
    if membership is None:
        raise NotAMember(_("%(name)s belongs to no household now.") % {"name": person.name})
    household = membership.household
    demand_cover(by, household.area_code)
    if on <= membership.valid_from or on > at.date() + timedelta(days=1):
        raise BadDay(_("The day lies before the membership began, or in the future."))
    Membership.objects.filter(pk=membership.pk).update(valid_to=on, left=left)
    standing = STANDING.get(left, Standing.NOWHERE)
    person.died_on = on if left == Leaving.DEATH else person.died_on
    _belong(person, None, "", standing, at)
    if left == Leaving.DEATH:
        person.states.filter(valid_to=None, valid_from__lt=on).update(valid_to=on)
    today.refresh(households=[household.pk], at=at)
    tell(household, move="leave", by=by, at=at, note=str(left.label), person=person.pk, name=person.name)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def change_head(
    *,
    household: Household,
    head: Person,
    relations: Mapping[int, str],
    on: date,
    by: ActingPost,
    at: datetime,
) -> None:
    """A member becomes the head on a day, and everybody's relation is said anew to them.

    ``relations`` maps the id of every other member to a code of the list relation. Raises BadRelation if one
    is missing, unknown or "head"; NotAMember; BadDay.
    """
    demand_cover(by, household.area_code)
    _check_day(household, on, at)
    members = {m.person_id: m for m in household.memberships.filter(valid_to=None).select_related("person")}
    if head.pk not in members:
        raise NotAMember(_("%(name)s is not a member of the household.") % {"name": head.name})
    if set(relations) != set(members) - {head.pk} or HEAD in relations.values():
        raise BadRelation(_("Please say of every other member how they are related to the new head."))
    if not all(codes.known("relation", relation) for relation in relations.values()):
        raise BadRelation(_("There is no such relation to the head."))
    Person.objects.filter(household=household, relation=HEAD).update(relation="other")
    for person_id, relation in {**relations, head.pk: HEAD}.items():
        _relate(members[person_id], relation, on, at)
    household.refresh_from_db()
    today.refresh(households=[household.pk], at=at)
    tell(household, move="change_head", by=by, at=at, person=head.pk, name=head.name)


def _relate(membership: Membership, relation: str, on: date, at: datetime) -> None:
    """From a day on the same member under another relation; a membership of that very day is rewritten."""
    if membership.relation != relation:
        if membership.valid_from == on:
            Membership.objects.filter(pk=membership.pk).update(relation=relation)
        else:
            Membership.objects.filter(pk=membership.pk).update(valid_to=on)
            Membership.objects.create(
                area_code=membership.area_code,
                person_id=membership.person_id,
                household_id=membership.household_id,
                person_name=membership.person_name,
                relation=relation,
                valid_from=on,
                came=membership.came,
            )
    Person.objects.filter(pk=membership.person_id).update(relation=relation, changed_at=at)


def _belong(person: Person, household: Household | None, relation: str, standing: str, at: datetime) -> None:
    """Write today's household, relation and standing, also where walls and searches read them."""
    person.household, person.relation, person.standing, person.changed_at = household, relation, standing, at
    if household is not None:
        person.area_code = household.area_code
    person.save(update_fields=["household", "relation", "standing", "changed_at", "died_on", "area_code"])
    where = {"household": household, "area_code": person.area_code}
    for follower in (PersonState, FormerNumber):
        follower._default_manager.filter(person=person).update(**where)
    SearchToken.objects.filter(person=person).update(**where)


def _bring(person: Person, area_code: str, by: ActingPost) -> None:
    """A person comes from another village: the sealed numbers follow, under a post that covers both."""
    demand_cover(by, person.area_code)
    former = FormerNumber.objects.filter(person=person).values_list("id_vault", flat=True)
    held = [id_ for id_ in (person.id_vault, person.phone_vault, *former) if id_ is not None]
    if held:
        vault.move(held, area_code=area_code, by=by)


def _has_head(household: Household) -> bool:
    return household.persons.filter(relation=HEAD).exists()


def _check_day(household: Household, on: date, at: datetime) -> None:
    if on < household.started_on or on > at.date():
        raise BadDay(_("The day lies before the household began, or in the future."))
    if household.ended_on is not None:
        raise BadDay(_("The household ended on %(day)s.") % {"day": household.ended_on})
