"""疑点分办: a list from above is read, split, sent, urged and given back; each of its rows is answered."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.states import HandedRowState as R
from mingbai.exchange.states import HandedState as S
from mingbai.kit.flow import Evidence, Flow, Guard, Move, State
from mingbai.kit.scope import ActingPost

WHY = Evidence("reason", _("Reason"), shortest=2)
DUE = Evidence("due", _("To be answered by"), kind="date")


def _answered_before(row: Any, _acting: ActingPost) -> bool:
    return bool(row.known)


def _has_somebody(row: Any, _acting: ActingPost) -> bool:
    return bool(row.matched)


KNOWN = Guard(_("No earlier list has the same doubt about this person."), _answered_before)
SOMEBODY = Guard(_("Nobody is matched yet: please match the row first."), _has_somebody)

handed = Flow(
    name="handed",
    title=_("List from above"),
    initial=S.RECEIVED,
    states=[
        State(S.RECEIVED, S.RECEIVED.label, "waiting"),
        State(S.COLUMNS, S.COLUMNS.label, "open"),
        State(S.SPLIT, S.SPLIT.label, "open"),
        State(S.SENT, S.SENT.label, "waiting"),
        State(S.RETURNED, S.RETURNED.label, "closed"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
    ],
    moves=[
        Move("read", _("Read the file"), (S.RECEIVED,), S.COLUMNS, who=permits.handles),
        Move("split", _("Match and split"), (S.RECEIVED, S.COLUMNS, S.SPLIT), S.SPLIT, who=permits.handles),
        Move(
            "correct_columns", _("Correct the columns"), (S.SPLIT,), S.COLUMNS, who=permits.handles,
            help=_("The rows are matched anew; nothing has been sent yet."),
        ),
        Move(
            "send", _("Send to townships and villages"), (S.SPLIT,), S.SENT, who=permits.handles,
            help=_("Every matched row goes to its village; what lies aside stays here."),
        ),
        Move(
            "urge", _("Urge the late"), (S.SENT,), S.SENT, who=permits.handles,
            help=_("Every row without an answer is marked as urged and rises on Today of its village."),
        ),
        Move("postpone", _("Set another day"), (S.SENT,), S.SENT, who=permits.handles, evidence=(DUE,)),
        Move(
            "give_back", _("Make the feedback file"), (S.SENT, S.RETURNED), S.RETURNED, who=permits.handles,
            help=_("The superior's own file comes back with the reply columns filled; other cells stay."),
        ),
        Move(
            "send_rest", _("Send what was matched since"), (S.SENT, S.RETURNED), S.SENT, who=permits.handles
        ),
        Move(
            "withdraw", _("Withdraw"), (S.RECEIVED, S.COLUMNS, S.SPLIT), S.WITHDRAWN, who=permits.handles,
            danger=True,
        ),
    ],
)  # fmt: skip

handed_row = Flow(
    name="handed_row",
    title=_("Doubt from above"),
    initial=R.ASIDE,
    states=[
        State(R.ASIDE, R.ASIDE.label, "open"),
        State(R.READY, R.READY.label, "open"),
        State(R.SENT, R.SENT.label, "waiting"),
        State(R.ANSWERED, R.ANSWERED.label, "closed"),
        State(R.CONTRADICTS, R.CONTRADICTS.label, "waiting"),
        State(R.NOT_OURS, R.NOT_OURS.label, "plain"),
    ],
    moves=[
        Move("match", _("Match"), (R.ASIDE, R.READY, R.NOT_OURS), R.READY, who=permits.handles),
        Move(
            "not_ours", _("Not ours"), (R.ASIDE, R.READY), R.NOT_OURS, who=permits.handles, evidence=(WHY,),
            help=_("The reason is written into the reply column."),
        ),
        Move("take_back", _("Set aside again"), (R.NOT_OURS, R.READY), R.ASIDE, who=permits.handles),
        Move("send", _("Send"), (R.READY,), R.SENT, who=permits.handles, guard=SOMEBODY),
        Move(
            "confirm_known", _("Confirm last month's answer"), (R.READY,), R.ANSWERED, who=permits.handles,
            guard=KNOWN, help=_("The same doubt about the same person was answered before, with its proof."),
        ),
        Move(
            "answer", _("Report back"), (R.SENT, R.ANSWERED, R.CONTRADICTS), R.ANSWERED, who=permits.answers
        ),
        Move(
            "answer_doubtful", _("Answer against the ledger"), (R.SENT, R.ANSWERED, R.CONTRADICTS),
            R.CONTRADICTS, who=permits.answers,
        ),
        Move("urge", _("Urge"), (R.SENT,), R.SENT, who=permits.handles),
        Move("miss", _("Nobody reached"), (R.SENT, R.ANSWERED, R.CONTRADICTS), R.SENT, who=permits.answers),
        Move(
            "let_stand", _("The answer stands"), (R.CONTRADICTS,), R.ANSWERED, who=permits.handles,
            evidence=(WHY,), help=_("The ledger is to be mended, or is not up to date: say why."),
        ),
        Move(
            "ask_again", _("Ask again"), (R.ANSWERED, R.CONTRADICTS), R.SENT, who=permits.handles,
            evidence=(WHY,), help=_("The village answers anew; the earlier answer stays in the timeline."),
        ),
    ],
)  # fmt: skip
