"""What the columns of a list mean: the guess beside the first rows, corrected by a person."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from mingbai.exchange.actions import handed as actions
from mingbai.exchange.actions.handed import asking
from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.models import HandedList
from mingbai.exchange.queries import handed_sheets
from mingbai.exchange.queries.handed_sheets import Sheet
from mingbai.exchange.views.handed import done, listed
from mingbai.kit.pack import installed
from mingbai.kit.redact import masked
from mingbai.tables.grids import grids
from mingbai.tables.workbook import letters

INCOMPLETE = 422
SAMPLE, LONGEST = 3, 24


@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, key: Any) -> HttpResponse:
    """Look at each sheet's columns, correct them, have the rows matched."""
    made, trouble = listed(request, key), ""
    if request.method == "POST":
        try:
            answer = _answered(request, made)
        except BadList as bad:
            trouble = str(bad.sentence)
        else:
            return answer
    return render(
        request,
        "exchange/handed_columns.html",
        _page(request, made, trouble),
        status=INCOMPLETE if trouble else 200,
    )


def _answered(request: HttpRequest, made: HandedList) -> HttpResponse:
    look = request.POST.get("look", "")
    if look.isdecimal():
        row = request.POST.get(f"header-{look}", "")
        if not row.isdecimal():
            raise BadList(_("Please give a whole number."))
        actions.look_again(
            handed=made, number=int(look), header_row=int(row), by=request.acting, at=request.at
        )
        return redirect("exchange:handed_columns", made.key)
    chosen = {sheet.number: _chosen(request, sheet) for sheet in handed_sheets.kept(made)}
    words, topic = request.POST.get("words", ""), request.POST.get("topic", "")
    actions.choose(handed=made, sheets=chosen, words=words, topic=topic, by=request.acting, at=request.at)
    asking.split(handed=made, by=request.acting, at=request.at)
    done(request, _("The columns are remembered for this sender."))
    return redirect("exchange:handed-one", made.key)


def _chosen(request: HttpRequest, sheet: Sheet) -> actions.Chosen:
    meanings = tuple(
        request.POST.get(f"m-{sheet.number}-{at}", meaning) for at, meaning in enumerate(sheet.meanings)
    )
    return actions.Chosen(used=f"use-{sheet.number}" in request.POST, meanings=meanings)


def _page(request: HttpRequest, made: HandedList, trouble: str) -> dict[str, Any]:
    section, language = installed().section("handed"), get_language() or "zh"
    with actions.opened(made) as path:
        found = {grid.number: grid.rows for grid in grids(path)[1]}
    return {
        "handed": made,
        "trouble": trouble,
        "sheets": [_sheet(request, sheet, found.get(sheet.number, [])) for sheet in handed_sheets.kept(made)],
        "meanings": [(code, one["name"].said(language)) for code, one in section["columns"].items()],
        "words": [(code, f"{one['yes']} / {one['no']}") for code, one in section["words"].items()],
        "topics": [(code, one["name"].said(language)) for code, one in section["topics"].items()],
        "chosen_words": request.POST.get("words", made.words),
        "chosen_topic": request.POST.get("topic", made.topic),
    }


def _sheet(request: HttpRequest, sheet: Sheet, rows: list[list[str]]) -> dict[str, Any]:
    body = [row for row in rows[sheet.first_row :] if any(cell.strip() for cell in row)][:SAMPLE]
    posted = request.method == "POST"
    lines = [
        {
            "letters": letters(at), "label": label, "group": sheet.groups[at],
            "name": f"m-{sheet.number}-{at}",
            "meaning": request.POST.get(f"m-{sheet.number}-{at}", sheet.meanings[at]),
            "cells": [masked(row[at].strip())[:LONGEST] for row in body if at < len(row) and row[at].strip()],
        }
        for at, label in enumerate(sheet.labels)
        if label or any(at < len(row) and row[at].strip() for row in body)
    ]  # fmt: skip
    used = f"use-{sheet.number}" in request.POST if posted else sheet.used
    return {"sheet": sheet, "lines": lines, "used": used, "header_row": sheet.first_row}
