"""A duty's text: drafted, submitted, approved by another person, in force until a later one."""

from django.utils.translation import gettext_lazy as _

from mingbai.duties import permits
from mingbai.duties.states import TextState as S
from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Move, State
from mingbai.kit.pack import installed

WITHIN = Deadline(lambda _text: Span(installed().get("duties.text.decide_within_working_days")))

duty_text = Flow(
    name="duty_text",
    title=_("Text of a duty"),
    initial=S.DRAFT,
    states=[
        State(S.DRAFT, S.DRAFT.label, "plain"),
        State(S.SUBMITTED, S.SUBMITTED.label, "waiting"),
        State(S.RETURNED, S.RETURNED.label, "open"),
        State(S.IN_FORCE, S.IN_FORCE.label, "closed"),
        State(S.REPLACED, S.REPLACED.label, "plain"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
    ],
    moves=[
        Move(
            "submit",
            _("Submit for approval"),
            (S.DRAFT, S.RETURNED),
            S.SUBMITTED,
            who=permits.editor,
            help=_("From here on nobody changes its content; another person approves it."),
        ),
        Move(
            "approve",
            _("Put in force"),
            (S.SUBMITTED,),
            S.IN_FORCE,
            who=permits.approver,
            within=WITHIN,
            evidence=(Evidence("seen", _("What you compared it with"), shortest=2),),
            help=_("Every post reads it from its day on; the version before stays readable."),
        ),
        Move(
            "send_back",
            _("Send back"),
            (S.SUBMITTED,),
            S.RETURNED,
            who=permits.approver,
            evidence=(Evidence("reason", _("Reason"), shortest=4),),
        ),
        Move("withdraw", _("Withdraw"), (S.DRAFT, S.SUBMITTED, S.RETURNED), S.WITHDRAWN, who=permits.editor),
        Move(
            "replace",
            _("Replace"),
            (S.IN_FORCE,),
            S.REPLACED,
            who=permits.approver,
            help=_("Done by the program when a later version of the same duty comes into force."),
        ),
    ],
)
