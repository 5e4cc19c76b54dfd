"""延期申请: requests for more time."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Choice, Column, Ledger, Moving, by_slot
from mingbai.org.queries.areas import to_choose
from mingbai.oversight import permits
from mingbai.oversight.actions import asking as actions
from mingbai.oversight.flow import extension
from mingbai.oversight.models import Extension
from mingbai.oversight.states import AskState

FILTERS = (
    Choice("state", _("State"), choices=AskState.choices),
    Area("area", _("Area"), "area_code", to_choose),
)

extensions = Ledger(
    name="oversight:extensions",
    title=_("Requests for more time"),
    model=Extension,
    order="-asked_at",
    heading=lambda row: f"{row.problem.title} · {row.reason}",
    columns=[
        Column("reason", _("Reason")),
        Column("days", _("Working days more"), kind="number"),
        Column("problem", _("Problem"), "problem.title"),
        Column("asked_at", _("Asked"), kind="minute", sort="asked_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", spare=True),
    ],
    facts=[
        Column("asked_by", _("Asked by")),
        Column("problem_number", _("Number"), "problem.number"),
        Column("deadline", _("Deadline of the problem"), "problem.deadline", kind="day"),
        Column("decided_by", _("Judged by")),
        Column("answer", _("Answer")),
    ],
    filters=FILTERS,
    prefetch=["problem"],
    moving=Moving(
        flow=extension,
        subject="extension",
        verbs={"grant": actions.grant, "refuse": actions.refuse_time},
    ),
    empty=(_("Nobody asked for more time"), _("It is asked for on the page of a problem.")),
    export=by_slot,
    may_export=permits.takes_out,
)
