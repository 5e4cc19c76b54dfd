"""People cease to be members: they die, marry out, move out, are imprisoned, enlist, are missing, divorce.

One or a month's: few statements. Who leaves as head has a successor named; a household that is left empty
ends. A death moreover closes what was true of the person and proposes to the paying departments.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes_rows as rows
from mingbai.registry.actions import households, today
from mingbai.registry.actions.memberships import STANDING, BadRelation, NotAMember
from mingbai.registry.actions.refusal import BadDay, demand_cover
from mingbai.registry.events import HouseholdsEnded, PeopleLeft
from mingbai.registry.models import Household, Membership
from mingbai.registry.queries import codes
from mingbai.registry.states import HouseholdEnd, Leaving, Standing

HEAD = "head"
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody leaves their household. ``head`` and ``relations`` (by person) are for those who stay behind
    when the head leaves: who succeeds, and how each other member is related to the successor. ``home`` is the
    household that they are reported to leave; None: whichever it is."""

    person: int
    on: date
    left: Leaving
    head: int | None = None
    relations: Mapping[int, str] = field(default_factory=dict)
    home: int | None = None


@transaction.atomic
def depart(*, departures: Sequence[Departure], by: ActingPost, at: datetime) -> None:
    """Write departures of which no two concern one household. Raises NotAMember, BadRelation, BadDay,
    OutsideArea."""
    before = {each.person_id: each for each in _open(persons=[each.person for each in departures])}
    stay = _staying([membership.household_id for membership in before.values()])
    closings, leaving, relating = [], [], []
    for each in departures:
        membership = _checked(each, before.get(each.person), by, at)
        ends = max(each.on, membership.valid_from + ONE_DAY)
        closings.append(rows.Closing(membership, ends, each.left))
        died = each.on if each.left == Leaving.DEATH else None
        leaving.append((each.person, STANDING.get(each.left, Standing.NOWHERE), died))
        relating += succession(each, membership, stay, ends)
    rows.close(closings)
    rows.take_out(leaving, at)
    rows.relate(relating, at)
    _settle(departures, before, stay, by=by, at=at)


def succession(
    each: Departure, membership: Membership, stay: Mapping[int, Sequence[Membership]], on: date
) -> list[rows.Relating]:
    """What is said anew of those who stay when their head leaves. Raises BadRelation, BadDay."""
    others = [m for m in stay[membership.household_id] if m.person_id != each.person]
    if membership.relation != HEAD or not others:
        return []
    return related(others, each.head, each.relations, on)


def related(
    members: Sequence[Membership], head: int | None, relations: Mapping[int, str], on: date
) -> list[rows.Relating]:
    """The members under a new head, every other one with a relation. Raises BadRelation, BadDay."""
    people = {member.person_id for member in members}
    if head not in people:
        raise BadRelation(_("Please say which member becomes the head."))
    if set(relations) != people - {head} or HEAD in relations.values():
        raise BadRelation(_("Please say of every other member how they are related to the new head."))
    if not all(codes.known("relation", relation) for relation in relations.values()):
        raise BadRelation(_("There is no such relation to the head."))
    if any(member.valid_from > on for member in members):
        raise BadDay(_("Something later is known of the household already: please check the day."))
    said = {**relations, head: HEAD}
    return [rows.Relating(member, said[member.person_id], on) for member in members]


def _open(persons: Sequence[int]) -> list[Membership]:
    return list(
        Membership.objects.filter(person__in=persons, valid_to=None).select_related("household", "person")
    )


def _staying(homes: Sequence[int]) -> dict[int, list[Membership]]:
    found: dict[int, list[Membership]] = {home: [] for home in homes}
    for member in Membership.objects.filter(household__in=homes, valid_to=None).select_related("person"):
        found[member.household_id].append(member)
    return found


def _checked(each: Departure, membership: Membership | None, by: ActingPost, at: datetime) -> Membership:
    if membership is None or each.home not in (None, membership.household_id):
        raise NotAMember(_("The person does not belong to the household now."))
    demand_cover(by, membership.area_code)
    if each.on < membership.valid_from or each.on > at.date():
        raise BadDay(_("The day lies before the membership began, or in the future."))
    return membership


def _settle(
    departures: Sequence[Departure],
    before: Mapping[int, Membership],
    stay: Mapping[int, Sequence[Membership]],
    *,
    by: ActingPost,
    at: datetime,
) -> None:
    """Today's columns, empty households, what is told."""
    homes = [before[each.person].household for each in departures]
    today.refresh(households=[home.pk for home in homes], at=at)
    rows.tell_all([_told(each, before[each.person]) for each in departures], by=by, at=at)
    for each in departures:
        membership = before[each.person]
        if len(stay[membership.household_id]) == 1:
            end_empty(membership.household, _last_day(each, membership), each.left, by=by, at=at)
    events.emit(
        PeopleLeft(
            people=tuple(each.person for each in departures),
            households=tuple(home.pk for home in homes),
            at=at,
        )
    )


def _last_day(each: Departure, membership: Membership) -> date:
    return max(each.on, membership.valid_from + ONE_DAY)


def end_empty(household: Household, on: date, left: str, *, by: ActingPost, at: datetime) -> None:
    """整户自然减少: the last member is gone, the household ends and stays in history."""
    household.refresh_from_db()
    why = HouseholdEnd.DIED_OUT if left == Leaving.DEATH else HouseholdEnd.MOVED_AWAY
    households.end(household=household, on=min(on, at.date()), why=why, by=by, at=at)
    events.emit(HouseholdsEnded(households=(household.pk,), at=at))


def _told(each: Departure, membership: Membership) -> rows.Told:
    detail = {"person": each.person, "name": membership.person_name, "on": each.on.isoformat()}
    return rows.Told(membership.household, "leave", str(each.left.label), detail)
