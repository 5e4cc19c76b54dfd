"""What a person asks about their own data: decided by another post, or refused with reason and remedy."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Move, Permit, State
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits
from mingbai.registry.states import CorrectionState as S


def _decides(acting: ActingPost, request: Any) -> bool:
    return (
        acting.kind in installed().get("changes.corrections.decide")
        and permits.covers(acting, request.area_code)
        and permits.apart(acting, request.entered_user)
    )


def _enters(acting: ActingPost, request: Any) -> bool:
    return acting.kind in installed().get("changes.corrections.enter") and permits.covers(
        acting, request.area_code
    )


decider = Permit(_("another person's post that decides such requests"), _decides)
writer = Permit(_("a post that writes down such requests"), _enters)

correction = Flow(
    name="correction",
    title=_("Request about one's own data"),
    initial=S.ASKED,
    states=[
        State(S.ASKED, S.ASKED.label, "waiting"),
        State(S.DONE, S.DONE.label, "closed"),
        State(S.REFUSED, S.REFUSED.label, "plain"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
    ],
    moves=[
        Move(
            "grant",
            _("Do as asked"),
            (S.ASKED,),
            S.DONE,
            who=decider,
            within=Deadline(
                lambda _r: Span(installed().get("changes.corrections.decide_within_days"), "days")
            ),
            evidence=(Evidence("reason", _("What was done about it"), required=False),),
            help=_("What is to be corrected is written into the ledger at once; what stood before is kept."),
        ),
        Move(
            "refuse",
            _("Decline"),
            (S.ASKED,),
            S.REFUSED,
            who=decider,
            evidence=(Evidence("reason", _("Reason"), shortest=4),),
            help=_("The person is told the reason and how to complain."),
        ),
        Move("withdraw", _("Withdraw"), (S.ASKED,), S.WITHDRAWN, who=writer),
    ],
)
