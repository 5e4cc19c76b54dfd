"""Asking another unit to compare: the form, the letter, the list that leaves, the answer."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.exchange import permits
from mingbai.exchange.actions import entrusted as actions
from mingbai.exchange.actions.refusal import BadDelivery
from mingbai.exchange.forms.entrusted import Answer, Entrust
from mingbai.exchange.models import EntrustedRequest
from mingbai.exchange.queries import entrusted
from mingbai.exchange.states import EntrustedState as S
from mingbai.kit import sight
from mingbai.kit.files import store
from mingbai.kit.files.types import Refused as FileRefused
from mingbai.kit.files.uploads import Upload
from mingbai.kit.views import papers
from mingbai.kit.views.files import stream

INCOMPLETE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def entrust(request: HttpRequest) -> HttpResponse:
    """Draw up a request."""
    _demand(request)
    form = Entrust(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        wish = actions.Wish(**{**given, "whom": given["whom"] or entrusted.whom(given["matter"])})
        try:
            one = actions.draft(wish=wish, by=request.acting, at=request.at)
            return redirect("exchange:entrusted-one", key=one.key)
        except actions.BadRequest as bad:
            form.add_error(None, bad.sentence)
    words = {"form": form, "title": _("Ask another unit to compare"), "action": _("Draw up the list")}
    return render(request, "exchange/simple.html", words, status=INCOMPLETE if form.errors else 200)


@require_GET
def letter(request: HttpRequest, key: str) -> HttpResponse:
    """The 调数函 to be stamped."""
    one = _one(request, key)
    if one.state not in (S.APPROVED, S.SENT, S.ANSWERED):
        raise Http404(key)
    content = entrusted.letter(one, request.acting, request.at)
    return papers.sent(content, f"调数函-{one.number}.docx")


@require_GET
def listed(request: HttpRequest, key: str) -> HttpResponseBase:
    """The list that leaves, to who asked for it; every download is recorded."""
    one = _one(request, key)
    if one.listed is None or not permits.asker(request.acting, one):
        raise Http404(key)
    kept = store.kept(str(one.listed))
    if kept is None:
        raise Http404(key)
    sight.note(
        subject=one, area_code=one.area_code, act=sight.Act.EXPORTED, purpose=one.why[:200],
        by=request.acting, at=request.at,
    )  # fmt: skip
    try:
        return stream(kept)
    except store.Gone:
        return render(request, "kit/files/gone.html", {"file": kept}, status=410)


@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, key: str) -> HttpResponse:
    """The answered list comes in as a delivery."""
    one = _one(request, key)
    if one.state not in (S.SENT, S.ANSWERED):
        raise Http404(key)
    form = Answer(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files = [Upload(each.name, each.chunks()) for each in form.cleaned_data["tables"]]
        try:
            found = actions.take_answer(request=one, files=files, by=request.acting, at=request.at)
            return redirect("exchange:deliveries-one", key=found.key)
        except (BadDelivery, FileRefused) as bad:
            form.add_error("tables", getattr(bad, "sentence", None) or _(str(bad)))
    words = {
        "form": form,
        "title": _("Take the answer in"),
        "action": _("Send and check"),
        "about": one.number,
    }
    return render(request, "exchange/simple.html", words, status=INCOMPLETE if form.errors else 200)


def _one(request: HttpRequest, key: str) -> EntrustedRequest:
    _demand(request)
    found = entrusted.found(request.acting, key)
    if found is None:
        raise Http404(key)
    return found


def _demand(request: HttpRequest) -> None:
    if not permits.entruster(request.acting, None):
        raise PermissionDenied(permits.entruster.sentence())
