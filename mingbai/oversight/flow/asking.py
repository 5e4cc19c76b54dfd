"""More time and appeals: asked by one, decided by another."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Move, State
from mingbai.kit.pack import installed
from mingbai.oversight import permits
from mingbai.oversight.states import AskState as S

WHY = Evidence("reason", _("Reason"), shortest=4)
STATES = [
    State(S.ASKED, S.ASKED.label, "waiting"),
    State(S.GRANTED, S.GRANTED.label, "closed"),
    State(S.REFUSED, S.REFUSED.label, "plain"),
]
WITHIN = Deadline(lambda _asked: Span(installed().get("oversight.close_out.appeal_within_working_days")))

extension = Flow(
    name="extension",
    title=_("Request for more time"),
    initial=S.ASKED,
    states=STATES,
    moves=[
        Move("grant", _("Grant"), (S.ASKED,), S.GRANTED, who=permits.grants_time, within=WITHIN),
        Move("refuse", _("Turn down"), (S.ASKED,), S.REFUSED, who=permits.grants_time, evidence=(WHY,)),
    ],
)
appeal = Flow(
    name="appeal",
    title=_("Appeal"),
    initial=S.ASKED,
    states=STATES,
    moves=[
        Move(
            "uphold",
            _("Uphold the appeal"),
            (S.ASKED,),
            S.GRANTED,
            who=permits.judges,
            within=WITHIN,
            evidence=(WHY,),
            help=_("The problem is withdrawn, and every score that rested on it is reckoned anew."),
        ),
        Move("refuse", _("Turn down"), (S.ASKED,), S.REFUSED, who=permits.judges, evidence=(WHY,)),
    ],
)
