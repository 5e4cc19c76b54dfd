"""催办 and 提级督办 in one tap each."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit.shown import day_of
from mingbai.oversight.actions import urging as actions
from mingbai.oversight.queries import lateness
from mingbai.oversight.views import office


@require_GET
def urging(request: HttpRequest) -> HttpResponse:
    """What is near its deadline or over it, and what of it was urged and raised."""
    office.demand(request)
    today = day_of(request.at)
    found = list(lateness.near_or_over(request.acting, today)[: lateness.MOST])
    shown = {
        "towns": lateness.by_township(found),
        "count": len(found),
        "urge": len(lateness.to_urge(request.acting, today)),
        "raise": len(lateness.to_raise(request.acting, today)),
    }
    return render(request, "oversight/urging.html", shown)


@require_POST
def send(request: HttpRequest, what: str) -> HttpResponse:
    """Urge, or raise, all at once."""
    office.demand(request)
    today, who = day_of(request.at), {"by": request.acting, "at": request.at}
    if what == "urge":
        count = actions.urge_all(problems=lateness.to_urge(request.acting, today), **who)
        said = ngettext("%(n)d problem was urged.", "%(n)d problems were urged.", count)
    else:
        count = actions.raise_all(problems=lateness.to_raise(request.acting, today), **who)
        said = ngettext("%(n)d problem was raised.", "%(n)d problems were raised.", count)
    messages.success(request, said % {"n": count})
    return redirect("oversight:urging")
