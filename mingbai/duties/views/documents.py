"""Entering a paper, and putting an entry right."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingbai.duties import permits
from mingbai.duties.actions import documents as actions
from mingbai.duties.actions.documents import Paper
from mingbai.duties.actions.refusal import BadDocument
from mingbai.duties.forms.documents import PaperForm, begun, today
from mingbai.duties.models import Document
from mingbai.duties.queries import lists
from mingbai.kit.scope import rows
from mingbai.kit.shown import day_of

INCOMPLETE = 422
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_POST
def register(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    _demand(request)
    form = _form(request, today(day_of(request.at)))

    def save(paper: Paper) -> Document:
        return actions.register(paper=paper, by=request.acting, at=request.at)

    return _answer(request, form, save)


@GET_POST
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """An entry put right."""
    document = rows(Document, request.acting).filter(key=key).first()
    if document is None:
        raise Http404(key)
    _demand(request)
    form = _form(request, begun(document), leave_out=document.pk)

    def save(paper: Paper) -> Document:
        actions.amend(
            document=document, paper=paper, by=request.acting, at=request.at, version=document.version
        )
        return document

    return _answer(request, form, save)


def _demand(request: HttpRequest) -> None:
    if not permits.keeper(request.acting, None):
        raise PermissionDenied(permits.keeper.sentence())


def _form(request: HttpRequest, initial: dict[str, Any], leave_out: int = 0) -> PaperForm:
    papers = rows(Document, request.acting).exclude(pk=leave_out).order_by("-issued_on", "-id")
    duties = lists.every(day_of(request.at))
    return PaperForm(request.POST or None, initial=initial, papers=papers, duties=duties)


def _answer(request: HttpRequest, form: PaperForm, save: Callable[[Paper], Document]) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            document = save(form.paper())
        except BadDocument as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("duties:documents-one", key=document.key)
    shown = {"form": form, "title": _("Register of papers"), "detail": _("One entry for each paper.")}
    return render(request, "duties/form.html", shown, status=INCOMPLETE if form.errors else 200)
