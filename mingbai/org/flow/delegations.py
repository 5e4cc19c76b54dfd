"""A post lent for leave: asked, approved by a superior, in force for its days, over."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Move, State
from mingbai.kit.pack import installed
from mingbai.org import permits
from mingbai.org.states import DelegationState as S


def _decision_span(_delegation: object) -> Span:
    return Span(installed().get("delegation.decide_within_working_days"), "working_days")


delegation = Flow(
    name="delegation",
    title=_("Delegation of a post"),
    initial=S.ASKED,
    states=[
        State(S.ASKED, S.ASKED.label, "waiting"),
        State(S.APPROVED, S.APPROVED.label, "open"),
        State(S.RUNNING, S.RUNNING.label, "open"),
        State(S.REFUSED, S.REFUSED.label, "plain"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
        State(S.ENDED, S.ENDED.label, "closed"),
    ],
    moves=[
        Move(
            "approve",
            _("Approve"),
            (S.ASKED,),
            S.APPROVED,
            who=permits.supervisor,
            within=Deadline(_decision_span),
        ),
        Move(
            "refuse",
            _("Refuse"),
            (S.ASKED,),
            S.REFUSED,
            who=permits.supervisor,
            evidence=(Evidence("reason", _("Reason")),),
        ),
        Move("withdraw", _("Withdraw"), (S.ASKED, S.APPROVED), S.WITHDRAWN, who=permits.giver),
        Move("start", _("Come into force"), (S.APPROVED,), S.RUNNING, who=permits.machine),
        Move(
            "end",
            _("End now"),
            (S.RUNNING, S.APPROVED),
            S.ENDED,
            who=permits.ends_delegation,
            danger=True,
            help=_("The person who stands in loses the post on the next click."),
        ),
        Move("lapse", _("Lapse"), (S.ASKED, S.APPROVED, S.RUNNING), S.ENDED, who=permits.machine),
    ],
)
