"""好做法: proposed by one person of the county office, decided by another; it can be taken back."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Evidence, Flow, Guard, Move, State
from mingbai.oversight import permits
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import PracticeState as S
from mingbai.oversight.states import Subject

WHY = Evidence("reason", _("Reason"), shortest=4)
NOT_SCORED = _("Units are not scored in this era: problems and their closing stay.")
COUNTED = Guard(
    NOT_SCORED,
    lambda _practice, _acting: scored(Subject.VILLAGE),
)

practice = Flow(
    name="practice",
    title=_("Good practice"),
    initial=S.PROPOSED,
    states=[
        State(S.PROPOSED, S.PROPOSED.label, "waiting"),
        State(S.ADOPTED, S.ADOPTED.label, "closed"),
        State(S.REFUSED, S.REFUSED.label, "plain"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
    ],
    moves=[
        Move(
            "adopt",
            _("Adopt for others"),
            (S.PROPOSED,),
            S.ADOPTED,
            who=permits.adopts,
            guard=COUNTED,
            evidence=(WHY,),
            help=_("Its unit has the bonus in this month's score."),
        ),
        Move("refuse", _("Do not adopt"), (S.PROPOSED,), S.REFUSED, who=permits.adopts, evidence=(WHY,)),
        Move(
            "withdraw",
            _("Take the adoption back"),
            (S.ADOPTED,),
            S.WITHDRAWN,
            who=permits.office,
            evidence=(WHY,),
            danger=True,
            help=_("The bonus is taken back, in the month that is open now."),
        ),
    ],
)
