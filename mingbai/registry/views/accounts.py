"""逐户算账: which families are to be counted, counting one, and its statements."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.kit import parcels, scope
from mingbai.kit.views.offline import worker as kept_by
from mingbai.registry import permits
from mingbai.registry.actions import incomes as counting
from mingbai.registry.forms.incomes import CountIncome
from mingbai.registry.models import Household
from mingbai.registry.queries import eras, households, incomes_desk, incomes_table
from mingbai.registry.states import Occasion

INCOMPLETE = 422
ASSETS = ("registry/accounts.css", "kit/js/by-hand.js", "registry/accounts.js")


@require_GET
def accounts(request: HttpRequest) -> HttpResponse:
    """The families that the post counts, those not yet counted this year first."""
    if not permits.may_count(request.acting):
        raise PermissionDenied(_("This post does not count incomes."))
    words = request.GET.get("q", "").strip()
    desk = incomes_desk.of(request.acting, year=request.at.year, words=words)
    return render(
        request, "registry/accounts.html", {"desk": desk, "words": words, "village": _village(request)}
    )


def _village(request: HttpRequest) -> str:
    """The village of a village's post, whose cards can be made at once; empty for others."""
    code: str = request.acting.area_code
    return "" if code.endswith("000") else code


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The worker of these pages: they also open without a network."""
    return kept_by(assets=ASSETS)


@require_http_methods(["GET", "HEAD", "POST"])
def count(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Count one family's income; a script sends it from its outbox, a plain browser as a form."""
    household = _household(request, key)
    if request.method != "POST":
        return _page(request, household, None)
    form = CountIncome(request.POST, at=request.at)
    if not form.is_valid():
        if parcels.is_parcel(request):
            return parcels.incomplete(
                {name: [str(one) for one in found] for name, found in form.errors.items()}
            )
        return _page(request, household, form)
    statement = counting.count(household=household, facts=form.count(), by=request.acting, at=request.at)
    url, words = reverse("registry:statement", kwargs={"key": statement.key}), _("Counted and saved.")
    if parcels.is_parcel(request):
        return parcels.arrived(url, words)
    messages.success(request, words)
    return redirect(url)


def _page(request: HttpRequest, household: Household, form: CountIncome | None) -> HttpResponse:
    year, occasion = _asked(request)
    found: dict[str, Any] = {
        "household": household,
        "labels": eras.labels(category=household.category, monitor=household.monitor),
        "table": incomes_table.laid(household, year=year, occasion=occasion, today=request.at.date()),
        "occasions": Occasion.choices,
        "form": form,
        "key": uuid.uuid4(),
    }
    return render(request, "registry/count.html", found, status=INCOMPLETE if form else 200)


def _asked(request: HttpRequest) -> tuple[int, str]:
    """The year and occasion of the page; this year's count if nothing sensible is asked for."""
    year, occasion = request.GET.get("year", ""), request.GET.get("occasion", "")
    sensible = year.isdecimal() and 2014 <= int(year) <= request.at.year  # noqa: PLR2004 - the registers' first year
    known = occasion if occasion in Occasion.values else str(Occasion.YEAR)
    return (int(year) if sensible else request.at.year), known


def _household(request: HttpRequest, key: uuid.UUID) -> Household:
    """The family, if the post reaches it and counts incomes."""
    found = households.one(scope.require(), key)
    if found is None:
        raise Http404(key)
    if not permits.counts_for(request.acting, found.pk, found.area_code):
        raise PermissionDenied(_("This post does not count incomes."))
    return found
