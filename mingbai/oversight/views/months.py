"""Months: frozen with progress, told in a circular; how the teams did."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit import requests
from mingbai.kit.calendar import add_months
from mingbai.kit.shown import day_of
from mingbai.kit.views import months as paging
from mingbai.oversight import permits
from mingbai.oversight.actions import freezing
from mingbai.oversight.queries import circular, rates, teams
from mingbai.oversight.queries.scores import first_of
from mingbai.oversight.queries.terms import ranked, scored
from mingbai.oversight.states import Subject


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Months that are frozen; the one that is over and open can be frozen by the county office."""
    _reader(request)
    last = add_months(first_of(day_of(request.at)), -1)
    found = circular.months(request.acting)
    due = last if teams.directs(request.acting) and all(one.month != last for one in found) else None
    shown = {"months": found, "due": due, "scored": scored(Subject.VILLAGE)}
    return render(request, "oversight/months.html", shown)


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Ask for last month to be frozen; the job tells how far it is."""
    job = freezing.ask(
        month=add_months(first_of(day_of(request.at)), -1), by=request.acting, at=request.at,
        request_id=requests.read_id(request.POST.get("request_id")),
    )  # fmt: skip
    messages.success(request, _("The month is being frozen."))
    return redirect("kit:jobs-one", key=job.code)


@require_GET
def one(request: HttpRequest, month: str) -> HttpResponse:
    """The circular of a frozen month."""
    _reader(request)
    wanted = _day(month)
    found = next((each for each in circular.months(request.acting) if each.month == wanted), None)
    if found is None:
        raise Http404(month)
    shown = {"frozen": found, "parts": circular.parts(found, request.acting), "ranked": ranked()}
    return render(request, "oversight/circular.html", shown)


@require_GET
def team_rates(request: HttpRequest) -> HttpResponse:
    """Catch rate and false-alarm share of every team, for teams and the county."""
    if not teams.sees_plans(request.acting):
        raise PermissionDenied(permits.plans.sentence())
    month = paging.asked(request)
    shown: dict[str, Any] = {
        **paging.beside(request, month),
        "rates": rates.of(month),
        "scored": scored(Subject.TEAM),
    }
    return render(request, "oversight/rates.html", shown)


def _reader(request: HttpRequest) -> None:
    """Where results are circulated everybody of the ledger reads them, helpers too; else the county alone."""
    reads = request.acting.lo < request.acting.hi and (ranked() or teams.sees_plans(request.acting))
    if not reads:
        raise PermissionDenied(_("Results are not circulated in this era."))


def _day(month: str) -> date:
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError as wrong:
        raise Http404(month) from wrong
