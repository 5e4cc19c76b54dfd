"""覆盖情况: what nobody does, and whether work goes on steadily."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingbai.duties import permits
from mingbai.duties.queries import coverage as asked
from mingbai.duties.queries import lists, policies, words
from mingbai.duties.views.mine import tabs
from mingbai.kit.shown import day_of


@require_GET
def coverage(request: HttpRequest) -> HttpResponse:
    """Who has the duties and where nobody has, within the post's range; the weeks are fetched after it."""
    _demand(request)
    return render(
        request,
        "duties/coverage.html",
        {
            "tabs": tabs(request),
            "held": asked.held(request.acting, request.at),
            "without": asked.without_duties(),
            "missing": asked.villages(request.acting, request.at),
            "unlinked": policies.unlinked(lists.every(day_of(request.at))),
        },
    )


@require_GET
def weeks(request: HttpRequest) -> HttpResponse:
    """Whether work goes on steadily: every counter over many weeks, some seconds for a whole county."""
    _demand(request)
    by_work, by_town, found = asked.steadiness(request.acting, request.at)
    percent = words.section("steadiness.burst_percent")
    shown = {"by_work": by_work, "by_town": by_town, "weeks": found, "burst_percent": percent}
    return render(request, "duties/steadiness.html", shown)


def _demand(request: HttpRequest) -> None:
    if not permits.coverer(request.acting, None):
        raise PermissionDenied(permits.coverer.sentence())
