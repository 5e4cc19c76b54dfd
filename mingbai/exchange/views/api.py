"""The interface for departments' systems: JSON, a bearer token, an Idempotency-Key for what changes.

What it is, is written down in ``api.json`` (OpenAPI 3.1), which the tests hold against these pages.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
import uuid
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from mingbai.exchange import permits
from mingbai.exchange.actions import bringing, moves, receiving, tokens
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import deliveries, senders
from mingbai.exchange.queries import tokens as queries
from mingbai.kit import requests, sight
from mingbai.kit.files import store, uploads
from mingbai.kit.files.types import Refused as FileRefused
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import entered
from mingbai.kit.views.files import stream

BEARER = "Bearer "
DOCUMENT = Path(__file__).resolve().parent.parent / "api.json"
FAULTS = 500  # faults told in one answer
KEY_LONGEST = 200
View = Callable[..., HttpResponseBase]


class BadCall(Refused):
    """A call that does not make sense."""

    code = "bad_call"
    status = 400


def by_token(*methods: str) -> Callable[[View], View]:
    """The page is for whoever bears a token; refusals are JSON; nothing half done is kept."""

    def around(view: View) -> View:
        @csrf_exempt
        @wraps(view)
        def answered(request: HttpRequest, **named: Any) -> HttpResponseBase:
            if request.method not in methods:
                return _problem("bad_method", _("This address does not take such calls."), 405)
            bearer = queries.bearer(_token(request), request.at)
            if bearer is None or not permits.may_send(bearer.acting):
                return _problem("no_token", _("A token in force is needed."), 401)
            request.acting = bearer.acting
            with entered(bearer.acting):
                try:
                    tokens.used(token_id=bearer.token_id, at=request.at)
                    return view(request, bearer=bearer, **named)
                except requests.Reused:
                    refused = _problem("key_reused", _("This Idempotency-Key came with other contents."), 422)
                except FileRefused as bad:
                    refused = _problem("bad_file", _(str(bad)), 400)
                except Refused as bad:
                    refused = _problem(bad.code, str(bad.sentence), bad.status)
            transaction.set_rollback(True)
            return refused

        answered.login_required = False
        return answered

    return around


@csrf_exempt
def openapi(_request: HttpRequest) -> HttpResponse:
    """The document itself, for whoever wants to write a system."""
    return HttpResponse(DOCUMENT.read_bytes(), content_type="application/json")


openapi.login_required = False


@by_token("GET")
def datasets(request: HttpRequest, bearer: queries.Bearer) -> HttpResponse:
    """What the token may send."""
    found = [
        {"code": one.code, "name": one.dataset.name.zh, "period": one.dataset.period, "due_day": one.due_day}
        for one in senders.entries_of(bearer.acting)
    ]
    return JsonResponse({"datasets": found})


@by_token("POST")
def send(request: HttpRequest, bearer: queries.Bearer) -> HttpResponseBase:
    """Files of one period."""
    with tempfile.TemporaryDirectory(prefix="mingbai-api-") as folder:
        paths, digests = _written(request, Path(folder))
        claim = _claim(request, bearer, digests)

        def respond() -> HttpResponse:
            found = bringing.bring(
                paths=paths, day=_day(request), channel="http", dataset=request.POST.get("dataset", ""),
                unit=request.POST.get("unit", ""), by=bearer.acting, at=request.at,
            )  # fmt: skip
            return JsonResponse({"deliveries": [_said(one) for one in found]}, status=202)

        try:
            return requests.once(claim, at=request.at, respond=respond)
        except receiving.SentBefore as before:
            transaction.set_rollback(True)
            return JsonResponse({"deliveries": [_said(before.delivery)], "sent_before": True})


@by_token("GET")
def one(request: HttpRequest, bearer: queries.Bearer, key: str) -> HttpResponse:
    """Where a delivery stands, what was found."""
    return JsonResponse(_whole(_delivery(bearer, key)))


@by_token("POST")
def mended(request: HttpRequest, bearer: queries.Bearer, key: str) -> HttpResponseBase:
    """Mended rows of a delivery."""
    with tempfile.TemporaryDirectory(prefix="mingbai-api-") as folder:
        paths, digests = _written(request, Path(folder))
        claim = _claim(request, bearer, digests)

        def respond() -> HttpResponse:
            files = [uploads.Upload.of(path) for path in paths]
            delivery = _delivery(bearer, key)
            found = receiving.send_again(delivery=delivery, files=files, by=bearer.acting, at=request.at)
            moves.ask_for_check(delivery=found, by=bearer.acting, at=request.at)
            return JsonResponse(_said(found), status=202)

        return requests.once(claim, at=request.at, respond=respond)


@by_token("POST")
def hand_in(request: HttpRequest, bearer: queries.Bearer, key: str) -> HttpResponseBase:
    """Hand a checked delivery in, for a person to accept."""

    def respond() -> HttpResponse:
        delivery = _delivery(bearer, key)
        moves.ask(delivery=delivery, by=bearer.acting, at=request.at)
        return JsonResponse(_said(delivery))

    return requests.once(_claim(request, bearer, []), at=request.at, respond=respond)


@by_token("GET")
def returned(request: HttpRequest, bearer: queries.Bearer, key: str, place: int) -> HttpResponseBase:
    """The workbook of what goes back."""
    delivery = _delivery(bearer, key)
    file = delivery.files.filter(place=place).first()
    kept = store.kept(str(file.returned)) if file is not None and file.returned else None
    if kept is None or not permits.sender(bearer.acting, delivery):
        return _problem("not_there", _("There is no such workbook."), 404)
    sight.note(
        subject=delivery, area_code=delivery.area_code, act=sight.Act.EXPORTED,
        purpose=deliveries.title(delivery), by=bearer.acting, at=request.at,
    )  # fmt: skip
    try:
        return stream(kept)
    except store.Gone:
        return _problem("gone", _("This file was erased, its time is over."), 410)


def _token(request: HttpRequest) -> str:
    given = request.headers.get("Authorization", "")
    return given.removeprefix(BEARER).strip() if given.startswith(BEARER) else ""


def _delivery(bearer: queries.Bearer, key: str) -> Delivery:
    found = deliveries.found(bearer.acting, key)
    if found is None:
        raise _NotThere(_("There is no such delivery."))
    return found


class _NotThere(Refused):
    code = "not_there"
    status = 404


def _claim(request: HttpRequest, bearer: queries.Bearer, digests: list[str]) -> requests.Claim:
    """The call's mark: the same key of the same token is answered once."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > KEY_LONGEST:
        raise BadCall(_("Give an Idempotency-Key of your own for each call that changes something."))
    contents = {name: request.POST.getlist(name) for name in request.POST} | {"files": digests}
    return requests.Claim(
        user_id=bearer.acting.user_id or 0,
        request_id=uuid.uuid5(uuid.NAMESPACE_URL, f"{bearer.token_id}:{key}"),
        fingerprint=requests.fingerprint(request.path, contents),
    )


def _written(request: HttpRequest, folder: Path) -> tuple[list[Path], list[str]]:
    """The files of a call on the disk, each in a folder of its own, and what they hash to."""
    paths, digests = [], []
    for place, each in enumerate(request.FILES.getlist("files")):
        path = folder / str(place) / Path(each.name or "file").name
        path.parent.mkdir()
        digest = hashlib.sha256()
        with path.open("wb") as out:
            for piece in each.chunks():
                digest.update(piece)
                out.write(piece)
        paths.append(path)
        digests.append(digest.hexdigest())
    return paths, digests


def _day(request: HttpRequest) -> date:
    try:
        return date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        raise BadCall(_("“day” is a date like 2020-10-31, inside the period of the files.")) from None


def _said(delivery: Delivery) -> dict[str, Any]:
    return {
        "key": str(delivery.key), "dataset": delivery.dataset, "period": delivery.period,
        "state": delivery.state,
    }  # fmt: skip


def _whole(delivery: Delivery) -> dict[str, Any]:
    faults = deliveries.faults(delivery, level="reject", after=0, most=FAULTS)
    counted = ("rows", "accepted", "rejected", "blank", "in_force", "open", "new", "changed", "gone")
    return _said(delivery) | {
        "counts": {name: delivery.counts[name] for name in counted if name in delivery.counts},
        "files": [
            {
                "place": file.place, "title": file.title, "rows": file.rows, "accepted": file.accepted,
                "rejected": file.rejected, "blank": file.blank, "refused": deliveries.refusal(file),
                "returned": file.returned is not None, "not_stored": file.strangers,
            }
            for file in delivery.files.order_by("place")
        ],
        "faults": [deliveries.told(fault, delivery.dataset) for fault in faults],
    }  # fmt: skip


def _problem(code: str, sentence: str, status: int) -> JsonResponse:
    return JsonResponse({"code": code, "sentence": str(sentence)}, status=status)


def document() -> dict[str, Any]:
    """The interface as it is written down."""
    found: dict[str, Any] = json.loads(DOCUMENT.read_text(encoding="utf-8"))
    return found
