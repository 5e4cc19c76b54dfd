"""Births, deaths and moves of the demo's past, entered by their townships and approved by the county."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from functools import partial
from itertools import groupby
from typing import Any

from django.db import transaction
from django.utils import timezone

from mingbai.demo import errands
from mingbai.demo.past.gone import Happening
from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.org.models import Posting
from mingbai.registry.actions.changes import NewChange
from mingbai.registry.actions.changes_bulk import Hands, record_many
from mingbai.registry.models import Household, Membership, Person
from mingbai.registry.queries import changes_relations as relations
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.states import ChangeKind
from mingbai.tables.declaring import shipped

APPROVER = "office"
TOWN_DIGITS = 9
KINDS = {
    "birth": ChangeKind.BIRTH, "death": ChangeKind.DEATH, "moved_out": ChangeKind.MOVE_OUT,
    "marry_in": ChangeKind.MARRY_IN, "head_change": ChangeKind.HEAD_CHANGE,
}  # fmt: skip
CAME = ("birth", "marry_in")


def record(happened: Sequence[Happening], *, now: datetime) -> None:
    """Enter one year's happenings, township by township, as decided at the end of that year."""
    if not happened:
        return
    by = errands.acting(APPROVER, now)
    at = min(_evening(max(one.on for one in happened)), now)
    with transaction.atomic(), scope.entered(by):
        hands = _hands(now)
        for town, facts in groupby(_facts(happened), key=lambda fact: fact.area_code[:TOWN_DIGITS]):
            record_many(facts=list(facts), hands=hands.get(town) or next(iter(hands.values())), by=by, at=at)


def _facts(happened: Sequence[Happening]) -> list[NewChange]:
    homes = {home.number: home for home in _homes(happened)}
    people = {person.number: person for person in _people(happened)}
    known = [_fact(one, homes[one.household_no], people) for one in happened if one.household_no in homes]
    return sorted(filter(None, known), key=lambda fact: (fact.area_code, fact.happened_on))


def _homes(happened: Sequence[Happening]) -> Iterator[Household]:
    numbers = {one.household_no for one in happened}
    return Household.objects.filter(number__in=numbers, ended_on=None).iterator()


def _people(happened: Sequence[Happening]) -> Iterator[Person]:
    return Person.objects.filter(number__in={one.person_no for one in happened}).iterator()


def _fact(one: Happening, home: Household, people: Mapping[str, Person]) -> NewChange | None:
    """Somebody new, or somebody there who goes or becomes head; None where the import refused the row."""
    person = people.get(one.person_no)
    known = partial(
        NewChange, kind=KINDS[one.kind], happened_on=one.on, area_code=home.area_code, household=home
    )
    if one.kind not in CAME:
        if person is None or person.household_id != home.pk:
            return None
        return known(**_leading(one.kind, home, person))
    if person is not None:
        return None
    born = date.fromisoformat(one.id_no[6:14])
    details = Details(name=one.name, sex=_codes("sex")[one.sex], birth_date=born)
    return known(relation=_codes("relation")[one.relation], id_no=one.id_no, details=details)


def _leading(kind: str, home: Household, person: Person) -> dict[str, Any]:
    """Who has gone; or who heads the household, with everybody's relation to them."""
    if kind != "head_change":
        return {"person": person}
    members = Membership.objects.filter(household=home, valid_to=None).select_related("person")
    said = relations.proposed(
        [relations.Member(one.person_id, one.person.sex, one.relation) for one in members], person.pk
    )
    others = {id_: relation for id_, relation in said.items() if id_ != person.pk}
    return {"details": Details(head=person.pk, relations=others)}


def _codes(name: str) -> dict[str, str]:
    return {choice.words.zh: choice.code for choice in shipped().lists[name]}


def _hands(now: datetime) -> dict[str, Hands]:
    """By township: the officer who enters and the head who reviews."""
    held = Posting.objects.filter(post__kind__in=("township_officer", "township_head"), ends=None)
    found: dict[str, dict[str, ActingPost]] = {}
    for posting in held.select_related("post", "user").order_by("pk"):
        acting = errands.holding(posting, now)
        found.setdefault(posting.area_code[:TOWN_DIGITS], {})[posting.post.kind] = acting
    full = {town: both for town, both in found.items() if len(both) == 2}  # noqa: PLR2004 - officer and head
    return {town: Hands(both["township_officer"], both["township_head"]) for town, both in full.items()}


def _evening(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(18)))
