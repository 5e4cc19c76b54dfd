"""Moving several rows at once: the picked rows, which of them can, what is asked, and all or none of them."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingbai.kit.flow import EvidenceWanting, Move, MoveRefused, UnknownMove
from mingbai.kit.ledger import cells, desk
from mingbai.kit.ledger.asked import BadQuestion
from mingbai.kit.ledger.asking import EvidenceForm
from mingbai.kit.ledger.deciding import INCOMPLETE, moving_of, read_evidence, version_of
from mingbai.kit.ledger.ledger import Ledger
from mingbai.kit.ledger.moving import Moving

MOST = 200
TEMPLATE = "kit/ledger/bulk.html"


@dataclass(frozen=True, slots=True)
class Picked:
    """A picked row: as it stands, or why it cannot be moved."""

    row: Any
    key: str
    heading: Any
    reason: Any


def several(ledger: Ledger, request: HttpRequest, move: str) -> HttpResponse:
    """GET with `pick`s shows the preview, POST makes the moves."""
    acting, moving = desk.acting_in(ledger, request), moving_of(ledger, move)
    if move not in moving.bulk:
        raise UnknownMove(_("There is no such step here."), flow=ledger.name, move=move)
    found = moving.flow.moves[move]
    picked = [_pick(ledger, moving, row, found, acting) for row in _rows(ledger, request, acting)]
    if request.method != "POST":
        return render(request, TEMPLATE, _preview(ledger, request, picked, EvidenceForm(found, {})))
    return _make(ledger, moving, request, found, picked)


def _rows(ledger: Ledger, request: HttpRequest, acting: Any) -> list[Any]:
    """The picked rows that the post can see, in the list's order, by one query."""
    keys = (request.POST if request.method == "POST" else request.GET).getlist("pick")
    if not keys or len(keys) > MOST:
        raise BadQuestion(_("Please pick between 1 and %(most)s rows.") % {"most": MOST})
    try:
        found = ledger.with_all(ledger.rows_of(acting)).filter(**{f"{ledger.key}__in": keys})
        return list(found.order_by("id"))
    except (ValueError, TypeError, ValidationError) as wrong:
        raise BadQuestion(_("The form is incomplete. Open the page again.")) from wrong


def _pick(ledger: Ledger, moving: Moving, row: Any, move: Move, acting: Any) -> Picked:
    try:
        moving.flow.check(subject=row, move=move.name, by=acting)
        reason: Any = ""
    except MoveRefused as refused:
        reason = refused.sentence
    return Picked(row, ledger.key_of(row), ledger.heading(row), reason)


def _make(
    ledger: Ledger, moving: Moving, request: HttpRequest, move: Move, picked: list[Picked]
) -> HttpResponse:
    """Every picked row is moved, or none: what a row refuses is raised and undoes the others."""
    acting = desk.acting_in(ledger, request)
    try:
        evidence = read_evidence(moving, move, request)
    except EvidenceWanting as wanting:
        form = EvidenceForm(move, request.POST.dict(), wanting.problems)
        return render(request, TEMPLATE, _preview(ledger, request, picked, form), status=INCOMPLETE)
    with transaction.atomic():
        for pick in picked:
            version = version_of(request.POST.get(f"version-{pick.key}", ""))
            moving.make(
                move=move.name,
                row=pick.row,
                by=acting,
                at=request.at,
                version=version,
                evidence=evidence,
            )
    count = len(picked)
    words = ngettext("Done for %(n)d row: %(move)s.", "Done for %(n)d rows: %(move)s.", count)
    messages.success(request, words % {"n": count, "move": move.title})
    return HttpResponseRedirect(ledger.url())


def _preview(
    ledger: Ledger, request: HttpRequest, picked: list[Picked], form: EvidenceForm
) -> dict[str, Any]:
    move, able = form.move, [pick.row for pick in picked if not pick.reason]
    return {
        "ledger": ledger,
        "move": move,
        "form": form,
        "columns": ledger.seen,
        "able": list(cells.lines(ledger, able, desk.today(request))),
        "unable": [pick for pick in picked if pick.reason],
        "target": moving_of(ledger, move.name).flow.states[move.target],
        "back": ledger.url(),
    }
