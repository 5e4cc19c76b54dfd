"""Rules that answers proved mostly wrong."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Choice, Column, Ledger, Moving, by_slot
from mingbai.screening import permits
from mingbai.screening.actions import rating
from mingbai.screening.flow import mending as flow
from mingbai.screening.models import Mending
from mingbai.screening.queries import words
from mingbai.screening.states import MendState

mendings = Ledger(
    name="screening:mendings",
    title=_("Rules to be mended"),
    intro=_("Rules whose findings people found mostly false. A person mends the rule or says why it stays."),
    model=Mending,
    order="-proposed_at",
    who=permits.mender,
    heading=lambda row: f"{row.rule} · {words.title(row)}",
    columns=[
        Column("title", _("Rule"), words.title),
        Column("rule", _("Code")),
        Column("confirmed", _("Verified true"), kind="number"),
        Column("denied", _("Verified false"), kind="number"),
        Column("since", _("Counted since"), kind="day", spare=True),
        Column("proposed_at", _("Put forward at"), kind="minute", sort="proposed_at", spare=True),
        Column("state", _("State"), kind="state"),
    ],
    facts=[
        Column("decision", _("Decision")),
        Column("decided_by", _("Decided by")),
        Column("decided_at", _("Decided"), kind="minute"),
    ],
    filters=[Choice("state", _("State"), choices=MendState.choices)],
    moving=Moving(flow=flow, subject="mending", verbs={"mended": rating.mended, "kept": rating.kept}),
    export=by_slot,
    may_export=permits.exporter,
    empty=(_("No rule was mostly wrong"), _("The machine counts every answer and proposes by itself.")),
)
