"""The desk of doubtful pairs: a row and its candidates side by side, one tap for each answer."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.exchange import permits
from mingbai.exchange.actions import pairs as actions
from mingbai.exchange.queries import pairs, pairs_shown

PAIRS = 40  # looked at for one page; the rows among them are shown whole
ANSWERS = {"same": actions.same, "other": actions.other, "unsure": actions.unsure}


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Pairs that wait, those of one row together."""
    _demand(request)
    waiting = pairs.waiting(request.acting)
    groups = pairs_shown.by_row(waiting[:PAIRS])
    context = {"groups": groups, "left": waiting.count()}
    return render(request, "exchange/pairs.html", context)


@require_POST
def answer(request: HttpRequest, key: str, what: str) -> HttpResponse:
    """One answer; back to the desk."""
    _demand(request)
    pair, verb = pairs.found(request.acting, key), ANSWERS.get(what)
    if pair is None or verb is None:
        raise Http404(key)
    version = request.POST.get("version", "")
    seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else None  # noqa: PLR2004
    verb(pair=pair, by=request.acting, at=request.at, version=seen)
    messages.success(request, _("Answered. It holds for later files too, and can be opened again."))
    return redirect("exchange:pairs_desk")


def _demand(request: HttpRequest) -> None:
    if not permits.tender(request.acting, None):
        raise PermissionDenied(permits.tender.sentence())
