"""What approved natural changes do to households and people: one change, or a month of them.

Changes that touch the same household or person are written one after the other, in the order of their days;
those that touch different ones together (a *wave*). Everything is in the caller's transaction.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import births, changes_stops, deaths, households, merges, splits
from mingbai.registry.actions.memberships import NotAMember
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.events import PeopleDied
from mingbai.registry.models import Household, Membership, NaturalChange, Person
from mingbai.registry.queries.changes_details import Details, read
from mingbai.registry.queries.changes_kinds import ARRIVALS, DEPARTURES, FROM_ELSEWHERE
from mingbai.registry.states import ChangeKind as Kind
from mingbai.registry.states import Leaving


class NobodyThere(Refused):
    """The person or household that a change names cannot be found any more."""

    code = "nobody_there"


@dataclass(frozen=True, slots=True)
class _At:
    """Under whom and when a batch is written."""

    by: ActingPost
    at: datetime


@transaction.atomic
def apply(*, changes: Sequence[NaturalChange], by: ActingPost, at: datetime) -> None:
    """Write what the changes say. Raises the refusals of births, deaths, splits, merges, households."""
    given = _At(by, at)
    for wave in _waves(sorted(changes, key=lambda each: (each.happened_on, each.pk))):
        _apply_wave(wave, given)


def _waves(changes: Sequence[NaturalChange]) -> Iterator[list[NaturalChange]]:
    """Changes in waves, so that no two of one wave touch the same household or person."""
    known = _origins(changes)
    last: dict[tuple[str, int], int] = {}
    waves: list[list[NaturalChange]] = []
    for change in changes:
        touched = _touched(change, known)
        number = max((last.get(each, -1) for each in touched), default=-1) + 1
        if change.kind not in ARRIVALS and change.kind not in DEPARTURES:
            number = max(number, len(waves))  # the rest is written one by one, in its place
        if number >= len(waves):
            waves.append([])
            number = len(waves) - 1
        waves[number].append(change)
        last.update(dict.fromkeys(touched, number))
    return iter(waves)


def _origins(changes: Sequence[NaturalChange]) -> dict[int, int]:
    """The household of today of each person that is named."""
    people = [change.person_id for change in changes if change.person_id]
    found = Membership.objects.filter(person__in=people, valid_to=None)
    return dict(found.values_list("person", "household"))


def _touched(change: NaturalChange, origins: Mapping[int, int]) -> list[tuple[str, int]]:
    touched = []
    if change.household_id:
        touched.append(("household", change.household_id))
    if change.person_id:
        touched.append(("person", change.person_id))
        if change.person_id in origins:
            touched.append(("household", origins[change.person_id]))
    return touched


def _apply_wave(wave: Sequence[NaturalChange], given: _At) -> None:
    coming = [change for change in wave if change.kind in ARRIVALS]
    going = [change for change in wave if change.kind in DEPARTURES]
    if going:
        _go(going, given)
    if coming:
        _come(coming, given)
    for change in wave:
        if change.kind in WHOLE:
            WHOLE[change.kind](change, read(change.details), given)


def _go(changes: Sequence[NaturalChange], given: _At) -> None:
    dead = [change for change in changes if change.kind == Kind.DEATH]
    receive = changes_stops.receiving([change.person_id for change in dead if change.person_id])
    departures = [_departure(change) for change in changes]
    deaths.depart(departures=departures, by=given.by, at=given.at)
    _mourn(dead, receive, given)


def _departure(change: NaturalChange) -> deaths.Departure:
    details = read(change.details)
    if change.person_id is None:
        raise NobodyThere(_("Please say who it is about."))
    left = DEPARTURES[change.kind]
    return deaths.Departure(
        change.person_id, change.happened_on, left, details.head, details.relations, change.household_id
    )


def _mourn(dead: Sequence[NaturalChange], receive: Mapping[int, set[str]], given: _At) -> None:
    """What a death starts elsewhere: proposals to the paying departments, and an event for other rooms."""
    if not dead:
        return
    changes_stops.propose(changes=dead, receive=receive, by=given.by, at=given.at)
    people = tuple(change.person_id for change in dead if change.person_id)
    events.emit(PeopleDied(people=people, changes=tuple(change.pk for change in dead), at=given.at))


def _come(changes: Sequence[NaturalChange], given: _At) -> None:
    people = [_person(change) for change in changes]
    _leave_elsewhere(changes, people, given)
    known = Person.objects.in_bulk([person.pk for person in people if person.pk])
    homes = Household.objects.in_bulk([change.household_id for change in changes if change.household_id])
    arrivals = [
        births.Arrival(
            known.get(person.pk, person) if person.pk else person,
            _home(change, homes, given),
            change.relation,
            change.happened_on,
            ARRIVALS[change.kind],
        )
        for change, person in zip(changes, people, strict=True)
    ]
    written = births.arrive(arrivals=arrivals, by=given.by, at=given.at)
    for change, person in zip(changes, written, strict=True):
        change.person, change.person_name = person, person.name
    NaturalChange.objects.bulk_update(changes, ["person", "person_name", "household"], batch_size=500)


def _person(change: NaturalChange) -> Person:
    """Who comes: a known person, found by the key or by the token of the number, or a new one."""
    if change.person_id:
        return _known(Person.objects.filter(pk=change.person_id).first())
    if change.id_token and not change.id_vault:
        return _known(Person.objects.filter(id_token=change.id_token).first())
    return _new(change, read(change.details))


def _known(person: Person | None) -> Person:
    if person is None:
        raise NobodyThere(_("The person is not within reach of your post, or no longer in the ledger."))
    return person


def _new(change: NaturalChange, details: Details) -> Person:
    person = births.newcomer(
        area_code=change.area_code,
        name=details.name,
        sex=details.sex,
        birth_date=details.birth_date,
        at=change.entered_at,
    )
    person.ethnic = details.ethnic
    person.id_type, person.id_vault = change.id_type, change.id_vault
    person.id_token, person.id_last4 = change.id_token, change.id_last4
    return person


def _leave_elsewhere(changes: Sequence[NaturalChange], people: Sequence[Person], given: _At) -> None:
    """Who still belongs to another household leaves it on the same day."""
    ids = [person.pk for person in people if person.pk]
    members = {m.person_id: m for m in Membership.objects.filter(person__in=ids, valid_to=None)}
    departures = [
        deaths.Departure(person.pk, change.happened_on, FROM_ELSEWHERE.get(change.kind, Leaving.MOVED_OUT))
        for change, person in zip(changes, people, strict=True)
        if person.pk in members and members[person.pk].household_id != change.household_id
    ]
    if departures:
        deaths.depart(departures=departures, by=given.by, at=given.at)


def _home(change: NaturalChange, homes: Mapping[int, Household], given: _At) -> Household:
    details = read(change.details)
    if not details.new_home:
        if change.household_id is None or change.household_id not in homes:
            raise NobodyThere(_("The household is not within reach of your post."))
        return homes[change.household_id]
    facts = households.NewHousehold(
        area_code=change.area_code,
        started_on=change.happened_on,
        group_no=details.group_no,
        address=details.address,
    )
    change.household = households.found(facts=facts, by=given.by, at=given.at)
    return change.household


def _split(change: NaturalChange, details: Details, given: _At) -> None:
    division = splits.Division(
        members=details.members,
        head=details.head or 0,
        relations=details.relations,
        stay_head=details.stay_head,
        stay_relations=details.stay_relations,
        group_no=details.group_no,
        address=details.address,
    )
    splits.split(household=_here(change), division=division, on=change.happened_on, by=given.by, at=given.at)


def _merge(change: NaturalChange, details: Details, given: _At) -> None:
    into = Household.objects.filter(key=details.into).first()
    if into is None:
        raise NobodyThere(_("The other household is not within reach of your post."))
    merges.merge(
        household=_here(change), into=into, relations=details.relations, on=change.happened_on,
        by=given.by, at=given.at,
    )  # fmt: skip


def _change_head(change: NaturalChange, details: Details, given: _At) -> None:
    merges.change_head(
        household=_here(change), head=details.head or 0, relations=details.relations,
        on=change.happened_on, by=given.by, at=given.at,
    )  # fmt: skip


def _move(change: NaturalChange, details: Details, given: _At) -> None:
    households.move_household(
        household=_here(change), area_code=details.area_code, on=change.happened_on,
        by=given.by, at=given.at,
    )  # fmt: skip


def _end(change: NaturalChange, details: Details, given: _At) -> None:
    """The last members go one after another; if they died, the departments hear of each."""
    household, left = _here(change), Leaving(details.left)
    people = list(household.memberships.filter(valid_to=None).values_list("person", flat=True))
    receive = changes_stops.receiving(people) if left == Leaving.DEATH else {}
    merges.end_whole(household=household, on=change.happened_on, left=left, by=given.by, at=given.at)
    if left == Leaving.DEATH:
        changes_stops.propose_for(change=change, receive=receive, by=given.by, at=given.at)
        events.emit(PeopleDied(people=tuple(people), changes=(change.pk,), at=given.at))


def _here(change: NaturalChange) -> Household:
    household = Household.objects.filter(pk=change.household_id or 0).first()
    if household is None:
        raise NotAMember(_("The household is not within reach of your post."))
    return household


WHOLE: Mapping[str, Callable[[NaturalChange, Details, _At], None]] = {
    Kind.SPLIT: _split,
    Kind.MERGE: _merge,
    Kind.HEAD_CHANGE: _change_head,
    Kind.HOUSEHOLD_MOVE: _move,
    Kind.HOUSEHOLD_END: _end,
}
