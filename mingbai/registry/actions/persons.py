"""Persons are entered, corrected, get another document or telephone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import vault
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change
from mingbai.registry.actions import memberships, tokens
from mingbai.registry.actions.refusal import Refused, demand_cover
from mingbai.registry.actions.telling import tell
from mingbai.registry.models import FormerNumber, Household, Person
from mingbai.registry.queries import identity, sounds
from mingbai.registry.states import Entry

DOCUMENT, PHONE = "id_no", "phone"
CORRECTABLE = frozenset({"name", "sex", "birth_date", "ethnic"})


class NumberTaken(Refused):
    """The document number is another person's, here or elsewhere in the county."""

    code = "number_taken"


class BadNumber(Refused):
    """The document number cannot be one of its kind; the sentence says why."""

    code = "bad_number"
    status = 400


@dataclass(frozen=True, slots=True)
class NewPerson:
    """What is known of a person when entered; empty means not known. No ``id_no``: no document."""

    name: str
    sex: str = ""
    birth_date: date | None = None
    id_type: str = ""
    id_no: str = ""
    phone: str = ""
    ethnic: str = ""
    number: str = ""


@transaction.atomic
def enter(
    *,
    facts: NewPerson,
    household: Household,
    relation: str,
    on: date,
    came: Entry,
    by: ActingPost,
    at: datetime,
) -> Person:
    """Enter a person as a member of a household. Raises OutsideArea, BadNumber, NumberTaken, BadDay."""
    demand_cover(by, household.area_code)
    person = Person(
        area_code=household.area_code,
        number=facts.number,
        name=facts.name.strip(),
        name_sort=sounds.sort_key(facts.name.strip()),
        sex=facts.sex,
        birth_date=facts.birth_date,
        ethnic=facts.ethnic,
        changed_at=at,
    )
    if facts.id_no:
        _hold(person, facts.id_type, facts.id_no, by=by, at=at)
    if facts.phone:
        _reach(person, facts.phone, by=by)
    person.save(force_insert=True)
    memberships.join(person=person, household=household, relation=relation, on=on, came=came, by=by, at=at)
    tokens.index([person.pk])
    return person


@transaction.atomic
def correct(
    *, person: Person, values: dict[str, Any], why: str, by: ActingPost, at: datetime, version: int
) -> None:
    """Correct what was entered wrongly (补录): name, sex, birth date. The audit keeps what stood before.

    Raises StaleVersion; ValueError for a column that is not corrected so.
    """
    demand_cover(by, person.area_code)
    if unknown := set(values) - CORRECTABLE:
        raise ValueError(f"not corrected so: {sorted(unknown)}")
    more = {"name_sort": sounds.sort_key(values["name"])} if "name" in values else {}
    before = {name: str(getattr(person, name)) for name in values}
    change(person, version=version, values={**values, **more, "changed_at": at})
    after = {name: str(value) for name, value in values.items()}
    tell(person, move="correct", by=by, at=at, note=why, before=before, after=after)
    tokens.index([person.pk])


@transaction.atomic
def change_number(
    *, person: Person, id_type: str, id_no: str, why: str, on: date, by: ActingPost, at: datetime
) -> None:
    """Another document; the former number stays archived. Raises BadNumber, NumberTaken."""
    demand_cover(by, person.area_code)
    if person.id_vault is not None:
        FormerNumber.objects.create(
            area_code=person.area_code,
            person=person,
            household_id=person.household_id,
            id_type=person.id_type,
            id_vault=person.id_vault,
            id_last4=person.id_last4,
            until=on,
            why=why,
        )
    _hold(person, id_type, id_no, by=by, at=at)
    _written(
        person, at, "id_type", "id_vault", "id_token", "id_last4", "id_fault", "id_fault_length",
        "birth_date", "sex",
    )  # fmt: skip
    tell(person, move="change_number", by=by, at=at, note=why)


@transaction.atomic
def change_phone(*, person: Person, phone: str, by: ActingPost, at: datetime) -> None:
    """Another telephone; empty takes it away."""
    demand_cover(by, person.area_code)
    if person.phone_vault is not None:
        vault.erase([person.phone_vault], by=by, at=at)
    person.phone_vault, person.phone_token, person.phone_last4 = None, None, ""
    if phone:
        _reach(person, phone, by=by)
    _written(person, at, "phone_vault", "phone_token", "phone_last4")
    tokens.index([person.pk])
    tell(person, move="change_phone", by=by, at=at)


def _hold(person: Person, id_type: str, id_no: str, *, by: ActingPost, at: datetime) -> None:
    read = identity.read(id_type=id_type, id_no=id_no, today=at.date())
    if read.fault:
        raise BadNumber(identity.sentence(read.fault))
    try:
        held = vault.put(kind=DOCUMENT, value=read.number, area_code=person.area_code, by=by, sole=True)
    except vault.Taken as error:
        raise NumberTaken(_("This number is another person's, here or elsewhere in the county.")) from error
    person.id_type, person.id_vault = read.id_type, held.vault_id
    person.id_token, person.id_last4, person.id_fault = held.token, held.last4, ""
    person.id_fault_length = None
    person.birth_date = read.birth_date or person.birth_date
    person.sex = read.sex or person.sex


def _reach(person: Person, phone: str, *, by: ActingPost) -> None:
    held = vault.put(kind=PHONE, value=phone, area_code=person.area_code, by=by)
    person.phone_vault, person.phone_token, person.phone_last4 = held.vault_id, held.token, held.last4


def _written(person: Person, at: datetime, *columns: str) -> None:
    person.changed_at = at
    person.version += 1
    person.save(update_fields=[*columns, "changed_at", "version"])
