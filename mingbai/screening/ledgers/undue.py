"""待核实享受情况: received without ground, as far as the data tell. For few eyes; nothing stops by itself."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Ledger, Panel, by_slot
from mingbai.org.models.areas import short
from mingbai.org.queries.areas import to_choose
from mingbai.registry.queries.changes import doubted
from mingbai.screening import permits
from mingbai.screening.models import Finding
from mingbai.screening.queries import applications, dues, matrix
from mingbai.screening.queries import undue as queries
from mingbai.screening.states import FindingState

VERIFIED = frozenset({FindingState.TRUE, FindingState.TAKEN_UP})


def _why(row: Finding, _request: HttpRequest) -> dict[str, Any]:
    return {"document": applications.document(row), "grounds": dues.grounds(row)}


def _next(row: Finding, request: HttpRequest) -> dict[str, Any]:
    proposal = doubted(row.key)
    may = proposal is None and row.state in VERIFIED and permits.proposes(request.acting, row)
    return {"proposal": proposal, "may": may, "verified": row.state in VERIFIED}


undue = Ledger(
    name="screening:undue",
    title=_("Received, to be verified"),
    intro=_(
        "The data say that somebody receives what the rules do not give. First it is verified; then the"
        " department gives notice, hears the household and decides in writing. Nothing stops by itself."
    ),
    model=Finding,
    order="-found_at",
    who=permits.sees_undue,
    rows_of=queries.listed,
    heading=lambda row: f"{row.name} · {dues.title(row)}",
    columns=[
        Column("name", _("Name")),
        Column("head", _("Household of"), "head_name"),
        Column("village", _("Village"), lambda row: short(row.village or "")),
        Column("policy", _("Policy"), dues.title),
        Column("why", _("Reason"), dues.reason, spare=True),
        Column("answer", _("Verification"), lambda row: FindingState(row.state).label),
        Column("found", _("Found on"), "found_at", kind="minute", sort="found_at", spare=True),
    ],
    filters=[
        Choice("rule", _("Policy"), choices=matrix.choices),
        Area("area", _("Area"), "area_code", to_choose),
        Choice("state", _("Verification"), choices=FindingState.choices),
    ],
    panels=[
        Panel("why", _("Grounds"), "screening/panels/due_why.html", _why),
        Panel("next", _("Before anything stops"), "screening/panels/undue_next.html", _next),
    ],
    empty=(_("Nothing to verify"), _("What the comparison doubts is listed here, for few posts only.")),
    export=by_slot,
    may_export=permits.takes_out,
)
