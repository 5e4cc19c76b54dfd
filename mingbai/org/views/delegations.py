"""Asking that somebody stands in for one's post."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingbai.kit.pack import installed
from mingbai.org.actions import delegations
from mingbai.org.forms.delegating import AskDelegation

INCOMPLETE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def delegate(request: HttpRequest) -> HttpResponse:
    """The form; what is asked waits for a superior."""
    form = AskDelegation(request.POST or None, acting=request.acting, at=request.at)
    if request.method == "POST" and form.is_valid():
        try:
            return _ask(request, form)
        except (delegations.BadPeriod, delegations.BadStandIn) as bad:
            form.add_error("last" if isinstance(bad, delegations.BadPeriod) else "delegate", bad.sentence)
    found = {"form": form, "rules": installed().section("delegation"), "seat": request.presence.seat}
    return render(request, "org/delegate.html", found, status=INCOMPLETE if form.errors else 200)


def _ask(request: HttpRequest, form: AskDelegation) -> HttpResponse:
    starts, ends = form.period(request.at)
    given = form.cleaned_data
    delegation = delegations.ask(
        delegate=given["delegate"],
        starts=starts,
        ends=ends,
        reason=given["reason"],
        by=request.acting,
        at=request.at,
    )
    messages.success(request, _("Asked for. A superior decides; you find it under Delegations."))
    return redirect("org:delegations-one", key=delegation.key)
