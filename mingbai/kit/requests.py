"""The same form sent twice has one effect and one answer.

A form carries a random ``request_id``. The first to claim it does the work; a second, also one that arrives
at the same moment, waits and receives the first one's answer. Answers are kept sealed for a day.
"""

import hashlib
import hmac
import json
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, models
from django.http import HttpResponse, HttpResponseBase

from mingbai.kit.vault import seal

KEPT_FOR = timedelta(days=1)
KEPT_HEADERS = ("Content-Type", "Location", "HX-Redirect", "HX-Location", "HX-Trigger", "HX-Refresh")
LARGEST_BODY = 256 * 1024


class BadRequestId(Exception):
    """A form came without the mark that each form carries, or with a forged one."""


class Reused(Exception):
    """The same form came again with other contents: what was changed in it has not been saved."""


class Answer(models.Model):
    """What one form of one user was answered."""

    user_id = models.BigIntegerField()
    request_id = models.UUIDField()
    fingerprint = models.BinaryField()
    status = models.SmallIntegerField(null=True)
    headers = models.JSONField(default=dict)
    key_id = models.CharField(max_length=32, blank=True)
    body = models.BinaryField(default=b"")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "kit_answer"
        constraints = [models.UniqueConstraint(fields=["user_id", "request_id"], name="answer_once")]
        indexes = [models.Index(fields=["made_at"], name="answer_age")]


@dataclass(frozen=True, slots=True)
class Claim:
    """A form on its way: whose, which, and what it says."""

    user_id: int
    request_id: uuid.UUID
    fingerprint: bytes


def asks_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A form that only asks, posted so that no address tells what was asked: it carries no ``request_id``."""
    view.asks_only = True  # type: ignore[attr-defined]
    return view


def read_id(sent: str | None) -> uuid.UUID:
    """The ``request_id`` of a form; raises BadRequestId."""
    try:
        return uuid.UUID(sent or "")
    except ValueError:
        raise BadRequestId("The form carries no request_id.") from None


def fingerprint(path: str, contents: Mapping[str, Iterable[str]]) -> bytes:
    """A keyed digest of a form's address and contents: what was typed cannot be read from it."""
    text = json.dumps([path, sorted((name, list(values)) for name, values in contents.items())])
    return hmac.digest(bytes.fromhex(settings.HOME.keys["index"]), text.encode(), hashlib.sha256)


def once(claim: Claim, *, at: datetime, respond: Callable[[], HttpResponse]) -> HttpResponseBase:
    """Answer a form that may have come before. Call it inside the transaction that does the work.

    Only what succeeded is kept: a refused or incomplete form may be sent again. Raises Reused.
    """
    if not _claimed(claim, at):
        return _repeat(claim)
    response = respond()
    if _lasting(response):
        _keep(claim, response)
    else:
        _of(claim).delete()
    return response


def each_hour(*, at: datetime) -> None:
    """Forget everybody's answers that have had their day."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT kit_answer_forget(%s)", [at - KEPT_FOR])


def _claimed(claim: Claim, at: datetime) -> bool:
    # A claim that another transaction has open makes this statement wait until that one ends.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO kit_answer (user_id, request_id, fingerprint, headers, key_id, body, made_at)"
            " VALUES (%s, %s, %s, '{}', '', '', %s) ON CONFLICT DO NOTHING",
            [claim.user_id, claim.request_id, claim.fingerprint, at],
        )
        return bool(cursor.rowcount)


def _repeat(claim: Claim) -> HttpResponse:
    known = _of(claim).get()
    if bytes(known.fingerprint) != claim.fingerprint:
        raise Reused("This form was sent before with other contents.")
    body = seal.open_(seal.Closed(known.key_id, bytes(known.body)), place=_place(claim))
    return HttpResponse(body, status=known.status, headers=known.headers)


def _lasting(response: HttpResponse) -> bool:
    return response.status_code < 400 and not response.streaming and len(response.content) <= LARGEST_BODY  # noqa: PLR2004


def _keep(claim: Claim, response: HttpResponse) -> None:
    closed = seal.close(response.content, place=_place(claim))
    headers = {name: response[name] for name in KEPT_HEADERS if response.has_header(name)}
    sealed = {"key_id": closed.key_id, "body": closed.sealed}
    _of(claim).update(status=response.status_code, headers=headers, **sealed)


def _of(claim: Claim) -> "models.QuerySet[Answer]":
    return Answer.objects.filter(user_id=claim.user_id, request_id=claim.request_id)


def _place(claim: Claim) -> str:
    return f"answer:{claim.user_id}:{claim.request_id}"
