"""A household's card and entry sheet; the cards of a village as one file."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit import scope
from mingbai.kit.export import Mark
from mingbai.kit.jobs.ledgers import jobs
from mingbai.kit.pack import installed
from mingbai.kit.views import papers
from mingbai.registry import permits
from mingbai.registry.actions import cards as making
from mingbai.registry.models import Household
from mingbai.registry.queries import households, incomes_sheet


@require_GET
def card(request: HttpRequest, key: uuid.UUID, kind: str) -> HttpResponse:
    """The card as PDF to print or DOCX to edit."""
    if kind not in papers.PRINTED:
        raise Http404(kind)
    household = _household(request, key)
    made = making.one(household=household, kind=kind, by=request.acting, at=request.at)
    title = f"{_('Household card')}-{household.head_name}.{kind}"
    return papers.sent(made, title, inline=kind == "pdf")


@require_POST
def village(request: HttpRequest, code: str) -> HttpResponse:
    """Ask for the cards of a village; the job's page says how far they are."""
    job = making.ask(village=code, by=request.acting, at=request.at, request_id=request.claim.request_id)
    return HttpResponseRedirect(jobs.url("one", str(job.code)))


@require_GET
def entry_sheet(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """What is typed into the national screens, field after field; ``format=xlsx`` as a workbook."""
    household, year = _household(request, key), _year(request)
    parts = incomes_sheet.sheet(household, year=year, as_of=request.at.date())
    if request.GET.get("format") == "xlsx":
        title = f"{_('Entry sheet')}-{household.head_name}-{year}.xlsx"
        return papers.sent(incomes_sheet.workbook(parts, mark=_mark(request, household)), title)
    found = {"household": household, "year": year, "parts": parts}
    return render(request, "registry/entry_sheet.html", found)


def _mark(request: HttpRequest, household: Household) -> Mark:
    person, _dot, post = request.acting.label.partition(" · ")
    rules = installed().section("exports")
    return Mark(
        number=household.number or str(household.key)[:8], person=person, post=post,
        purpose=_("entry sheet of one household"), at=request.at,
        words=str(rules["mark"]), warning=str(rules["warning"]),
    )  # fmt: skip


def _year(request: HttpRequest) -> int:
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 2014 <= int(text) <= request.at.year else request.at.year  # noqa: PLR2004


def _household(request: HttpRequest, key: uuid.UUID) -> Household:
    found = households.one(scope.require(), key)
    if found is None:
        raise Http404(key)
    if not permits.counts_for(request.acting, found.pk, found.area_code):
        raise PermissionDenied(_("This post makes no cards."))
    return found
