"""Rows reach people: by the number's token, by household number, by name and village; the rest lies aside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from mingbai.exchange.actions.handed.drafts import Draft, plain
from mingbai.exchange.states import HandedAside, HandedMatch
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models.areas import short
from mingbai.registry.actions.importing.places import Places
from mingbai.registry.models import Household, Membership, Person
from mingbai.registry.states import Standing

AT_A_TIME = 5_000


@dataclass(frozen=True, slots=True)
class Hit:
    """Whom a row means, or why that is not known."""

    area_code: str = ""
    person_id: int | None = None
    household_id: int | None = None
    matched: str = ""
    aside: str = ""


@dataclass
class Known:
    """What the ledger has of everybody whom a list may mean, by four ways."""

    by_token: dict[bytes, Person] = field(default_factory=dict)
    by_number: dict[str, Household] = field(default_factory=dict)
    members: dict[int, list[Person]] = field(default_factory=lambda: defaultdict(list))
    by_name: dict[str, list[Person]] = field(default_factory=lambda: defaultdict(list))
    last_home: dict[int, int] = field(default_factory=dict)
    villages: dict[str, str] = field(default_factory=dict)


def match(drafts: Sequence[Draft], *, by: ActingPost) -> list[Hit]:
    """Whom each row means, in the same order, by a handful of queries however many rows there are."""
    known, places = _known(drafts, by), Places.read()
    return [_hit(draft, known, places, by) for draft in drafts]


def _hit(draft: Draft, known: Known, places: Places, by: ActingPost) -> Hit:
    person = known.by_token.get(draft.token) if draft.token else None
    if person is not None:
        differs = bool(draft.name) and draft.name != plain(person.name)
        return (
            Hit(aside=HandedAside.DIFFERS)
            if differs
            else to_person(person, HandedMatch.NUMBER, known.last_home)
        )
    home = known.by_number.get(draft.household_no) if draft.household_no else None
    if home is not None:
        return _in_household(draft, home, known)
    if not draft.name:
        return Hit(aside=HandedAside.UNKNOWN if draft.token or draft.household_no else HandedAside.EMPTY)
    return _by_name(draft, known, places, by)


def to_person(person: Person, how: str, last_home: Mapping[int, int] | None = None) -> Hit:
    """A row about a person; of one who has left every household, the last one counts."""
    home = person.household_id or (last_home or {}).get(person.pk)
    return Hit(person.area_code, person.pk, home, matched=how)


def _in_household(draft: Draft, home: Household, known: Known) -> Hit:
    """The member of that name; a row that names nobody is about the household and its head."""
    if not draft.name:
        return Hit(home.area_code, home.head_id, home.pk, matched=HandedMatch.HOUSEHOLD)
    named = [one for one in known.members[home.pk] if plain(one.name) == draft.name]
    if len(named) == 1:
        return to_person(named[0], HandedMatch.HOUSEHOLD)
    return Hit(aside=HandedAside.SEVERAL if named else HandedAside.UNKNOWN)


def _by_name(draft: Draft, known: Known, places: Places, by: ActingPost) -> Hit:
    """The one person of that name in the village that is named; a number that is nobody's forbids it."""
    people = known.by_name.get(draft.name, [])
    here = _of_place(draft, people, known, places, by)
    if draft.token and not draft.fault:  # a whole number that is nobody's: the name alone is not enough
        return Hit(aside=HandedAside.UNKNOWN)
    if len(here) == 1:
        return to_person(here[0], HandedMatch.NAME)
    return Hit(aside=HandedAside.SEVERAL if len(here) > 1 else HandedAside.UNKNOWN)


def _of_place(
    draft: Draft, people: Iterable[Person], known: Known, places: Places, by: ActingPost
) -> list[Person]:
    code, _reason = places.of(by, None, draft.town, draft.village) if draft.village else ("", "")
    if code:
        return [one for one in people if one.area_code == code]
    said = draft.whereabouts
    return [one for one in people if (name := known.villages.get(one.area_code)) and name in said]


def _known(drafts: Sequence[Draft], by: ActingPost) -> Known:
    found = Known()
    people = rows(Person, by)
    for some in _parts({draft.token for draft in drafts if draft.token}):
        found.by_token |= {bytes(one.id_token or b""): one for one in people.filter(id_token__in=some)}
    for some in _parts({draft.household_no for draft in drafts if draft.household_no}):
        found.by_number |= {one.number: one for one in rows(Household, by).filter(number__in=some)}
    for some in _parts({home.pk for home in found.by_number.values()}):
        for one in people.filter(household_id__in=some):
            found.members[one.household_id].append(one)
    _name(found, drafts, by)
    away = {one.pk for one in found.by_token.values() if one.household_id is None}
    memberships = rows(Membership, by).filter(person_id__in=away).order_by("valid_from")
    found.last_home = dict(memberships.values_list("person_id", "household_id"))
    return found


def _name(found: Known, drafts: Sequence[Draft], by: ActingPost) -> None:
    """People by name, for rows that neither number can lead anywhere."""
    wanted = {
        draft.name
        for draft in drafts
        if draft.name and (draft.fault or not draft.token) and draft.household_no not in found.by_number
    }
    for some in _parts(wanted):
        for one in rows(Person, by).filter(name__in=some, standing=Standing.HERE):
            found.by_name[plain(one.name)].append(one)
    if wanted:
        places = Places.read()
        found.villages = {
            code: short(area.name).removesuffix("社区") for code, area in places.villages.items()
        }


def _parts(values: set[Any]) -> Iterator[list[Any]]:
    left = iter(sorted(values))
    while some := list(islice(left, AT_A_TIME)):
        yield some
