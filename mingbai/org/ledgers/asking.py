"""The export button of a list: what for, why, how many rows; then a request, which may need approval."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.ledger import Asked, Ledger
from mingbai.kit.pack import installed
from mingbai.org.actions import exports
from mingbai.org.forms.exporting import AskExport

MOST_COUNTED = 200_001
INCOMPLETE = 422


def ask_export(request: HttpRequest, ledger: Ledger, asked: Asked) -> HttpResponse:
    """GET asks for purpose and reason, POST makes the request."""
    if "export" not in request.acting.abilities:
        raise exports.MayNotExport(_("Posts of this kind take no lists out of the program."))
    rows = ledger.matching(request.acting, asked)[:MOST_COUNTED].count()
    form = AskExport(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return _ask(request, ledger, asked, rows, form.cleaned_data)
        except exports.BadExport as bad:
            form.add_error(None, bad.sentence)
    rules = installed().section("exports")
    found: dict[str, Any] = {
        "ledger": ledger,
        "rows": rows,
        "form": form,
        "approval": rows > rules["rows"]["approval_above"],
        "limit": rules["rows"]["approval_above"],
        "back": f"{ledger.url()}?{asked.address()}",
    }
    return render(request, "org/ask_export.html", found, status=INCOMPLETE if form.errors else 200)


def _ask(
    request: HttpRequest, ledger: Ledger, asked: Asked, rows: int, given: dict[str, str]
) -> HttpResponse:
    export = exports.ask(
        ledger=ledger.name,
        filters=dict(asked.filters),
        rows=rows,
        purpose=given["purpose"],
        reason=given["reason"],
        by=request.acting,
        at=request.at,
    )
    words = _("Asked for. Another post decides.") if export.needs_approval else _("Your list is being made.")
    messages.success(request, words)
    return HttpResponseRedirect(reverse("org:exports-one", args=[export.key]))
