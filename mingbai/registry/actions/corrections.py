"""What people ask about their own data (PIPL 44 to 47): written down for them, decided by another post.

Each move of the flow has its verb. A correction that is granted is written at once, and counted as an error
of whoever had entered the person by a natural change.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit import vault
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import circumstances, entry, persons
from mingbai.registry.actions.persons import DOCUMENT, BadNumber, NumberTaken
from mingbai.registry.actions.refusal import Refused, demand_cover
from mingbai.registry.actions.telling import tell
from mingbai.registry.flow import correction as flow
from mingbai.registry.models import CorrectionRequest, FormerNumber, NaturalChange, Person, PersonState
from mingbai.registry.queries import codes, identity
from mingbai.registry.states import CorrectionAsk, FaultSource


class BadRequest(Refused):
    """What is asked cannot be read: an unknown field, a value that no list has, or the same one."""

    code = "bad_request"
    status = 400


class MayNotEnter(Refused):
    """The post does not write down such requests."""

    code = "may_not_enter"
    status = 403


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asks; ``field`` is a code of the pack's ``changes.correctable``, ``wanted`` as typed."""

    ask: CorrectionAsk
    said: str
    field: str = ""
    wanted: str = ""
    proof: str = ""


@transaction.atomic
def write_down(*, person: Person, asked: Asked, by: ActingPost, at: datetime) -> CorrectionRequest:
    """Write a request down. Raises MayNotEnter, BadRequest, BadNumber, NumberTaken, OutsideArea."""
    demand_cover(by, person.area_code)
    if by.kind not in installed().get("changes.corrections.enter"):
        raise MayNotEnter(_("Posts of this kind do not write down such requests."))
    request = CorrectionRequest(
        area_code=person.area_code,
        household_id=person.household_id,
        person=person,
        person_name=person.name,
        ask=asked.ask,
        said=asked.said,
        proof=asked.proof,
        asked_on=at.date(),
        entered_user=by.user_id,
        entered_by=by.label[:120],
        entered_at=at,
    )
    if asked.ask != CorrectionAsk.SEE:
        _want(request, person, asked, by, at)
    request.save(force_insert=True)
    flow.begin(subject=request, by=by, at=at, note=asked.said)
    return request


def _want(request: CorrectionRequest, person: Person, asked: Asked, by: ActingPost, at: datetime) -> None:
    field = _field(asked.field)
    request.field, request.stood = asked.field, stood(person, asked.field)
    if asked.ask == CorrectionAsk.ERASE:
        if field["of"] not in ("phone", "state"):
            raise BadRequest(_("The ledger must keep this by law; it can be corrected, not deleted."))
        return
    if not asked.wanted.strip():
        raise BadRequest(_("Please say what it should be."))
    if field["of"] in ("number", "phone"):
        _seal(request, field["of"], asked.wanted, by, at)
        return
    request.wanted = asked.wanted.strip()
    if field.get("list") and not codes.known(field["list"], request.wanted):
        raise BadRequest(_("The list does not have this value."))
    if asked.field == "birth_date":
        _read_day(request.wanted)
    if request.wanted == request.stood:
        raise BadRequest(_("This is what the ledger says already."))


def _field(name: str) -> Any:
    found = installed().section("changes")["correctable"].get(name)
    if found is None:
        raise BadRequest(_("Please say which entry it is about."))
    return found


def _seal(request: CorrectionRequest, of: str, wanted: str, by: ActingPost, at: datetime) -> None:
    """A number or telephone goes into the vault; the row shows its last four."""
    value, kind = wanted, of
    if of == "number":
        read = identity.read(id_type="", id_no=wanted, today=at.date())
        if read.fault:
            raise BadNumber(identity.sentence(read.fault))
        value, kind, request.id_type = read.number, DOCUMENT, read.id_type
    try:
        held = vault.put(kind=kind, value=value, area_code=request.area_code, by=by, sole=of == "number")
    except vault.Taken as error:
        raise NumberTaken(_("This number is another person's, here or elsewhere in the county.")) from error
    request.id_vault, request.id_token, request.id_last4 = held.vault_id, held.token, held.last4


def stood(person: Person, field: str) -> str:
    """What the ledger says of a field now; of numbers the last four."""
    of = _field(field)["of"]
    if of == "number":
        return person.id_last4
    if of == "phone":
        return person.phone_last4
    row: Any = person if of == "roster" else person.states.filter(valid_to=None).first() or PersonState()
    value = getattr(row, field)
    return str(value) if value is not None else ""


def _read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise BadRequest(_("Please give a date like 2026-11-23.")) from wrong


@transaction.atomic
def grant(
    *, request: CorrectionRequest, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Grant it: what is to be corrected or deleted is written at once. Raises MoveRefused."""
    evidence = {"reason": reason}
    also = {"decided_by": by.label[:120], "decided_at": at, "reason": reason or ""}
    flow.take(subject=request, move="grant", by=by, at=at, version=version, evidence=evidence, also=also)
    if request.ask == CorrectionAsk.SEE:
        return
    _write(request, by, at)
    _blame(request, by, at)


def _write(request: CorrectionRequest, by: ActingPost, at: datetime) -> None:
    person, of = Person.objects.get(pk=request.person_id), _field(request.field)["of"]
    erased = request.ask == CorrectionAsk.ERASE
    if of == "roster":
        value: Any = _read_day(request.wanted) if request.field == "birth_date" else request.wanted
        persons.correct(
            person=person,
            values={request.field: value},
            why=request.said,
            by=by,
            at=at,
            version=person.version,
        )
    elif of == "state":
        values = {request.field: "" if erased else request.wanted}
        circumstances.change_person(
            person=person, on=at.date(), values=values, by=by, at=at, why=request.said
        )
    elif erased:
        persons.change_phone(person=person, phone="", by=by, at=at)
    else:
        _take_sealed(request, person, of, by, at)


def _take_sealed(request: CorrectionRequest, person: Person, of: str, by: ActingPost, at: datetime) -> None:
    """The number or telephone that the vault has held since it was asked for."""
    if of == "number":
        if person.id_vault is not None:
            FormerNumber.objects.create(
                area_code=person.area_code, person=person, household_id=person.household_id,
                id_type=person.id_type, id_vault=person.id_vault, id_last4=person.id_last4, until=at.date(),
                why=request.said[:200],
            )  # fmt: skip
        person.id_type, person.id_vault, person.id_fault = request.id_type, request.id_vault, ""
        person.id_token, person.id_last4, person.id_fault_length = request.id_token, request.id_last4, None
    else:
        if person.phone_vault is not None:
            vault.erase([person.phone_vault], by=by, at=at)
        person.phone_vault, person.phone_token = request.id_vault, request.id_token
        person.phone_last4 = request.id_last4
    person.changed_at, person.version = at, person.version + 1
    person.save()
    tell(person, move="correct", by=by, at=at, note=request.said, field=request.field)


def _blame(request: CorrectionRequest, by: ActingPost, at: datetime) -> None:
    """Count it as an error of the clerk whose natural change brought the person in, if there is one."""
    change = NaturalChange.objects.filter(person_id=request.person_id).order_by("id").first()
    if request.ask == CorrectionAsk.CORRECT and change is not None and change.details.get("name"):
        wrong = entry.Wrong(change, request.field, change.entered_user, change.entered_by)
        entry.note_faults(wrong=[wrong], source=FaultSource.CORRECTED, by=by, at=at)


@transaction.atomic
def refuse(
    *, request: CorrectionRequest, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Refuse with a reason; a number held for it is let go. Raises MoveRefused."""
    evidence = {"reason": reason}
    also = {"decided_by": by.label[:120], "decided_at": at, "reason": reason or ""}
    flow.take(subject=request, move="refuse", by=by, at=at, version=version, evidence=evidence, also=also)
    _let_go(request, by, at)


@transaction.atomic
def withdraw(*, request: CorrectionRequest, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The person no longer asks. Raises MoveRefused."""
    flow.take(subject=request, move="withdraw", by=by, at=at, version=version)
    _let_go(request, by, at)


def _let_go(request: CorrectionRequest, by: ActingPost, at: datetime) -> None:
    if request.id_vault is not None:
        vault.erase([request.id_vault], by=by, at=at)
        CorrectionRequest.objects.filter(pk=request.pk).update(id_vault=None, id_token=None)


def how_to_complain() -> str:
    """What a refused person is told, in the language of the page (PIPL 50, 65)."""
    return str(installed().get("changes.corrections.complain").said(get_language() or "zh"))
