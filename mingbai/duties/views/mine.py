"""我的职责, and the record of one holder: the own, or one's subordinate's."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.duties import permits
from mingbai.duties.queries import mine as asked
from mingbai.duties.queries import performance
from mingbai.kit import sight
from mingbai.org.queries import superiors

MOST = 400


def tabs(request: HttpRequest) -> list[tuple[str, str]]:
    """The pages of duties, side by side."""
    found = [
        (reverse("duties:mine"), _("My duties")),
        (reverse("duties:list"), _("List of duties")),
        (reverse("duties:performance"), _("My record")),
    ]
    if permits.covers_county(request.acting):
        found.append((reverse("duties:coverage"), _("Coverage")))
    return [*found, (reverse("duties:documents"), _("Register of papers"))]


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """Every duty of the acting post; what the ledger counts first."""
    lines = asked.of_post(request.acting, request.at)
    counted = [line for line in lines if line.tally is not None]
    open_ = [line for line in counted if line.tally and line.tally.open]
    return render(
        request,
        "duties/mine.html",
        {
            "tabs": tabs(request),
            "open": open_,
            "done": [line for line in counted if line not in open_],
            "others": [line for line in lines if line.tally is None],
            "late": sum(line.tally.late for line in counted if line.tally),
            "waiting": sum(line.tally.open for line in open_ if line.tally),
            "title": request.acting.label,
        },
    )


@require_GET
def record(request: HttpRequest) -> HttpResponse:
    """The own record, and whose else one may open as their direct superior."""
    below = superiors.subordinates(request.acting, request.at)[:MOST]
    found = performance.of(request.acting, request.at)
    return _record(request, found, {"who": request.acting.label, "own": True, "below": below})


@require_GET
def record_of(request: HttpRequest, number: int) -> HttpResponse:
    """A direct subordinate's record; that it was looked at is noted."""
    posting = superiors.subordinate(request.acting, number, request.at)
    if posting is None:
        raise Http404(number)
    sight.note(
        subject=posting, area_code=posting.area_code, act=sight.Act.SEEN, purpose=_("record of duties"),
        by=request.acting, at=request.at,
    )  # fmt: skip
    seat = performance.seat_of(posting, request.acting, request.at)
    return _record(
        request, performance.of(seat, request.at), {"who": seat.label, "own": False, "number": number}
    )


def _record(request: HttpRequest, found: Iterable[Any], more: dict[str, Any]) -> HttpResponse:
    shown = {"tabs": tabs(request), "records": list(found), **more}
    return render(request, "duties/performance.html", shown)
