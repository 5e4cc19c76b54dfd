"""每周专报: what it would say now, issuing it, its papers, its address."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit.pack import installed
from mingbai.kit.scope import rows
from mingbai.kit.shown import day_of
from mingbai.kit.views import papers
from mingbai.oversight import permits
from mingbai.oversight.actions import briefs as actions
from mingbai.oversight.models import Brief
from mingbai.oversight.queries import briefs, briefs_drawn, briefs_papers, briefs_words
from mingbai.oversight.views import office


@require_GET
def preview(request: HttpRequest) -> HttpResponse:
    """What this week's would say now; the office reads it before it issues."""
    office.demand(request)
    brief = briefs_words.written(briefs.now(request.acting, request.at))
    shown = {
        "brief": brief,
        "drawings": [briefs_drawn.drawn(one) for one in brief.charts],
        "issued": briefs.of_week(request.acting, day_of(request.at)),
    }
    return render(request, "oversight/brief/preview.html", shown)


@require_POST
def issue(request: HttpRequest) -> HttpResponse:
    """Issue it, and show the address by which leaders read it."""
    brief = actions.issue(by=request.acting, at=request.at)
    return _address(request, brief)


@require_POST
def link(request: HttpRequest, key: UUID) -> HttpResponse:
    """A new address; the one before ends."""
    return _address(request, _found(request, key))


@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Nobody reads it without signing in any more."""
    brief = _found(request, key)
    actions.withdraw_link(brief=brief, by=request.acting, at=request.at)
    messages.success(request, _("The address was withdrawn."))
    return redirect("oversight:briefs-one", key=brief.key)


@require_GET
def paper(request: HttpRequest, key: UUID, kind: str) -> HttpResponse:
    """The page as PDF or DOCX."""
    brief = _found(request, key)
    if kind not in papers.PRINTED:
        raise Http404(key)
    words = briefs_words.written(brief.says, brief)
    made = briefs_papers.pdf(words, at=brief.issued_at) if kind == "pdf" else briefs_papers.docx(words)
    return papers.sent(made, f"{words.title}{words.number}.{kind}")


def _address(request: HttpRequest, brief: Brief) -> HttpResponse:
    """Shown once, in the answer itself: what is kept is a hash, from which it cannot be made again."""
    token = actions.give_link(brief=brief, by=request.acting, at=request.at)
    words = briefs_words.written(brief.says, brief)
    shown = {
        "row": brief, "number": words.number, "title": words.title,
        "address": request.build_absolute_uri(reverse("brief:read", args=[token])),
        "days": installed().get("oversight.brief.link_days"),
    }  # fmt: skip
    return render(request, "oversight/brief/address.html", shown)


def _found(request: HttpRequest, key: UUID) -> Brief:
    if not permits.reads_brief(request.acting, None):
        raise PermissionDenied(permits.reads_brief.sentence())
    brief: Brief | None = rows(Brief, request.acting).filter(key=key).first()
    if brief is None:
        raise Http404(key)
    return brief
