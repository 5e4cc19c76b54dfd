"""一户一页, the household lists, "my households", and who looked."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit import slots
from mingbai.kit.ledger import BadQuestion, listing
from mingbai.kit.shown import day_of
from mingbai.org.queries import areas
from mingbai.registry import ledgers, permits
from mingbai.registry.actions import looks as looking
from mingbai.registry.models import Household, Residence
from mingbai.registry.queries import asof, eras, guarantees
from mingbai.registry.queries import households as queries
from mingbai.registry.queries import looks as looks_of
from mingbai.registry.queries import saved as views_of
from mingbai.registry.queries.page import HOUSEHOLD_DOINGS, HOUSEHOLD_PANELS
from mingbai.registry.queries.then import then

ON_A_PAGE = 50


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list of today; with ``?as_of=`` that of the day, under the same filters."""
    if request.GET.get(ledgers.AS_OF):
        return HttpResponseRedirect(f"{reverse('registry:past')}?{request.GET.urlencode()}")
    if getattr(request, "htmx", None) and request.htmx.target == listing.PART:
        return listing.listed(ledgers.households, request)
    found = listing.context(ledgers.households, request)
    found["views"] = views_of.of(request.acting, ledgers.households.name)
    return render(request, "registry/households.html", found)


@require_GET
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The household's page, today's or as of a day. Each look is recorded."""
    household = _reached(request, key)
    as_of = asof.day_asked(request.GET.get(ledgers.AS_OF, ""), day_of(request.at))
    return page(request, household, as_of)


@require_GET
def then_one(request: HttpRequest, key: str) -> HttpResponse:
    """A row of the list of a day: "2018-06-30.<residence>"; who has left since has a page elsewhere."""
    day, _dot, residence_key = key.partition(".")
    as_of = asof.day_asked(day, day_of(request.at))
    residence = queries.residence(request.acting, residence_key)
    if residence is None:
        raise Http404(key)
    household = queries.of_residence(request.acting, residence)
    if household is None:
        return _gone(request, residence)
    return page(request, household, as_of)


def page(request: HttpRequest, household: Household, as_of: date | None) -> HttpResponse:
    """Record the look and show the page."""
    looking.seen(subject=household, by=request.acting, at=request.at)
    up, upper = _("Household list"), reverse("registry:households")
    if not permits.browses(request.acting, None):
        up, upper = _("Find people"), reverse("registry:find")
    found = contents(request, household, as_of)
    return render(request, "registry/household.html", {**found, "up": up, "upper": upper})


def contents(request: HttpRequest, household: Household, as_of: date | None) -> dict[str, Any]:
    """What the page's body reads; also for a look through broken glass, where nothing may be begun."""
    glass = getattr(request, "glass", None)
    here = then(request, household, as_of)
    head = here.head.membership.person_name if here.head else household.head_name
    doings = [each for fill in slots.filled(HOUSEHOLD_DOINGS) for each in fill(request, household)]
    panels = [fill(request, household, as_of) for fill in slots.filled(HOUSEHOLD_PANELS)]
    numbers = household.phone_vault or household.account_vault
    may_open = numbers and permits.reveals(request.acting, None)
    known = here.state is not None
    return {
        "household": household,
        "name": head or _("no head"),
        "labels": eras.labels(category=here.category, monitor=here.monitor, on=as_of),
        "place": areas.full_name(household.area_code),
        "village": reverse("registry:village", args=[household.area_code]),
        "then": here,
        "as_of": as_of,
        "today": day_of(request.at),
        "ticks": guarantees.of(here) if known else [],
        "helper_word": eras.said("helper"),
        "account": request.acting.households is None,
        "reveal": reverse("registry:reveal_household", args=[household.key]) if may_open else "",
        "doings": [] if as_of or glass else doings,
        "panels": [panel for panel in panels if panel],
        "glass": glass,
    }


@require_GET
def looks(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """查阅记录 of the household: every look, newest first."""
    household = _reached(request, key)
    found = looks_of.of_household(request.acting, household)
    back = reverse("registry:household", args=[key])
    return looked(request, found, household.head_name, back)


def looked(request: HttpRequest, found: Any, name: str, back: str) -> HttpResponse:
    """A page of looks."""
    before = request.GET.get("before", "")
    if before and not before.isdecimal():
        raise BadQuestion(_("The address makes no sense. Open the page again."))
    shown = list((found.filter(pk__lt=int(before)) if before else found)[: ON_A_PAGE + 1])
    older = shown[ON_A_PAGE - 1].pk if len(shown) > ON_A_PAGE else None
    context = {"looks": shown[:ON_A_PAGE], "older": older, "name": name, "back": back}
    return render(request, "registry/all_looks.html", context)


@dataclass(frozen=True, slots=True)
class Card:
    """A household on a phone."""

    row: Any
    url: str
    labels: list[eras.Label]


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The households paired with the acting person, as cards."""
    found = queries.of_helper(request.acting, day_of(request.at)).order_by("area_code", "head_sort", "id")
    cards = [
        Card(
            row,
            reverse("registry:household", args=[row.key]),
            eras.labels(category=row.category, monitor=row.monitor),
        )
        for row in found[:ON_A_PAGE]
    ]
    return render(request, "registry/mine.html", {"cards": cards})


def _reached(request: HttpRequest, key: uuid.UUID) -> Household:
    household = queries.one(request.acting, key)
    if household is None:
        raise Http404(str(key))
    return household


def _gone(request: HttpRequest, residence: Residence) -> HttpResponse:
    context = {
        "residence": residence,
        "place": areas.full_name(residence.area_code),
        "up": _("Households as of a day"),
        "upper": f"{reverse('registry:past')}?{urlencode({ledgers.AS_OF: residence.valid_from.isoformat()})}",
    }
    return render(request, "registry/gone.html", context)
