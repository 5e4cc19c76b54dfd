"""The findings' list with the views that people keep, each with its number; a finding's page."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit.ledger import Asked, BadQuestion, desk, detail, listing, paging
from mingbai.registry.actions import looks
from mingbai.registry.actions import saved as views_of
from mingbai.registry.queries import saved as queries
from mingbai.screening import ledgers

LEDGER = ledgers.findings


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """The list; the numbers of the kept views come afterwards by themselves."""
    if getattr(request, "htmx", None) and request.htmx.target == listing.PART:
        return listing.listed(LEDGER, request)
    found = listing.context(LEDGER, request)
    found["views"] = queries.of(request.acting, LEDGER.name)
    return render(request, "screening/findings.html", found)


@require_GET
def counts(request: HttpRequest) -> HttpResponse:
    """One's own views, each with how many rows it has now."""
    desk.acting_in(LEDGER, request)
    views = list(queries.of(request.acting, LEDGER.name))
    address = request.GET.get("here", "")
    counted = [(view, _count(request, view.query)) for view in views]
    return render(
        request, "screening/views.html", {"counted": counted, "address": address, "url": LEDGER.url()}
    )


def _count(request: HttpRequest, query: str) -> str:
    """How many rows, in words; empty for a view whose filters the list no longer has."""
    try:
        asked = Asked.read(QueryDict(query), LEDGER.params)
        return paging.count_words(paging.counted(LEDGER.matching(request.acting, asked)))
    except BadQuestion:
        return ""


@require_GET
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A finding's page. The look is recorded with the household."""
    acting = desk.acting_in(LEDGER, request)
    row = desk.row_of(LEDGER, acting, str(key))
    if row.household_id is not None:
        looks.seen(subject=row.household, by=acting, at=request.at, purpose=_("A finding"))
    return render(request, "screening/finding.html", detail.context(LEDGER, request, row))


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the list's filters under a name."""
    if not LEDGER.who(request.acting, None):
        raise PermissionDenied(LEDGER.who.sentence())
    asked = Asked.read(QueryDict(request.POST.get("query", "")), LEDGER.params)
    LEDGER.matching(request.acting, asked)
    query = asked.address()
    views_of.keep(
        ledger=LEDGER.name, name=request.POST.get("name", ""), query=query, by=request.acting, at=request.at
    )
    messages.success(request, _("The view is kept."))
    return HttpResponseRedirect(f"{LEDGER.url()}?{query}" if query else LEDGER.url())


@require_POST
def forget(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take one of one's own views away."""
    view = queries.one(request.acting, key)
    if view is None or view.ledger != LEDGER.name:
        raise Http404(str(key))
    views_of.forget(view=view, by=request.acting)
    return HttpResponseRedirect(LEDGER.url())
