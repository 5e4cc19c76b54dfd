"""年奖惩: proposed by the frozen year, decided by the county's leaders; open again only until it is told."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Evidence, Flow, Guard, Move, State
from mingbai.oversight import permits
from mingbai.oversight.states import Measure
from mingbai.oversight.states import ProposalState as S

WHY = Evidence("reason", _("Reason"), shortest=4)
LEADER = Evidence(
    "leader",
    _("Named leader"),
    required=False,
    help=_("Only where a unit is to be transformed: who answers for it."),
)

proposal = Flow(
    name="year_proposal",
    title=_("Reward or penalty of the year"),
    initial=S.PROPOSED,
    states=[
        State(S.PROPOSED, S.PROPOSED.label, "waiting"),
        State(S.ADOPTED, S.ADOPTED.label, "closed"),
        State(S.OTHERWISE, S.OTHERWISE.label, "closed"),
        State(S.REFUSED, S.REFUSED.label, "plain"),
    ],
    moves=[
        Move(
            "adopt",
            _("Decide as proposed"),
            (S.PROPOSED,),
            S.ADOPTED,
            who=permits.year_decider,
            evidence=(WHY, LEADER),
        ),
        Move(
            "otherwise",
            _("Decide otherwise"),
            (S.PROPOSED,),
            S.OTHERWISE,
            who=permits.year_decider,
            evidence=(
                Evidence("measure", _("Measure"), "choice", choices=tuple(Measure.choices)),
                WHY,
                LEADER,
            ),
        ),
        Move(
            "refuse",
            _("Do not follow it"),
            (S.PROPOSED,),
            S.REFUSED,
            who=permits.year_decider,
            evidence=(WHY,),
        ),
        Move(
            "reopen",
            _("Decide anew"),
            (S.ADOPTED, S.OTHERWISE, S.REFUSED),
            S.PROPOSED,
            who=permits.year_decider,
            guard=Guard(
                _("All of the year is decided and told: this stands."),
                lambda proposal, _acting: proposal.told_at is None,
            ),
            evidence=(WHY,),
            help=_("What was decided stays in the history; it waits for a new decision."),
        ),
    ],
)
