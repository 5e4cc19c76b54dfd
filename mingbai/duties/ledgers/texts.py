"""Versions of duties' texts: what is in force, what was, and for the county what is on its way."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.duties import permits
from mingbai.duties.actions import texts as actions
from mingbai.duties.flow import duty_text
from mingbai.duties.models import DutyText
from mingbai.duties.queries import lists
from mingbai.duties.states import OPEN, TextState
from mingbai.kit.ledger import Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.kit.shown import day_of


def _content(row: DutyText, request: HttpRequest) -> dict[str, Any]:
    return {
        "duty": lists.one(row.duty, day_of(request.at)),
        "mends": row.state in OPEN and permits.editor(request.acting, row),
    }


texts = Ledger(
    name="duties:texts",
    title=_("Texts of duties"),
    intro=_("Each change with its day and its paper, approved by another person; version 0 is the pack's."),
    model=DutyText,
    who=permits.holder,
    order="-entered_at",
    heading=lambda row: f"{row.words[:40]} · {row.number}",
    columns=[
        Column("words", _("The duty in words")),
        Column("duty", _("Code"), spare=True),
        Column("number", _("Version"), kind="number"),
        Column("since", _("Holds from"), kind="day"),
        Column("entered_by", _("Proposed by"), spare=True),
        Column("entered_at", _("Proposed on"), kind="minute", sort="entered_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", spare=True),
    ],
    facts=[
        Column("reason", _("Reason")),
        Column("decided_by", _("Decided by")),
        Column("decided_at", _("Decided"), kind="minute"),
    ],
    panels=[Panel("content", _("What it changes"), "duties/panels/text.html", _content)],
    filters=[Choice("state", _("State"), choices=TextState.choices)],
    prefetch=["document"],
    moving=Moving(
        flow=duty_text,
        subject="text",
        verbs={
            "submit": actions.submit,
            "approve": actions.approve,
            "send_back": actions.send_back,
            "withdraw": actions.withdraw,
        },
    ),
    empty=(_("No text was changed yet"), _("The county office changes one on the page of the duty.")),
    export=by_slot,
    may_export=permits.takes_out,
)
