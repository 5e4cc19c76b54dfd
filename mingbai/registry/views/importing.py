"""The import desk's own pages: sending files, looking through what would change, what goes back."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.kit import sight
from mingbai.kit.files import store
from mingbai.kit.files.types import Refused as FileRefused
from mingbai.kit.views.files import stream
from mingbai.org.queries import areas
from mingbai.registry import permits
from mingbai.registry.actions import importing
from mingbai.registry.actions.refusal import BadDay
from mingbai.registry.forms.importing import SendFiles, SendMended
from mingbai.registry.models import ImportBatch
from mingbai.registry.queries import imports
from mingbai.registry.states import Verdict

INCOMPLETE = 422
PAGE = 50
GONE = "gone"


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """Choose files; they are sealed and checked by the queue."""
    if not permits.may_receive(request.acting):
        raise PermissionDenied(permits.receives.sentence())
    form = SendFiles(request.POST or None, request.FILES or None, initial={"as_of": request.at.date()})
    if request.method == "POST" and form.is_valid():
        try:
            return _sent(request, form)
        except (importing.BadImport, BadDay) as bad:
            form.add_error("as_of" if isinstance(bad, BadDay) else "tables", bad.sentence)
        except FileRefused as bad:
            form.add_error("tables", _(str(bad)))
    return render(
        request, "registry/import_send.html", {"form": form}, status=INCOMPLETE if form.errors else 200
    )


def _sent(request: HttpRequest, form: SendFiles) -> HttpResponse:
    given = form.cleaned_data
    batch = importing.stage(
        files=_uploads(given["tables"]),
        as_of=given["as_of"],
        category=given["category"],
        by=request.acting,
        at=request.at,
    )
    importing.ask_for_check(batch=batch, by=request.acting, at=request.at)
    messages.success(request, _("The files are kept. They are being checked."))
    return redirect("registry:imports-one", key=batch.key)


@require_http_methods(["GET", "HEAD", "POST"])
def send_again(request: HttpRequest, key: str) -> HttpResponse:
    """Mended rows of a batch."""
    batch = _batch(request, key)
    if not permits.uploader(request.acting, batch):
        raise PermissionDenied(permits.uploader.sentence())
    form = SendMended(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            uploads = _uploads(form.cleaned_data["tables"])
            found = importing.send_again(batch=batch, files=uploads, by=request.acting, at=request.at)
            importing.ask_for_check(batch=found, by=request.acting, at=request.at)
            return redirect("registry:imports-one", key=found.key)
        except importing.BadImport as bad:
            form.add_error("tables", bad.sentence)
        except FileRefused as bad:
            form.add_error("tables", _(str(bad)))
    found_words = {"form": form, "batch": batch}
    return render(
        request, "registry/import_again.html", found_words, status=INCOMPLETE if form.errors else 200
    )


def _uploads(files: list[Any]) -> list[importing.Upload]:
    return [importing.Upload(each.name, _pieces(each)) for each in files]


def _pieces(file: Any) -> Iterator[bytes]:
    yield from file.chunks()


@require_GET
def review(request: HttpRequest, key: str) -> HttpResponse:
    """What a batch would change, by village; old and new values side by side."""
    batch = _batch(request, key)
    kind, verdict = request.GET.get("kind", "persons"), request.GET.get("verdict", Verdict.CHANGED.value)
    area, after = request.GET.get("area", ""), _number(request.GET.get("after", "0"))
    if kind not in imports.KINDS or verdict not in (Verdict.NEW, Verdict.CHANGED, GONE):
        raise Http404(kind)
    found = _gone(batch, area, after) if verdict == GONE else _waiting(batch, kind, verdict, area, after)
    rows, more = found[:PAGE], len(found) > PAGE
    names = areas.names({row["area_code"] for row in rows})
    rows = [{**row, "village": names.get(row["area_code"], row["area_code"])} for row in rows]
    context = {
        "batch": batch, "kind": kind, "verdict": verdict, "area": area, "rows": rows, "tabs": _tabs(batch),
        "after": rows[-1]["id"] if more else 0, "villages": imports.villages(batch, kind),
    }  # fmt: skip
    return render(request, "registry/import_review.html", context)


def _tabs(batch: ImportBatch) -> list[tuple[str, str, str, int]]:
    """Kind, verdict, title, number."""
    words = {"persons": _("Persons"), "households": _("Households"), "villages": _("Villages")}
    verdicts = {"new": _("new"), "changed": _("changed")}
    found = [
        (kind, verdict, f"{words[kind]} · {verdicts[verdict]}", batch.counts.get(f"{kind}_{verdict}", 0))
        for kind in imports.KINDS
        for verdict in verdicts
    ]
    found.append(("persons", GONE, _("Persons · not in the files"), batch.counts.get("gone", 0)))
    return [each for each in found if each[3]]


def _waiting(batch: ImportBatch, kind: str, verdict: str, area: str, after: int) -> list[dict[str, Any]]:
    rows = imports.waiting(batch, kind, verdict, area, after)[: PAGE + 1]
    told = imports.changes if verdict == Verdict.CHANGED else None
    return [
        {
            "id": row.pk, "area_code": row.area_code, "heading": _heading(kind, row),
            "changes": told(kind, row.changes) if told else imports.facts(kind, row),
        }
        for row in rows
    ]  # fmt: skip


def _heading(kind: str, row: Any) -> str:
    if kind == "villages":
        return str(row.year)
    return f"{row.name} · {row.household_no}" if kind == "persons" else str(row.number)


def _gone(batch: ImportBatch, area: str, after: int) -> list[dict[str, Any]]:
    return [
        {
            "id": person.pk, "area_code": person.area_code, "changes": [],
            "heading": f"{person.name} · {person.household.number if person.household else ''}",
        }
        for person in imports.gone(batch, area, after, PAGE + 1)
    ]  # fmt: skip


@require_GET
def faults(request: HttpRequest, key: str) -> HttpResponse:
    """What was sent back and why, with the mend; or the remarks."""
    batch = _batch(request, key)
    level = "note" if request.GET.get("level") == "note" else "reject"
    found = imports.faults(batch, level=level, after=_number(request.GET.get("after", "0")), most=PAGE + 1)
    rows = found[:PAGE]
    context = {
        "batch": batch, "level": level, "rows": [imports.told(row) for row in rows],
        "reasons": imports.reasons(batch),
        "after": rows[-1].pk if len(found) > PAGE else 0,
    }  # fmt: skip
    return render(request, "registry/import_faults.html", context)


@require_GET
def returned(request: HttpRequest, key: str, place: int) -> HttpResponseBase:
    """The workbook of what goes back, to the person who sent it; the look is recorded."""
    batch = _batch(request, key)
    file = batch.files.filter(place=place).first()
    if file is None or file.returned is None:
        raise Http404(key)
    if not permits.uploader(request.acting, batch):
        raise PermissionDenied(permits.uploader.sentence())
    kept = store.kept(str(file.returned))
    if kept is None:
        raise Http404(key)
    sight.note(
        subject=batch, area_code=batch.area_code, act=sight.Act.EXPORTED, purpose=batch.title,
        by=request.acting, at=request.at,
    )  # fmt: skip
    try:
        return stream(kept)
    except store.Gone:
        return render(request, "kit/files/gone.html", {"file": kept}, status=410)


def _batch(request: HttpRequest, key: str) -> ImportBatch:
    if not permits.sees_imports(request.acting, None):
        raise PermissionDenied(permits.sees_imports.sentence())
    batch = imports.found(request.acting, key)
    if batch is None:
        raise Http404(key)
    return batch


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else 0  # noqa: PLR2004 - a bigint
