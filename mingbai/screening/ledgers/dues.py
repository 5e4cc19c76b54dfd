"""应享未享 by name: who is due what and has not received it, why, and whose move it is."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Ledger, Panel, by_slot
from mingbai.kit.text import Text
from mingbai.org.models.areas import short
from mingbai.org.queries.areas import to_choose
from mingbai.screening import permits
from mingbai.screening.forms.dues import RecordForm
from mingbai.screening.models import DueCase, Finding
from mingbai.screening.queries import applications, dues, matrix
from mingbai.screening.states import Whose


def _case(row: Finding) -> DueCase | None:
    return getattr(row, "due_case", None)


def _whose(row: Finding) -> Text:
    if not row.holds:
        return _("cleared")
    case = _case(row)
    return Whose(case.whose).label if case else Whose.OPEN.label


def _since(row: Finding) -> Any:
    case = _case(row)
    return case.since if case else None


def _why(row: Finding, _request: HttpRequest) -> dict[str, Any]:
    return {"document": applications.document(row), "grounds": dues.grounds(row)}


def _doing(row: Finding, request: HttpRequest) -> dict[str, Any]:
    case = _case(row)
    may = row.holds and permits.records(request.acting, row)
    return {
        "case": case,
        "whose": _whose(row),
        "may": may,
        "form": RecordForm(initial={"since": request.at.date()}) if may else None,
        "steps": [(step, _step(step.move, step.target)) for step in dues.history(case)] if case else [],
    }


def _step(move: str, target: str) -> Text:
    """What a step of a case is called."""
    if move == "arrived":
        return _("The money was found in the payment data: cleared")
    if move == "no_longer_due":
        return _("The newest comparison no longer finds it due: cleared")
    return Whose(target).label


def _paper(row: Finding, request: HttpRequest) -> dict[str, Any] | None:
    if not row.holds or not permits.records(request.acting, row):
        return None
    return {"reveals": "reveal" in request.acting.abilities and row.household_id is not None}


def _links(_request: HttpRequest) -> Sequence[tuple[str, Text]]:
    return [(reverse("screening:due_matrix"), _("By place and policy"))]


due = Ledger(
    name="screening:due",
    title=_("Due and not received, by name"),
    intro=_("It is cleared only when the payment data show the money; nobody can tick it off by hand."),
    model=Finding,
    order="-found_at",
    rows_of=dues.listed,
    who=permits.sees,
    heading=lambda row: f"{row.name} · {dues.title(row)}",
    columns=[
        Column("name", _("Name")),
        Column("head", _("Household of"), "head_name"),
        Column("village", _("Village"), lambda row: short(row.village or "")),
        Column("policy", _("Policy"), dues.title),
        Column("why", _("Why it is due"), dues.reason, spare=True),
        Column("whose", _("Whose move"), _whose),
        Column("since", _("Since"), _since, kind="day"),
        Column("amount", _("Amount by the rules, yuan"), "amount_fen", kind="yuan"),
        Column("found", _("Found on"), "found_at", kind="minute", sort="found_at", spare=True),
    ],
    filters=[
        Choice("rule", _("Policy"), choices=matrix.choices),
        Area("area", _("Area"), "area_code", to_choose),
        Choice("whose", _("Whose move"), field="due_case__whose", choices=Whose.choices),
        Choice("now", _("Now"), field="holds", choices=[("1", _("Not yet received")), ("0", _("Cleared"))]),
    ],
    panels=[
        Panel("why", _("Grounds"), "screening/panels/due_why.html", _why),
        Panel("doing", _("Whose move it is"), "screening/panels/due_doing.html", _doing),
        Panel("paper", _("Prepared application"), "screening/panels/due_paper.html", _paper, aside=True),
    ],
    empty=(_("Nothing here"), _("What the comparison finds due and not received is listed here.")),
    links=_links,
    export=by_slot,
)
