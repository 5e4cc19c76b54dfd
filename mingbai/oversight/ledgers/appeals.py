"""申诉: appeals against problems."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Column, Ledger, Moving, by_slot
from mingbai.oversight import permits
from mingbai.oversight.actions import asking as actions
from mingbai.oversight.flow import appeal
from mingbai.oversight.ledgers.extensions import FILTERS
from mingbai.oversight.models import Appeal

appeals = Ledger(
    name="oversight:appeals",
    title=_("Appeals"),
    intro=_("Against a problem and what it cost; decided by somebody who had no part in it."),
    model=Appeal,
    order="-asked_at",
    heading=lambda row: f"{row.problem.title} · {row.said}",
    columns=[
        Column("said", _("What is said against it")),
        Column("problem", _("Problem"), "problem.title"),
        Column("asked_at", _("Asked"), kind="minute", sort="asked_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", spare=True),
    ],
    facts=[
        Column("asked_by", _("Asked by")),
        Column("problem_number", _("Number"), "problem.number"),
        Column("fact", _("Facts found"), "problem.fact"),
        Column("decided_by", _("Judged by")),
        Column("reason", _("Reason")),
    ],
    filters=FILTERS,
    prefetch=["problem"],
    moving=Moving(
        flow=appeal,
        subject="appeal",
        verbs={"uphold": actions.uphold, "refuse": actions.refuse},
    ),
    empty=(_("No appeals"), _("An appeal is made on the page of a problem.")),
    export=by_slot,
    may_export=permits.takes_out,
)
