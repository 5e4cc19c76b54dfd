"""整改: how rectification stands, by township, village, household, matter, department and policy."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit.shown import day_of
from mingbai.kit.views.paging import paged
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.queries import rectifying, rectifying_policies

FILTERS = {"township": "area", "village": "area", "matter": "category"}


@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """The groups, most overdue first; each opens on its problems."""
    by = request.GET.get("by", "township")
    if by not in rectifying.BY:
        raise Http404(by)
    _reader(request)
    found = rectifying.groups(request.acting, by, day_of(request.at))
    pages = paged(request, found if by == "household" else list(found))  # few: not worth counting them first
    lines = rectifying.lines(request.acting, by, list(pages["page_of"]))
    context = {**pages, "lines": lines, "by": by, "title": rectifying.BY[by][1], "tabs": _tabs(by)}
    return render(request, "oversight/rectifying.html", {**context, "filter": FILTERS.get(by, "")})


@require_GET
def policies(request: HttpRequest) -> HttpResponse:
    """By policy: how many the payment file still speaks against."""
    _reader(request)
    pages = paged(request, rectifying_policies.groups(request.acting, day_of(request.at)))
    context = {**pages, "tabs": _tabs(rectifying.POLICY)}
    return render(request, "oversight/rectifying_policies.html", context)


@require_GET
def policy(request: HttpRequest, rule: str) -> HttpResponse:
    """One policy, person by person, against the payment file."""
    _reader(request)
    pages = paged(request, rectifying_policies.persons(request.acting, rule))
    persons = [{"problem": one, "state": flow.state_of(one)} for one in pages["page_of"]]
    if not persons:
        raise Http404(rule)
    context = {**pages, "persons": persons, "title": persons[0]["problem"].rule_title}
    return render(request, "oversight/rectifying_policy.html", context)


def _reader(request: HttpRequest) -> None:
    if request.acting.lo >= request.acting.hi:
        raise PermissionDenied(_("This page is for posts of the ledger."))


def _tabs(here: str) -> list[dict[str, Any]]:
    base = reverse("oversight:rectifying")
    found = [
        {"title": title, "url": f"{base}?by={code}", "current": code == here}
        for code, (_field, title) in rectifying.BY.items()
    ]
    address = reverse("oversight:rectifying_policies")
    return [*found, {"title": _("By policy"), "url": address, "current": here == rectifying.POLICY}]
