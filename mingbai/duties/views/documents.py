"""Entering a paper, and putting an entry right."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mingbai.duties import permits
from mingbai.duties.actions import documents as actions
from mingbai.duties.actions.documents import Paper
from mingbai.duties.actions.refusal import BadDocument
from mingbai.duties.forms.documents import PaperForm, begun, today
from mingbai.duties.models import Document
from mingbai.duties.queries import lists
from mingbai.kit.scope import rows
from mingbai.kit.shown import day_of
from mingbai.kit.views.forms import GET_POST, answered


@GET_POST
def register(request: HttpRequest) -> HttpResponse:
    """A new entry."""
    _demand(request)
    form = _form(request, today(day_of(request.at)))

    def keep(paper: Paper) -> Document:
        return actions.register(paper=paper, by=request.acting, at=request.at)

    return _answer(request, form, keep)


@GET_POST
def amend(request: HttpRequest, key: UUID) -> HttpResponse:
    """An entry put right."""
    document = rows(Document, request.acting).filter(key=key).first()
    if document is None:
        raise Http404(key)
    _demand(request)
    form = _form(request, begun(document), leave_out=document.pk)

    def keep(paper: Paper) -> Document:
        actions.amend(
            document=document, paper=paper, by=request.acting, at=request.at, version=document.version
        )
        return document

    return _answer(request, form, keep)


def _demand(request: HttpRequest) -> None:
    if not permits.keeper(request.acting, None):
        raise PermissionDenied(permits.keeper.sentence())


def _form(request: HttpRequest, initial: dict[str, Any], leave_out: int = 0) -> PaperForm:
    papers = rows(Document, request.acting).exclude(pk=leave_out).order_by("-issued_on", "-id")
    duties = lists.every(day_of(request.at))
    return PaperForm(request.POST or None, initial=initial, papers=papers, duties=duties)


def _answer(request: HttpRequest, form: PaperForm, keep: Callable[[Paper], Document]) -> HttpResponse:
    def save(_given: dict[str, Any]) -> HttpResponse:
        document = keep(form.paper())
        messages.success(request, _("Saved."))
        return redirect("duties:documents-one", key=document.key)

    title, detail = _("Register of papers"), _("One entry for each paper.")
    return answered(request, form, save, title, detail, told=BadDocument)
