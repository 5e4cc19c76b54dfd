"""Proposing a change of the rule book, mending it, its scan, and asking for its check."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mingbai.kit.files.uploads import Upload
from mingbai.kit.refusal import Refused
from mingbai.rulebook.book import Book, Parameter
from mingbai.screening import permits
from mingbai.screening.actions import book as actions
from mingbai.screening.forms.book import ConfirmForm, ValueForm, begun
from mingbai.screening.models import BookChange
from mingbai.screening.queries import book as changes
from mingbai.screening.queries import editions, library, values
from mingbai.screening.states import BookChangeKind as Kind

INCOMPLETE, ATTEMPT = 422, 403
GET_POST = require_http_methods(["GET", "HEAD", "POST"])
Save = Callable[[Any], BookChange]


@GET_POST
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """A value of the county's own; it begins with what stands in the book."""
    book = _may(request)
    parameter = _parameter(book, code)
    form = ValueForm(
        request.POST or None, request.FILES or None, book=book, parameter=parameter,
        initial={"typed": _standing(parameter, request)},
    )  # fmt: skip

    def save(form: Any) -> BookChange:
        given = form.cleaned_data
        facts = form.proposal(Kind.VALUE, code, given["since"], given["typed"])
        return actions.draft(facts=facts, scan=_scan(form), by=request.acting, at=request.at)

    return _answer(request, form, save, library.text(parameter.words), _("A value of the county's own"))


def _standing(parameter: Parameter, request: HttpRequest) -> str:
    dated = parameter.on(request.at.date())
    return values.for_typing(values.packed(parameter, dated.value)) if dated else ""


@GET_POST
def confirm(request: HttpRequest, code: str, since: str) -> HttpResponse:
    """A value confirmed as it stands, by its document."""
    book = _may(request)
    parameter = _parameter(book, code)
    day = _day(since)
    dated = next((one for one in parameter.values if one.since == day), None)
    if dated is None:
        raise Http404(since)
    form = ConfirmForm(
        request.POST or None, request.FILES or None, book=book, initial={"document": dated.document}
    )

    def save(form: Any) -> BookChange:
        facts = form.proposal(Kind.CONFIRM, code, day)
        return actions.draft(facts=facts, scan=_scan(form), by=request.acting, at=request.at)

    told = _("It stands from %(day)s: %(value)s.") % {
        "day": since, "value": values.words(parameter, dated.value),
    }  # fmt: skip
    return _answer(request, form, save, library.text(parameter.words), _("A value confirmed"), told)


@GET_POST
def confirm_rule(request: HttpRequest, code: str) -> HttpResponse:
    """A rule confirmed as it stands, by its document."""
    book = _may(request)
    if code not in book.rules:
        raise Http404(code)
    rule = book.rules[code]
    form = ConfirmForm(
        request.POST or None, request.FILES or None, book=book, initial={"document": rule.document}
    )

    def save(form: Any) -> BookChange:
        facts = form.proposal(Kind.RULE, code)
        return actions.draft(facts=facts, scan=_scan(form), by=request.acting, at=request.at)

    return _answer(request, form, save, library.text(rule.title), _("A rule confirmed"))


@GET_POST
def mend(request: HttpRequest, key: UUID) -> HttpResponse:
    """What a draft says, once more."""
    book, change = _may(request), _change(request, key)
    valued = change.kind == Kind.VALUE
    sent: Any = {"data": request.POST or None, "files": request.FILES or None, "book": book}
    form: Any = (
        ValueForm(**sent, parameter=_parameter(book, change.code), initial=begun(change))
        if valued
        else ConfirmForm(**sent, initial=begun(change))
    )

    def save(form: Any) -> BookChange:
        given = form.cleaned_data
        since = given["since"] if valued else change.since
        facts = form.proposal(Kind(change.kind), change.code, since, given["typed"] if valued else "")
        actions.amend(change=change, facts=facts, scan=_scan(form), by=request.acting, at=request.at)
        return change

    return _answer(request, form, save, changes.title(change), str(change.get_kind_display()))


@require_POST
def check(request: HttpRequest, key: UUID) -> HttpResponse:
    """Ask for the check."""
    change = _change(request, key)
    actions.ask_check(change=change, by=request.acting, at=request.at)
    messages.success(request, _("The whole book is being loaded with it, and every example answered."))
    return redirect("screening:book_changes-one", key=change.key)


def _answer(request: HttpRequest, form: Any, save: Save, *words: str) -> HttpResponse:
    """Show the form, or keep what it says; `words`: about what, and what is done with it."""
    if request.method == "POST" and form.is_valid():
        try:
            return _saved(request, save(form))
        except Refused as bad:
            if bad.status == ATTEMPT:
                raise
            form.add_error(None, str(bad))
    found = {"form": form, "title": words[0], "what": " · ".join(words[1:])}
    return render(request, "screening/change_form.html", found, status=INCOMPLETE if form.errors else 200)


def _scan(form: Any) -> Upload | None:
    sent = form.cleaned_data["paper"]
    return Upload(sent.name, sent.chunks()) if sent else None


def _saved(request: HttpRequest, change: BookChange) -> HttpResponse:
    """Begin the check at once: nobody should have to think of it."""
    actions.ask_check(change=change, by=request.acting, at=request.at)
    messages.success(request, _("Kept as a draft. It is being checked against the whole book."))
    return redirect("screening:book_changes-one", key=change.key)


def _may(request: HttpRequest) -> Book:
    if not permits.edits_book(request.acting):
        raise PermissionDenied(permits.book_editor.sentence())
    return editions.current()


def _parameter(book: Book, code: str) -> Parameter:
    if code not in book.parameters:
        raise Http404(code)
    return book.parameters[code]


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise Http404(text) from wrong


def _change(request: HttpRequest, key: UUID) -> BookChange:
    found = changes.change(request.acting, key)
    if found is None:
        raise Http404(key)
    return found
