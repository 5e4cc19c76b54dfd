"""Months, quarters and years: frozen with progress, told as the era allows, as pages and papers."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit import requests
from mingbai.kit.scope import entered
from mingbai.kit.shown import day_of
from mingbai.kit.views import papers
from mingbai.org.queries.machine import machine
from mingbai.oversight import permits
from mingbai.oversight.actions import freezing
from mingbai.oversight.models import FrozenPeriod, Period
from mingbai.oversight.queries import (
    circular,
    period_papers,
    periods,
    rates,
    reckoned,
    summary,
    teams,
    yearly,
)
from mingbai.oversight.queries.terms import ranked, scored
from mingbai.oversight.states import PeriodKind, Subject


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """What is frozen, kind by kind; the county office freezes what is over, the oldest of a kind first."""
    kinds = [kind for kind in PeriodKind if circular.reads(kind, request.acting)]
    if not kinds:
        raise PermissionDenied(_("Results are not circulated in this era."))
    found, due = circular.listed(request.acting), []
    if teams.directs(request.acting):
        with entered(machine()):
            due = periods.to_freeze(day_of(request.at))
    groups = [
        (
            kind,
            [(one, circular.named(one.period)) for one in found if one.kind == kind],
            [(one, circular.named(one)) for one in due if one.kind == kind][:1],
        )
        for kind in reversed(kinds)
    ]
    return render(request, "oversight/periods.html", {"groups": groups, "scored": scored(Subject.VILLAGE)})


@require_POST
def freeze(request: HttpRequest) -> HttpResponse:
    """Ask for a period to be frozen; the job tells how far it is."""
    period = Period.read(request.POST.get("period", ""))
    if period is None:
        raise Http404
    job = freezing.ask(
        period=period, by=request.acting, at=request.at,
        request_id=requests.read_id(request.POST.get("request_id")),
    )  # fmt: skip
    messages.success(request, _("%(period)s is being frozen.") % {"period": circular.named(period)})
    return redirect("kit:jobs-one", key=job.code)


@require_GET
def one(request: HttpRequest, name: str) -> HttpResponse:
    """The circular of a month, the summary of a quarter, a year with what it ended in for units."""
    frozen = _found(request, name)
    return render(request, "oversight/period.html", _shown(request, frozen))


@require_GET
def again(request: HttpRequest, name: str) -> HttpResponse:
    """The same, reckoned again from the entries; for who sees every score."""
    frozen = _found(request, name)
    if not teams.sees_plans(request.acting):
        raise PermissionDenied(permits.plans.sentence())
    shown = {**_shown(request, frozen), "again": reckoned.again(frozen)}
    return render(request, "oversight/period.html", shown)


@require_GET
def paper(request: HttpRequest, name: str, kind: str) -> HttpResponse:
    """The same as PDF or DOCX, with what the post may see."""
    frozen = _found(request, name)
    if kind not in papers.PRINTED:
        raise Http404(kind)
    words = period_papers.written(frozen, request.acting)
    made = period_papers.pdf(words, at=request.at) if kind == "pdf" else period_papers.docx(words)
    return papers.sent(made, f"{name}.{kind}")


def _found(request: HttpRequest, name: str) -> FrozenPeriod:
    period = Period.read(name)
    if period is not None and not circular.reads(period.kind, request.acting):
        raise PermissionDenied(_("Results are not circulated in this era."))
    frozen = circular.one(name, request.acting)
    if frozen is None:
        raise Http404(name)
    return frozen


def _shown(request: HttpRequest, frozen: FrozenPeriod) -> dict[str, Any]:
    acting, year = request.acting, frozen.kind == PeriodKind.YEAR
    seen = teams.sees_plans(acting)
    found = summary.proposals(frozen, acting) if year else []
    return {
        "frozen": frozen,
        "title": circular.named(frozen.period),
        "parts": circular.parts(frozen, acting),
        "before": [circular.named(one.period) for one in circular.earlier(frozen)],
        "problems": summary.problems(frozen, acting),
        "rates": rates.frozen(frozen) if seen else [],
        "proposals": [(one, yearly.grade(one.grade)) for one in found],
        "waiting": summary.waiting(acting, frozen) if year and yearly.steers(acting) else 0,
        "ranked": ranked(),
        "scored": scored(Subject.VILLAGE),
        "checks": seen,
    }
