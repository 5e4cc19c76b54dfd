"""Proposing a duty's text, and mending a draft."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingbai.duties import permits
from mingbai.duties.actions import texts as actions
from mingbai.duties.actions.refusal import BadText
from mingbai.duties.forms.documents import owner
from mingbai.duties.forms.texts import WordingForm
from mingbai.duties.models import DutyText
from mingbai.duties.queries import documents, lists
from mingbai.duties.queries.lists import Duty
from mingbai.kit.scope import rows
from mingbai.kit.shown import day_of

INCOMPLETE = 422
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@GET_POST
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """The next version of a duty's text; it begins with what is in force."""
    duty = _duty(request, code)
    form = _form(request, {**lists.packed_words(code), **_stands(duty), "since": day_of(request.at)})
    if request.method == "POST" and form.is_valid():
        try:
            text = actions.draft(duty=code, wording=form.wording(), by=request.acting, at=request.at)
        except BadText as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The draft is kept. Submit it, and another person approves it."))
            return redirect("duties:texts-one", key=text.key)
    return _answer(request, form, duty)


@GET_POST
def mend(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a draft says."""
    text = rows(DutyText, request.acting).filter(key=key).first()
    if text is None:
        raise Http404(key)
    duty = _duty(request, text.duty)
    names = ("words", "words_en", "done", "evidence", "since", "document", "reason")
    form = _form(request, {name: getattr(text, name) for name in names})
    if request.method == "POST" and form.is_valid():
        try:
            actions.amend(
                text=text, wording=form.wording(), by=request.acting, at=request.at, version=text.version
            )
        except BadText as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("duties:texts-one", key=text.key)
    return _answer(request, form, duty)


def _duty(request: HttpRequest, code: str) -> Duty:
    if not permits.edits(request.acting):
        raise PermissionDenied(permits.editor.sentence())
    duty = lists.one(code, day_of(request.at))
    if duty is None:
        raise Http404(code)
    return duty


def _stands(duty: Duty) -> dict[str, Any]:
    return {"done": duty.done, "evidence": duty.evidence}


def _form(request: HttpRequest, initial: dict[str, Any]) -> WordingForm:
    papers = documents.standing(request.acting)
    return WordingForm(request.POST or None, initial=initial, papers=papers)


def _answer(request: HttpRequest, form: WordingForm, duty: Duty) -> HttpResponse:
    status = INCOMPLETE if form.errors else 200
    detail = f"{owner(duty)} · {duty.theme_words} · {duty.often_words}"
    shown = {"form": form, "title": _("Text of a duty"), "detail": detail}
    return render(request, "duties/form.html", shown, status=status)
