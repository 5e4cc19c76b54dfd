"""Noting authorisations, looking at the signed paper, taking one back."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.exchange import permits
from mingbai.exchange.actions import authorisations as actions
from mingbai.exchange.forms.authorisations import Note, Withdraw
from mingbai.exchange.models import Authorisation
from mingbai.exchange.queries import authorised
from mingbai.kit import sight
from mingbai.kit.files import store
from mingbai.kit.files.types import Refused as FileRefused
from mingbai.kit.scope import rows
from mingbai.kit.views.files import stream
from mingbai.registry.models import Household

INCOMPLETE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def note(request: HttpRequest) -> HttpResponse:
    """The form of a signed paper."""
    _demand(request)
    form = Note(request.POST or None, request.FILES or None, initial={"signed_on": request.at.date()})
    if request.method == "POST" and form.is_valid():
        try:
            one = actions.note(signed=_signed(request, form), by=request.acting, at=request.at)
            messages.success(request, _("The authorisation is noted."))
            return redirect("exchange:authorisations-one", key=one.key)
        except actions.BadAuthorisation as bad:
            form.add_error(None, bad.sentence)
        except FileRefused as bad:
            form.add_error("paper", _(str(bad)))
    words = {"form": form, "title": _("Note an authorisation"), "action": _("Note it")}
    return render(request, "exchange/simple.html", words, status=INCOMPLETE if form.errors else 200)


def _signed(request: HttpRequest, form: Note) -> actions.Signed:
    given = form.cleaned_data
    household = None
    if given["household"]:
        household = rows(Household, request.acting).filter(number=given["household"].strip()).first()
        if household is None:
            raise actions.BadAuthorisation(_("There is no household of this number in your area."))
    paper = given["paper"]
    return actions.Signed(
        name=given["name"], number=given["number"], signed_on=given["signed_on"], household=household,
        relation=given["relation"], title=paper.name, pieces=iter(paper.chunks()),
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, key: str) -> HttpResponse:
    """Who signed takes it back."""
    one = _one(request, key)
    form = Withdraw(request.POST or None, initial={"on": request.at.date()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.withdraw(authorisation=one, on=form.cleaned_data["on"], by=request.acting, at=request.at)
            return redirect("exchange:authorisations-one", key=one.key)
        except actions.BadAuthorisation as bad:
            form.add_error("on", bad.sentence)
    words = {
        "form": form,
        "title": _("Withdraw the authorisation"),
        "action": _("Withdraw"),
        "about": one.name,
    }
    return render(request, "exchange/simple.html", words, status=INCOMPLETE if form.errors else 200)


@require_GET
def paper(request: HttpRequest, key: str) -> HttpResponseBase:
    """The scan of the signed paper; the look is recorded."""
    one = _one(request, key)
    kept = store.kept(str(one.paper)) if one.paper else None
    if kept is None:
        raise Http404(key)
    sight.note(
        subject=one, area_code=one.area_code, act=sight.Act.SEEN, purpose=_("Signed authorisation"),
        by=request.acting, at=request.at,
    )  # fmt: skip
    return stream(kept)


def _one(request: HttpRequest, key: str) -> Authorisation:
    _demand(request)
    found = authorised.found(request.acting, key)
    if found is None:
        raise Http404(key)
    return found


def _demand(request: HttpRequest) -> None:
    if not permits.tender(request.acting, None):
        raise PermissionDenied(permits.tender.sentence())
