"""A rule that answers proved mostly wrong: mended, or kept with a reason."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Evidence, Flow, Move, State
from mingbai.screening import permits
from mingbai.screening.states import MendState as S

mending = Flow(
    name="mending",
    title=_("Rule to be mended"),
    initial=S.PROPOSED,
    states=[
        State(S.PROPOSED, S.PROPOSED.label, "waiting"),
        State(S.MENDED, S.MENDED.label, "closed"),
        State(S.KEPT, S.KEPT.label, "plain"),
    ],
    moves=[
        Move(
            "mended",
            _("The rule was mended"),
            (S.PROPOSED,),
            S.MENDED,
            who=permits.mender,
            evidence=(Evidence("reason", _("What was changed"), shortest=4),),
            help=_("Answers from now on are counted anew."),
        ),
        Move(
            "kept",
            _("The rule stays as it is"),
            (S.PROPOSED,),
            S.KEPT,
            who=permits.mender,
            evidence=(Evidence("reason", _("Why it is right all the same"), shortest=4),),
        ),
    ],
)
