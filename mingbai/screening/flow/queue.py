"""待识别: a household in which a risk was verified waits for its township to begin the identification."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Move, State
from mingbai.screening import permits
from mingbai.screening.queries import rules
from mingbai.screening.states import QueueState as S

CLOCK = Deadline(lambda _row: Span(rules.days("identify_within_days"), "days"))

to_identify = Flow(
    name="to_identify",
    title=_("Household to be identified"),
    initial=S.WAITING,
    states=[
        State(S.WAITING, S.WAITING.label, "waiting"),
        State(S.BEGUN, S.BEGUN.label, "closed"),
        State(S.NOT_NEEDED, S.NOT_NEEDED.label, "closed"),
        State(S.FALLEN, S.FALLEN.label, "plain"),
    ],
    moves=[
        Move(
            "begin_identifying",
            _("Begin the identification"),
            (S.WAITING,),
            S.BEGUN,
            who=permits.identifier,
            within=CLOCK,
            evidence=(Evidence("reason", _("Who visits the household, and when"), shortest=4),),
            help=_("The verified risks behind it count as taken up."),
        ),
        Move(
            "not_needed",
            _("No identification needed"),
            (S.WAITING,),
            S.NOT_NEEDED,
            who=permits.identifier,
            evidence=(Evidence("reason", _("Why not"), shortest=4),),
            help=_("The verified risks behind it are closed with this reason."),
        ),
        Move(
            "fall",
            _("The doubt proved false"),
            (S.WAITING,),
            S.FALLEN,
            who=permits.righter,
        ),
    ],
)
