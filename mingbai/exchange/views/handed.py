"""疑点分办: taking a list in, its columns, what lies aside, the feedback file."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.exchange import permits
from mingbai.exchange.actions import handed as actions
from mingbai.exchange.actions.handed import asking
from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.forms.handed import TakeIn
from mingbai.exchange.models import HandedList
from mingbai.exchange.queries import handed as queries
from mingbai.exchange.queries import handed_sheets
from mingbai.kit.calendar import Span, installed
from mingbai.kit.files import store
from mingbai.kit.files.types import Refused as FileNotTaken
from mingbai.kit.pack import installed as pack
from mingbai.kit.shown import day_of
from mingbai.kit.views.files import stream
from mingbai.tables.declaring import shipped
from mingbai.tables.problems import FileRefused

INCOMPLETE, GONE = 422, 410


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Paste or upload; read at once unless it is long, and split at once if nothing needs to be asked."""
    if not permits.may_handle(request.acting):
        raise PermissionDenied(permits.handles.sentence())
    form = TakeIn(request.POST or None, request.FILES or None, initial={"due": _usual_day(request)})
    if request.method == "POST" and form.is_valid():
        made = _taken(request, form)
        if made is not None:
            return redirect(
                "exchange:handed_columns" if made.state == "columns" else "exchange:handed-one", made.key
            )
    context = {"form": form, "senders": handed_sheets.senders(request.acting.area_code)}
    return render(request, "exchange/handed_new.html", context, status=INCOMPLETE if form.errors else 200)


def _usual_day(request: HttpRequest) -> Any:
    days = pack().get("handed.answer_within_working_days")
    return installed().due(day_of(request.at), Span(days)).day


def _taken(request: HttpRequest, form: TakeIn) -> HandedList | None:
    given = form.cleaned_data
    told = {name: given[name] for name in ("sender", "title", "due")}
    try:
        return _received(request, _upload(given), told)
    except BadList as bad:
        form.add_error(None, bad.sentence)
    except FileRefused as bad:
        form.add_error("table", said(bad))
    except FileNotTaken as bad:
        form.add_error("table", _(str(bad)))
    return None


def _received(request: HttpRequest, upload: actions.Upload, told: dict[str, Any]) -> HandedList:
    """Kept and read as one: what cannot be read is not kept."""
    with transaction.atomic():
        made = actions.receive(upload=upload, **told, by=request.acting, at=request.at)
        asking.begin(handed=made, by=request.acting, at=request.at)
    return made


def _upload(given: dict[str, Any]) -> actions.Upload:
    file = given["table"]
    return actions.Upload(file.name, file.chunks()) if file else actions.Upload.pasted(given["lines"])


def listed(request: HttpRequest, key: Any) -> HandedList:
    """The list of this key for who handles it. Raises Http404, PermissionDenied."""
    found = queries.found(request.acting, str(key))
    if found is None:
        raise Http404(key)
    if not permits.handles(request.acting, found):
        raise PermissionDenied(permits.handles.sentence())
    return found


@require_GET
def feedback(request: HttpRequest, key: Any) -> HttpResponseBase:
    """The superior's own file, filled; the look is recorded."""
    made = listed(request, key)
    try:
        found = actions.hand_out(handed=made, by=request.acting, at=request.at)
    except BadList as none:
        raise Http404(key) from none
    try:
        return stream(found)
    except store.Gone:
        return render(request, "kit/files/gone.html", {"file": found}, status=GONE)


def said(bad: FileRefused) -> str:
    """Why a file was refused, in the reader's language."""
    return bad.said(shipped(), get_language() or "zh")


def done(request: HttpRequest, words: str) -> None:
    """Tell the person that it is done."""
    messages.success(request, words)
