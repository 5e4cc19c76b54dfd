"""Proposing a duty's text, and mending a draft."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mingbai.duties import permits
from mingbai.duties.actions import texts as actions
from mingbai.duties.actions.refusal import BadText
from mingbai.duties.actions.texts import Wording
from mingbai.duties.forms.documents import owner
from mingbai.duties.forms.texts import WordingForm
from mingbai.duties.models import DutyText
from mingbai.duties.queries import documents, lists
from mingbai.duties.queries.lists import Duty
from mingbai.kit.scope import rows
from mingbai.kit.shown import day_of
from mingbai.kit.views.forms import GET_POST, answered


@GET_POST
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """The next version of a duty's text; it begins with what is in force."""
    duty = _duty(request, code)
    form = _form(request, {**lists.packed_words(code), **_stands(duty), "since": day_of(request.at)})

    def keep(wording: Wording) -> DutyText:
        return actions.draft(duty=code, wording=wording, by=request.acting, at=request.at)

    said = _("The draft is kept. Submit it, and another person approves it.")
    return _answer(request, form, duty, keep, said)


@GET_POST
def mend(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a draft says."""
    text = rows(DutyText, request.acting).filter(key=key).first()
    if text is None:
        raise Http404(key)
    duty = _duty(request, text.duty)
    names = ("words", "words_en", "done", "evidence", "since", "document", "reason")
    form = _form(request, {name: getattr(text, name) for name in names})

    def keep(wording: Wording) -> DutyText:
        actions.amend(text=text, wording=wording, by=request.acting, at=request.at, version=text.version)
        return text

    return _answer(request, form, duty, keep, _("Saved."))


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


def _answer(
    request: HttpRequest, form: WordingForm, duty: Duty, keep: Callable[[Wording], DutyText], said: str
) -> HttpResponse:
    def save(_given: dict[str, Any]) -> HttpResponse:
        text = keep(form.wording())
        messages.success(request, said)
        return redirect("duties:texts-one", key=text.key)

    detail = f"{owner(duty)} · {duty.theme_words} · {duty.often_words}"
    return answered(request, form, save, _("Text of a duty"), detail, told=BadText)
