"""A month's natural changes pasted from a spreadsheet: a preview with every fault, then drafts."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mingbai.registry.actions import changes
from mingbai.registry.forms.changes_paste import PasteForm
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.queries import changes_paste as pasting
from mingbai.registry.states import ChangeKind

INCOMPLETE = 422


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Paste, look at the preview, keep the good rows (or all, if all are good) as drafts."""
    if not kinds.may("enter", request.acting):
        raise changes.NotYours(_("Only posts of village and township enter natural changes."))
    form = PasteForm(request.POST or None)
    sheet = None
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["lines"]
        sheet = pasting.read(lines, acting=request.acting, today=request.at.date())
        if "keep" in request.POST and sheet.good and _kept(request, sheet):
            return redirect("registry:changes")
    columns = [title for title, _aliases in pasting.COLUMNS.values()]
    headers = "\t".join(aliases[0] for _title, aliases in pasting.COLUMNS.values())
    found: dict[str, Any] = {
        "form": form, "sheet": sheet, "columns": columns, "names": list(pasting.COLUMNS), "headers": headers,
        "lines": [_line(row) for row in sheet.rows] if sheet else [],
    }  # fmt: skip
    return render(request, "registry/changes_paste.html", found, status=INCOMPLETE if form.errors else 200)


def _line(row: pasting.Row) -> dict[str, Any]:
    cells = [(row.cells.get(name, ""), row.wrong.get(name, "")) for name in pasting.COLUMNS]
    return {"number": row.number, "cells": cells, "good": row.good, "other": row.wrong.get("", "")}


def _kept(request: HttpRequest, sheet: pasting.Sheet) -> bool:
    """Make drafts of the good rows, all or none; a row that is refused after all becomes a bad one."""
    try:
        drafts = changes.many([_facts(row) for row in sheet.good], by=request.acting, at=request.at)
    except changes.RowRefused as refused:
        sheet.good[refused.number].wrong[""] = str(refused)
        return False
    count = len(drafts)
    messages.success(
        request, ngettext("%(n)d draft was made.", "%(n)d drafts were made.", count) % {"n": count}
    )
    return True


def _facts(row: pasting.Row) -> changes.NewChange:
    meant = dict(row.meant)
    kind, home = ChangeKind(meant.pop("kind")), meant.pop("household")
    return changes.NewChange(kind=kind, household=home, area_code=home.area_code, **meant)
