"""A doubtful pair: asked, answered by somebody who knows, asked again if the answer was wrong."""

from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.states import PairState as S
from mingbai.kit.flow import Flow, Move, State

pairing = Flow(
    name="pair",
    title=_("Doubtful pair"),
    initial=S.OPEN,
    states=[
        State(S.OPEN, S.OPEN.label, "waiting"),
        State(S.SAME, S.SAME.label, "closed"),
        State(S.OTHER, S.OTHER.label, "closed"),
        State(S.UNSURE, S.UNSURE.label, "open"),
    ],
    moves=[
        Move("same", _("The same person"), (S.OPEN, S.UNSURE), S.SAME, who=permits.tender),
        Move("other", _("Somebody else"), (S.OPEN, S.UNSURE), S.OTHER, who=permits.tender),
        Move("unsure", _("Cannot be told"), (S.OPEN,), S.UNSURE, who=permits.tender),
        Move("reopen", _("Ask again"), (S.SAME, S.OTHER, S.UNSURE), S.OPEN, who=permits.tender),
    ],
)
