"""Sending and urging by township: the figures, a preview of what would be sent, and the deed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit.jobs.ledgers import jobs
from mingbai.kit.ledger import BadQuestion
from mingbai.kit.scope import range_of
from mingbai.kit.shown import day_of
from mingbai.screening import permits
from mingbai.screening.actions import sending
from mingbai.screening.forms.sending import Send, Which
from mingbai.screening.queries import rules, towns, words
from mingbai.screening.queries.towns import Asked

MOST = 200
INCOMPLETE = 422


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Every township with what waits to be sent, to be answered, and is late."""
    _demand(request)
    form, asked = _which(request, request.GET)
    found = towns.of_towns(request.acting, asked, today=day_of(request.at))
    sums = {name: sum(getattr(town, name) for town in found) for name in ("unsent", "waiting", "late")}
    return render(
        request, "screening/towns.html", {"form": form, "towns": found, "sums": sums, "asked": asked}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: HttpRequest) -> HttpResponse:
    """GET says how many go where, POST sends them."""
    _demand(request)
    given = request.POST if request.method == "POST" else request.GET
    _form, asked = _which(request, given)
    form = Send(request.POST) if request.method == "POST" else None
    if form is None or not form.is_valid():
        return _preview(request, asked, form)
    done = sending.ask(
        asked=asked, seen=form.cleaned_data["seen"], due=form.cleaned_data["due"], by=request.acting,
        at=request.at, request_id=request.claim.request_id,
    )  # fmt: skip
    if not isinstance(done, int):
        return HttpResponseRedirect(jobs.url("one", str(done.code)))
    words_ = ngettext("%(n)d finding was sent.", "%(n)d findings were sent.", done)
    messages.success(request, words_ % {"n": done})
    return redirect("screening:towns")


def _preview(request: HttpRequest, asked: Asked, form: Send | None) -> HttpResponse:
    found = [
        town
        for town in towns.of_towns(request.acting, asked, today=day_of(request.at))
        if town.unsent and town.code in asked.towns
    ]
    total = sum(town.unsent for town in found)
    context = {
        "towns": found,
        "total": total,
        "asked": asked,
        "form": form or Send(initial={"seen": total}),
        "usual": rules.section("days")["verify_within_days"],
    }
    return render(request, "screening/send.html", context, status=INCOMPLETE if form else 200)


@require_POST
def urge(request: HttpRequest) -> HttpResponse:
    """催办 what is late in the townships that were picked."""
    _demand(request)
    done = sending.urge_late(of_towns=tuple(_towns(request.POST)), by=request.acting, at=request.at)
    said = ngettext("%(n)d late finding was urged.", "%(n)d late findings were urged.", done)
    messages.success(request, said % {"n": done})
    return redirect("screening:towns")


def _which(request: HttpRequest, given: Any) -> tuple[Which, Asked]:
    """The question of a form or address. Raises BadQuestion."""
    known = towns.rules_unsent(request.acting, english=words.english())
    form = Which(given, rules=known)
    if not form.is_valid():
        raise BadQuestion(_("The address makes no sense. Open the page again."))
    return form, form.asked(_towns(given))


def _towns(given: Any) -> list[str]:
    found: list[str] = given.getlist("town")
    try:
        for code in found:
            range_of(code)
    except ValueError as wrong:
        raise BadQuestion(_("The address makes no sense. Open the page again.")) from wrong
    if len(found) > MOST:
        raise BadQuestion(_("The address makes no sense. Open the page again."))
    return found


def _demand(request: HttpRequest) -> None:
    if not permits.sees_any(request.acting) or not rules.may("send", request.acting):
        raise PermissionDenied(permits.sender.sentence())
