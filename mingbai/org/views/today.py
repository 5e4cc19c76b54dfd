"""我的待办, and switching the post through which one acts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.org.actions import sessions
from mingbai.org.queries import presence
from mingbai.org.queries import today as queries


@require_GET
def today(request: HttpRequest) -> HttpResponse:
    """What to do now; at most seven before "more"."""
    here = request.presence
    found = queries.tasks(here.acting, request.at) if here.seat else []
    first = found if request.GET.get("all") == "1" else found[: queries.SHOWN_FIRST]
    context = {
        "tasks": first,
        "more": len(found) - len(first),
        "count": len(found),
        "seat": here.seat,
        "person": here.user,
        "days_left": presence.password_days_left(here.user, request.at),
    }
    return render(request, "org/today.html", context)


@require_POST
def switch(request: HttpRequest) -> HttpResponse:
    """Act through another of one's posts, from the next page on."""
    here, wish = request.presence, request.POST.get("post", "")
    for seat in here.seats:
        if seat.key == wish:
            request.session["seat"] = seat.key
            sessions.remember_post(user=here.user, post_id=seat.post_id)
            messages.success(request, _("You now act as %(post)s.") % {"post": seat.name})
    back = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if ours else "/")
