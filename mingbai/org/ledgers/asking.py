"""The export button of a list: what for, why, how many rows; then a request, which may need approval."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.kit.ledger import Asked, Layout, Ledger
from mingbai.kit.pack import installed
from mingbai.org.actions import exports
from mingbai.org.forms.exporting import AskExport
from mingbai.org.queries.exports import layouts_of

INCOMPLETE = 422
ORDER = "order"  # which no filter of a list is called


def ask_export(request: HttpRequest, ledger: Ledger, asked: Asked) -> HttpResponse:
    """GET asks for purpose and reason, POST makes the request."""
    if "export" not in request.acting.abilities:
        raise exports.MayNotExport(_("Posts of this kind take no lists out of the program."))
    rules = installed().section("exports")
    rows = ledger.matching(request.acting, asked).order_by()[: rules["rows"]["most"] + 1].count()
    layouts = {each.name: each for each in layouts_of(ledger)}
    named = [(each.name, str(each.title)) for each in layouts.values()]
    form = AskExport(request.POST or None, layouts=named, opens="reveal" in request.acting.abilities)
    if request.method == "POST" and form.is_valid():
        try:
            chosen = layouts.get(form.cleaned_data.get("layout", ""))
            counted = chosen.count(request.acting, asked) if chosen else rows
            return _ask(request, chosen or ledger, asked, counted, form.cleaned_data)
        except exports.BadExport as bad:
            form.add_error(None, bad.sentence)
    found: dict[str, Any] = {
        "ledger": ledger,
        "rows": rows,
        "form": form,
        "approval": rows > rules["rows"]["approval_above"],
        "limit": rules["rows"]["approval_above"],
        "on_paper": rules["pdf"]["most_rows"],
        "back": f"{ledger.url()}?{asked.address()}",
    }
    return render(request, "org/ask_export.html", found, status=INCOMPLETE if form.errors else 200)


def _ask(
    request: HttpRequest, ledger: Ledger | Layout, asked: Asked, rows: int, given: dict[str, Any]
) -> HttpResponse:
    export = exports.ask(
        ledger=ledger.name,
        filters={**asked.filters, **({ORDER: asked.order} if asked.order else {})},
        rows=rows,
        purpose=given["purpose"],
        reason=given["reason"],
        kind=given["kind"],
        language=get_language() or "zh-hans",
        identities=given.get("identities", False),
        by=request.acting,
        at=request.at,
    )
    words = _("Asked for. Another post decides.") if export.needs_approval else _("Your list is being made.")
    messages.success(request, words)
    return HttpResponseRedirect(reverse("org:exports-one", args=[export.key]))
