"""One person's year: one's own, a direct subordinate's, for the appraisal one name at a time."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit import sight
from mingbai.oversight.models import FrozenPeriod
from mingbai.oversight.queries import appraisal, circular, words
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import Subject

LONGEST_NAME = 40


@require_GET
def mine(request: HttpRequest, year: int | None = None) -> HttpResponse:
    """My own year; the newest frozen one if none is named."""
    found = _pick(appraisal.frozen_years(), year)
    return _shown(request, request.acting.user_id, found, {"who": request.acting.label, "own": True})


@require_GET
def of_person(request: HttpRequest, number: int, year: int | None = None) -> HttpResponse:
    """The year of somebody whose direct superior this post is, or whom it appraises; the look is recorded."""
    allowed = appraisal.may_look(number, request.acting, request.at)
    if allowed is None:
        raise Http404(number)
    posting, years = allowed
    found = _pick(years, year)
    sight.note(
        subject=posting, area_code=posting.area_code, act=sight.Act.SEEN, purpose=_("result of the year"),
        by=request.acting, at=request.at,
    )  # fmt: skip
    who = f"{posting.holder} · {posting.post.name}"
    return _shown(request, posting.user_id, found, {"who": who, "own": False})


@require_GET
def find(request: HttpRequest) -> HttpResponse:
    """The yearly appraisal: a whole name leads to one person's year. There is no list of persons."""
    if not appraisal.appraises(request.acting):
        raise PermissionDenied(
            _("Only the organisation department appraises, in an era that scores persons.")
        )
    year = appraisal.opened(request.at)
    name = request.GET.get("name", "").strip()[:LONGEST_NAME]
    found = appraisal.postings(name, request.acting, request.at) if year and name else []
    shown = {"year": year, "title": year and circular.named(year.period), "name": name, "found": found}
    return render(request, "oversight/appraisal.html", shown)


def _pick(years: list[FrozenPeriod], year: int | None) -> FrozenPeriod | None:
    if year is None:
        return years[0] if years else None
    found = next((one for one in years if one.begins.year == year), None)
    if found is None:
        raise Http404(year)
    return found


def _shown(
    request: HttpRequest, user_id: int | None, year: FrozenPeriod | None, more: dict[str, Any]
) -> HttpResponse:
    shown: dict[str, Any] = {**more, "scored": scored(Subject.PERSON), "year": year}
    if year is not None:
        found = appraisal.year_of(user_id, year)
        shown |= {
            "title": circular.named(year.period),
            "score": found.score,
            "parts": [(circular.named(period), score) for period, score in found.parts],
            "entries": [(one, words.word("roles", one.role)) for one in found.entries],
        }
    return render(request, "oversight/person_year.html", shown)
