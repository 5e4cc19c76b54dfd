"""Tokens of departments' systems: made, shown once, revoked."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions.refusal import Refused
from mingbai.exchange.models import ApiToken
from mingbai.exchange.queries.tokens import digest, rules
from mingbai.kit import steps
from mingbai.kit.redact import masked
from mingbai.kit.scope import ActingPost
from mingbai.org.queries import units

PREFIX = "mingbai-"
BYTES = 32


class NoToken(Refused):
    """This post makes no tokens, or has enough."""

    code = "no_token"
    status = 403


@dataclass(frozen=True, slots=True)
class Made:
    """A new token, and its text, which is shown this once."""

    token: ApiToken
    text: str


@transaction.atomic
def make(*, name: str, by: ActingPost, at: datetime) -> Made:
    """A token that acts as its maker and only sends files. Raises NoToken."""
    if not permits.may_send(by) or by.user_id is None or by.post_id is None:
        raise NoToken(permits.sends.sentence())
    alive = ApiToken.objects.filter(user_id=by.user_id, revoked_at=None, ends_at__gt=at).count()
    if alive >= rules()["most_tokens"]:
        raise NoToken(_("You have %(n)s tokens in force. Revoke one first.") % {"n": alive})
    text = PREFIX + secrets.token_urlsafe(BYTES)
    token = ApiToken.objects.create(
        area_code=by.area_code, unit=units.of_post(by), user_id=by.user_id, post_id=by.post_id,
        holder=by.label, name=masked(name.strip())[:80], digest=digest(text), made_at=at,
        ends_at=at + timedelta(days=rules()["token_days"]),
    )  # fmt: skip
    steps.record(subject=token, move="make", source="", target="in_force", by=by, at=at)
    return Made(token, text)


@transaction.atomic
def revoke(*, token: ApiToken, by: ActingPost, at: datetime) -> None:
    """End it now; what it sent stays. Raises NoToken for somebody else's."""
    if token.user_id != by.user_id and not permits.entrusts(by):
        raise NoToken(_("Only its maker or the county office revokes a token."))
    if token.revoked_at is None:
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        steps.record(subject=token, move="revoke", source="in_force", target="revoked", by=by, at=at)


def used(*, token_id: int, at: datetime) -> None:
    """Remember when it was used last."""
    ApiToken.objects.filter(pk=token_id).update(used_at=at)
