"""The desk's own pages: sending files by drag, what went back, what differs from the version before."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.exchange import permits
from mingbai.exchange.actions import bringing, moves, receiving
from mingbai.exchange.actions.refusal import Refused
from mingbai.exchange.forms.deliveries import SendFiles, SendMended, most
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import calendar, deliveries, differences, due
from mingbai.exchange.states import Difference
from mingbai.kit import sight
from mingbai.kit.files import store, uploads
from mingbai.kit.files.types import Refused as FileRefused
from mingbai.kit.views.files import stream

INCOMPLETE = 422
PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Drop files; each is recognised, sealed, and checked by the queue."""
    if not permits.may_send(request.acting):
        raise PermissionDenied(permits.sends.sentence())
    first = {"day": _usual_day(request)}
    form = SendFiles(request.POST or None, request.FILES or None, acting=request.acting, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, form.cleaned_data)
        except (Refused, FileRefused) as bad:
            form.add_error("tables", getattr(bad, "sentence", None) or _(str(bad)))
    wanted = due.wanted(request.acting, request.at.date())
    found = {"form": form, "wanted": wanted, "most": most(), "kinds": form.fields["dataset"].choices[1:]}
    return render(request, "exchange/send.html", found, status=INCOMPLETE if form.errors else 200)


def _usual_day(request: HttpRequest) -> Any:
    """The end of the nearest period that is wanted; today, if none is."""
    wanted = due.wanted(request.acting, request.at.date())
    days = [min(slot.period.ends, request.at.date()) for slot in wanted]
    return min(days, default=request.at.date())


def _sent(request: HttpRequest, given: dict[str, Any]) -> HttpResponse:
    with tempfile.TemporaryDirectory(prefix="mingbai-sent-") as folder:
        paths = [_written(each, Path(folder), place) for place, each in enumerate(given["tables"])]
        found = bringing.bring(
            paths=paths, day=given["day"], dataset=given["dataset"], unit=given.get("unit", ""),
            channel="browser", by=request.acting, at=request.at,
        )  # fmt: skip
    messages.success(request, _("The files are kept. They are being checked."))
    one = found[0]
    return (
        redirect("exchange:deliveries-one", key=one.key)
        if len(found) == 1
        else redirect("exchange:deliveries")
    )


def _written(file: Any, folder: Path, place: int) -> Path:
    """The file under its own name, in a folder of its own."""
    own = folder / str(place)
    own.mkdir()
    path = own / Path(file.name).name
    with path.open("wb") as stream_:
        for piece in file.chunks():
            stream_.write(piece)
    return path


@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: HttpRequest, key: str) -> HttpResponse:
    """Mended rows of a delivery."""
    delivery = _delivery(request, key)
    if not permits.sender(request.acting, delivery):
        raise PermissionDenied(permits.sender.sentence())
    form = SendMended(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [uploads.Upload(each.name, each.chunks()) for each in form.cleaned_data["tables"]]
        try:
            found = receiving.send_again(delivery=delivery, files=files, by=request.acting, at=request.at)
            moves.ask_for_check(delivery=found, by=request.acting, at=request.at)
            return redirect("exchange:deliveries-one", key=found.key)
        except (receiving.BadDelivery, FileRefused) as bad:
            form.add_error("tables", getattr(bad, "sentence", None) or _(str(bad)))
    context = {"form": form, "delivery": delivery, "title": deliveries.title(delivery)}
    return render(request, "exchange/again.html", context, status=INCOMPLETE if form.errors else 200)


@require_GET
def faults(request: HttpRequest, key: str) -> HttpResponse:
    """What was sent back and why, with the mend; or the remarks."""
    delivery = _delivery(request, key)
    level = "note" if request.GET.get("level") == "note" else "reject"
    after = _number(request.GET.get("after", "0"))
    found = deliveries.faults(delivery, level=level, after=after, most=PAGE + 1)
    context = {
        "delivery": delivery, "title": deliveries.title(delivery), "level": level,
        "rows": [deliveries.told(row, delivery.dataset) for row in found[:PAGE]],
        "reasons": deliveries.reasons(delivery),
        "after": found[PAGE - 1].pk if len(found) > PAGE else 0,
    }  # fmt: skip
    return render(request, "exchange/faults.html", context)


@require_GET
def returned(request: HttpRequest, key: str, place: int) -> HttpResponseBase:
    """The workbook of what goes back, to the person who sent it; the look is recorded."""
    delivery = _delivery(request, key)
    file = delivery.files.filter(place=place).first()
    if file is None or file.returned is None:
        raise Http404(key)
    if not permits.sender(request.acting, delivery):
        raise PermissionDenied(permits.sender.sentence())
    kept = store.kept(str(file.returned))
    if kept is None:
        raise Http404(key)
    sight.note(
        subject=delivery, area_code=delivery.area_code, act=sight.Act.EXPORTED,
        purpose=deliveries.title(delivery), by=request.acting, at=request.at,
    )  # fmt: skip
    try:
        return stream(kept)
    except store.Gone:
        return render(request, "kit/files/gone.html", {"file": kept}, status=410)


@require_GET
def review(request: HttpRequest, key: str) -> HttpResponse:
    """What a delivery says that the version before did not; the look is recorded."""
    delivery = _delivery(request, key)
    kind = request.GET.get("kind", Difference.CHANGED.value)
    if kind not in Difference.values or delivery.changes is None:
        raise Http404(kind)
    entry = calendar.entry(delivery.dataset)
    if entry is not None and entry.assets and not _of_the_unit(request, delivery):
        raise PermissionDenied(_("What people own is shown to the unit that sends it, and to nobody else."))
    page = max(_number(request.GET.get("page", "1")), 1)
    try:
        rows, more = differences.page(delivery, kind, page=page, size=PAGE)
    except store.Gone:
        return render(request, "kit/files/gone.html", {"file": None}, status=410)
    sight.note(
        subject=delivery, area_code=delivery.area_code, act=sight.Act.SEEN,
        purpose=deliveries.title(delivery), by=request.acting, at=request.at,
    )  # fmt: skip
    context = {
        "delivery": delivery, "title": deliveries.title(delivery), "kind": kind, "rows": rows,
        "tabs": [(value, label, delivery.counts.get(value, 0)) for value, label in Difference.choices],
        "next": page + 1 if more else 0, "shown": differences.SHOWN,
    }  # fmt: skip
    return render(request, "exchange/review.html", context)


def _of_the_unit(request: HttpRequest, delivery: Delivery) -> bool:
    own = permits.units.of_post(request.acting)
    return own is not None and own.pk == delivery.unit_id


def _delivery(request: HttpRequest, key: str) -> Delivery:
    if not permits.sees_deliveries(request.acting, None):
        raise PermissionDenied(permits.sees_deliveries.sentence())
    found = deliveries.found(request.acting, key)
    if found is None:
        raise Http404(key)
    return found


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0  # noqa: PLR2004 - a bigint
