"""A household merges into another, gets another head, or moves as a whole."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events, vault
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes_rows as rows
from mingbai.registry.actions import deaths, households, splits, today
from mingbai.registry.actions.memberships import BadRelation, NotAMember
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.events import HouseholdMerged
from mingbai.registry.models import FormerNumber, Household, Membership, Person
from mingbai.registry.queries import codes
from mingbai.registry.states import Entry, HouseholdEnd, Leaving

HEAD = "head"


class SameHousehold(Refused):
    """A household cannot merge into itself, or into one that has ended."""

    code = "same_household"


@transaction.atomic
def merge(
    *,
    household: Household,
    into: Household,
    relations: Mapping[int, str],
    on: date,
    by: ActingPost,
    at: datetime,
) -> None:
    """All members join another household under its head; the first ends and keeps its number as an alias.

    ``relations`` says of every member how they are related to the other's head. Raises SameHousehold,
    BadRelation, NotAMember, BadDay, OutsideArea.
    """
    demand_cover(by, household.area_code)
    demand_cover(by, into.area_code)
    if household.pk == into.pk or into.ended_on is not None or household.ended_on is not None:
        raise SameHousehold(_("Please choose another household that has not ended."))
    members = list(household.memberships.filter(valid_to=None).select_related("person"))
    _check(members, into, relations, on, at)
    _bring([member.person for member in members], into, by)
    splits.move_members(members, into, relations, on, why=(Leaving.MERGED, Entry.MERGED), at=at)
    today.refresh(households=[household.pk, into.pk], at=at)
    household.refresh_from_db()
    households.end(household=household, on=on, why=HouseholdEnd.MERGED, by=by, at=at, merged_into=into)
    names = "、".join(member.person_name for member in members)
    rows.tell_all([rows.Told(into, "merged", names, {"household": str(household.key)})], by=by, at=at)
    events.emit(HouseholdMerged(household=household.pk, into=into.pk, at=at))


def _check(
    members: list[Membership], into: Household, relations: Mapping[int, str], on: date, at: datetime
) -> None:
    if not members:
        raise NotAMember(_("The household has no members."))
    if set(relations) != {member.person_id for member in members} or HEAD in relations.values():
        raise BadRelation(_("Please say of every member how they are related to the other household's head."))
    if not all(codes.known("relation", relation) for relation in relations.values()):
        raise BadRelation(_("There is no such relation to the head."))
    if any(member.valid_from >= on for member in members) or not into.started_on <= on <= at.date():
        raise BadDay(_("The day lies before a membership began, or in the future."))


def _bring(persons: list[Person], into: Household, by: ActingPost) -> None:
    moved = [person for person in persons if person.area_code != into.area_code]
    former = FormerNumber.objects.filter(person__in=moved).values_list("id_vault", flat=True)
    held = [id_ for person in moved for id_ in (person.id_vault, person.phone_vault) if id_ is not None]
    if every := [*held, *former]:
        vault.move(every, area_code=into.area_code, by=by)


@transaction.atomic
def change_head(
    *,
    household: Household,
    head: int,
    relations: Mapping[int, str],
    on: date,
    by: ActingPost,
    at: datetime,
) -> None:
    """A member becomes the head; relations are said anew. Raises BadRelation, BadDay, OutsideArea."""
    demand_cover(by, household.area_code)
    members = list(household.memberships.filter(valid_to=None).select_related("person"))
    if household.ended_on is not None or on > at.date():
        raise BadDay(_("The household has ended, or the day lies in the future."))
    if any(member.person_id == head and member.relation == HEAD for member in members):
        raise BadRelation(_("This member is the head already."))
    rows.relate(deaths.related(members, head, relations, on), at)
    today.refresh(households=[household.pk], at=at)
    name = next(member.person_name for member in members if member.person_id == head)
    detail = {"person": head, "name": name, "on": on.isoformat()}
    rows.tell_all([rows.Told(household, "change_head", name, detail)], by=by, at=at)


@transaction.atomic
def end_whole(*, household: Household, on: date, left: Leaving, by: ActingPost, at: datetime) -> list[int]:
    """整户自然减少: every member dies or leaves on one day; returns them. Raises NotAMember, BadDay."""
    demand_cover(by, household.area_code)
    members = list(household.memberships.filter(valid_to=None).order_by("relation"))
    if not members:
        raise NotAMember(_("The household has no members."))
    people = [member.person_id for member in members]
    # The head last: nobody is left to succeed.
    for member in sorted(members, key=lambda each: each.relation == HEAD):
        departure = deaths.Departure(member.person_id, on, left)
        deaths.depart(departures=[departure], by=by, at=at)
    return people
