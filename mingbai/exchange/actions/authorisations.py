"""承诺授权书: noted with the signed paper, withdrawn by whoever signed it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions.refusal import Refused
from mingbai.exchange.models import Authorisation
from mingbai.exchange.queries.authorised import months
from mingbai.kit import steps, vault
from mingbai.kit.files import store
from mingbai.kit.scope import ActingPost
from mingbai.kit.vault.store import normal
from mingbai.registry.models import Household
from mingbai.tables import identity

ALLOWED = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
MONTHS = 12
CARD = 18


class BadAuthorisation(Refused):
    """A number that does not check, a day to come, a post that notes none."""

    code = "bad_authorisation"
    status = 400


class NotTending(Refused):
    """Posts of this kind note no authorisations; recorded as a refused attempt."""

    code = "not_tending"
    status = 403


@dataclass(frozen=True, slots=True)
class Signed:
    """What the paper says; ``pieces`` and ``title`` are its scan."""

    name: str
    number: str
    signed_on: date
    household: Household | None = None
    relation: str = ""
    title: str = ""
    pieces: Iterator[bytes] | None = None


@transaction.atomic
def note(*, signed: Signed, by: ActingPost, at: datetime) -> Authorisation:
    """Keep an authorisation; its number goes into the vault. Raises NotTending, BadAuthorisation, Refused."""
    if not permits.tends(by):
        raise NotTending(permits.tender.sentence())
    number = normal(signed.number)
    _demand(number, signed, at)
    area = signed.household.area_code if signed.household else by.area_code
    sealed = vault.put(kind="id_no", value=number, area_code=area, by=by)
    one = Authorisation.objects.create(
        area_code=area, household=signed.household, name=signed.name.strip(), id_vault=sealed.vault_id,
        id_token=sealed.token, id_last4=sealed.last4, relation=signed.relation.strip(),
        signed_on=signed.signed_on, valid_until=_until(signed.signed_on), noted_by=by.label, noted_at=at,
    )  # fmt: skip
    if signed.pieces is not None:
        one.paper = store.take_in(
            signed.pieces, title=signed.title, allowed=ALLOWED, purpose="authorisation", by=by, at=at,
            expires_at=None, subject=one,
        ).code  # fmt: skip
        one.save(update_fields=["paper"])
    steps.record(subject=one, move="note", source="", target="in_force", by=by, at=at)
    return one


@transaction.atomic
def withdraw(*, authorisation: Authorisation, on: date, by: ActingPost, at: datetime) -> None:
    """Who signed takes it back: from that day their rows are joined no more. Raises NotTending, Bad…"""
    if not permits.tends(by):
        raise NotTending(permits.tender.sentence())
    if not authorisation.signed_on <= on <= at.date():
        raise BadAuthorisation(_("The day lies before the signature or in the future."))
    if authorisation.withdrawn_on is None:
        authorisation.withdrawn_on = on
        authorisation.version += 1
        authorisation.save(update_fields=["withdrawn_on", "version"])
        steps.record(
            subject=authorisation, move="withdraw", source="in_force", target="withdrawn", by=by, at=at
        )


def _demand(number: str, signed: Signed, at: datetime) -> None:
    if not signed.name.strip():
        raise BadAuthorisation(_("Please say whose authorisation it is."))
    digits = number[: CARD - 1]
    whole = len(number) == CARD and digits.isascii() and digits.isdigit()
    if not whole or identity.check_character(digits) != number[-1]:
        raise BadAuthorisation(_("This ID number does not check. Please compare it with the card."))
    if signed.signed_on > at.date():
        raise BadAuthorisation(_("The day lies in the future."))


def _until(signed_on: date) -> date:
    """The last day on which it holds: so many months later, less one day."""
    year, month = divmod(signed_on.year * MONTHS + signed_on.month - 1 + months(), MONTHS)
    first = date(year, month + 1, 1)
    return date.fromordinal(first.toordinal() + signed_on.day - 2)
