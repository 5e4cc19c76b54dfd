"""Views that people keep of the household list; lists frozen by hand."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingbai.kit.ledger import Asked
from mingbai.registry import ledgers, permits
from mingbai.registry.actions import freezing
from mingbai.registry.actions import saved as actions
from mingbai.registry.forms.looking import FreezeDay
from mingbai.registry.queries import saved as queries
from mingbai.registry.states import FreezeKind

INCOMPLETE = 422


@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """Keep the list's filters under a name; an address that the list does not understand is refused."""
    ledger = ledgers.households
    if not ledger.who(request.acting, None):
        raise PermissionDenied(ledger.who.sentence())
    asked = Asked.read(QueryDict(request.POST.get("query", "")), ledger.params)
    ledger.matching(request.acting, asked)
    query = asked.address()
    actions.keep(
        ledger=ledger.name, name=request.POST.get("name", ""), query=query, by=request.acting, at=request.at
    )
    messages.success(request, _("The view is kept."))
    return HttpResponseRedirect(f"{ledger.url()}?{query}" if query else ledger.url())


@require_POST
def forget(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Take one of one's own views away."""
    view = queries.one(request.acting, key)
    if view is None:
        raise Http404(str(key))
    actions.forget(view=view, by=request.acting)
    return HttpResponseRedirect(ledgers.households.url())


@require_http_methods(["GET", "HEAD", "POST"])
def freeze(request: HttpRequest) -> HttpResponse:
    """Freeze the county's list as of a day, by hand."""
    if not permits.freezes(request.acting, None):
        raise freezing.MayNotFreeze(permits.freezes.sentence())
    form = FreezeDay(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = freezing.freeze(
                kind=FreezeKind.BY_HAND, as_of=form.cleaned_data["as_of"], by=request.acting, at=request.at
            )
        except freezing.BadDay as bad:
            form.add_error("as_of", str(bad.sentence))
        else:
            messages.success(request, _("Frozen."))
            return HttpResponseRedirect(reverse("registry:freezes-one", args=[made.key]))
    return render(request, "registry/freeze.html", {"form": form}, status=INCOMPLETE if form.errors else 200)
