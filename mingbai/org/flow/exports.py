"""Data leaving the program: asked with a reason, above the limit approved by another, made, fetched."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Guard, Move, State
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org import permits
from mingbai.org.states import ExportState as S


def _decision_span(_export: object) -> Span:
    return Span(installed().get("exports.decide_within_working_days"), "working_days")


def _may_be_made(export: Any, _acting: ActingPost) -> bool:
    """Small exports without full identities are made at once, the others once another post approved."""
    return export.state == S.APPROVED or not export.needs_approval


export = Flow(
    name="export",
    title=_("Export"),
    initial=S.ASKED,
    states=[
        State(S.ASKED, S.ASKED.label, "waiting"),
        State(S.APPROVED, S.APPROVED.label, "open"),
        State(S.REFUSED, S.REFUSED.label, "plain"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
        State(S.MAKING, S.MAKING.label, "waiting"),
        State(S.READY, S.READY.label, "open"),
        State(S.FETCHED, S.FETCHED.label, "closed"),
        State(S.FAILED, S.FAILED.label, "danger"),
        State(S.EXPIRED, S.EXPIRED.label, "plain"),
    ],
    moves=[
        Move(
            "approve",
            _("Approve"),
            (S.ASKED,),
            S.APPROVED,
            who=permits.export_approver,
            within=Deadline(_decision_span),
        ),
        Move(
            "refuse",
            _("Refuse"),
            (S.ASKED,),
            S.REFUSED,
            who=permits.export_approver,
            evidence=(Evidence("reason", _("Reason")),),
        ),
        Move("withdraw", _("Withdraw"), (S.ASKED, S.APPROVED), S.WITHDRAWN, who=permits.asker),
        Move(
            "begin_making",
            _("Begin making"),
            (S.ASKED, S.APPROVED),
            S.MAKING,
            who=permits.machine,
            guard=Guard(_("So many rows need another post's approval first."), _may_be_made),
        ),
        Move("finish", _("Finish"), (S.MAKING,), S.READY, who=permits.machine),
        Move("fail", _("Fail"), (S.MAKING,), S.FAILED, who=permits.machine),
        Move("fetch", _("Fetch"), (S.READY, S.FETCHED), S.FETCHED, who=permits.asker),
        Move("expire", _("Expire"), (S.READY, S.FETCHED), S.EXPIRED, who=permits.machine),
    ],
)
