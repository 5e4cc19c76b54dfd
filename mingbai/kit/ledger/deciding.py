"""Making a move: first a page that says what will happen and asks for the evidence, then the deed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from mingbai.kit.flow import EvidenceWanting, Move, UnknownMove
from mingbai.kit.flow.evidence import read_all
from mingbai.kit.ledger import desk, detail
from mingbai.kit.ledger.asked import BadQuestion
from mingbai.kit.ledger.asking import EvidenceForm
from mingbai.kit.ledger.ledger import Ledger
from mingbai.kit.ledger.moving import Moving

INCOMPLETE = 422
TEMPLATE = "kit/ledger/move.html"


def decide(ledger: Ledger, request: HttpRequest, key: str, move: str) -> HttpResponse:
    """GET previews a move, POST makes it. Raises MoveRefused's children (kit.views.faults shows them)."""
    acting = desk.acting_in(ledger, request)
    row = desk.row_of(ledger, acting, key)
    moving = moving_of(ledger, move)
    if request.method == "POST":
        return _make(ledger, moving, request, row, move)
    found = moving.flow.check(subject=row, move=move, by=acting)
    return render(request, TEMPLATE, _preview(ledger, request, row, EvidenceForm(found, {})))


def moving_of(ledger: Ledger, move: str) -> Moving:
    """The ledger's moving, if it has a verb for this move. Raises UnknownMove."""
    if ledger.moving is None or move not in ledger.moving.verbs:
        raise UnknownMove(_("There is no such step here."), flow=ledger.name, move=move)
    return ledger.moving


def _make(ledger: Ledger, moving: Moving, request: HttpRequest, row: Any, move: str) -> HttpResponse:
    acting, version = desk.acting_in(ledger, request), version_of(request.POST.get("version", ""))
    found = moving.flow.check(subject=row, move=move, by=acting, version=version)
    try:
        evidence = read_evidence(moving, found, request, row)
        moving.make(move=move, row=row, by=acting, at=request.at, version=version, evidence=evidence)
    except EvidenceWanting as wanting:
        form = EvidenceForm(found, request.POST.dict(), wanting.problems)
        return render(request, TEMPLATE, _preview(ledger, request, row, form), status=INCOMPLETE)
    messages.success(request, _("Done: %(move)s.") % {"move": found.title})
    return HttpResponseRedirect(ledger.url("one", ledger.key_of(row)))


def read_evidence(moving: Moving, move: Move, request: HttpRequest, row: Any = None) -> dict[str, Any]:
    """The evidence of a form, under its names; what was left out is None. Raises EvidenceWanting."""
    kept, problems = read_all(move.evidence, request.POST)
    if problems:
        raise EvidenceWanting(problems, flow=moving.flow.name, move=move.name, subject=row)
    return {item.name: kept.get(item.name) for item in move.evidence}


def version_of(sent: str) -> int:
    """The version that the person saw. Raises BadQuestion."""
    if not sent.isdecimal():
        raise BadQuestion(_("The form is incomplete. Open the page again."))
    return int(sent)


def _preview(ledger: Ledger, request: HttpRequest, row: Any, form: EvidenceForm) -> dict[str, Any]:
    move, flow = form.move, moving_of(ledger, form.move.name).flow
    return {
        "ledger": ledger,
        "row": row,
        "heading": ledger.heading(row),
        "move": move,
        "form": form,
        "facts": detail.facts(ledger, row, desk.today(request)),
        "source": flow.state_of(row),
        "target": flow.states[move.target],
        "next_due": flow.due_after(move, desk.today(request), row),
        "back": ledger.url("one", ledger.key_of(row)),
        "list": ledger.url(),
    }
