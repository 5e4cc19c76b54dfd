"""An entrusted comparison: drafted, approved by another, the list handed out, the answer taken in."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.states import EntrustedState as S
from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Guard, Move, State
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost


def _has_people(request: Any, _acting: ActingPost) -> bool:
    return bool(request.people)


def _answer_within(_request: Any) -> Span:
    days: int = installed().get("exchange.entrusted.answer_within_working_days")
    return Span(days)


PEOPLE = Guard(_("The list is empty: nobody of this group has a number that checks."), _has_people)
WHY = Evidence("reason", _("Reason"))

entrusting = Flow(
    name="entrusted",
    title=_("Entrusted comparison"),
    initial=S.DRAFT,
    states=[
        State(S.DRAFT, S.DRAFT.label, "open"),
        State(S.ASKED, S.ASKED.label, "waiting"),
        State(S.APPROVED, S.APPROVED.label, "open"),
        State(S.SENT, S.SENT.label, "waiting"),
        State(S.ANSWERED, S.ANSWERED.label, "closed"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
    ],
    moves=[
        Move("ask", _("Ask for approval"), (S.DRAFT,), S.ASKED, who=permits.asker, guard=PEOPLE),
        Move("approve", _("Approve the request"), (S.ASKED,), S.APPROVED, who=permits.approver),
        Move("send_back", _("Send back"), (S.ASKED,), S.DRAFT, who=permits.approver, evidence=(WHY,)),
        Move(
            "hand_out", _("Make the list"), (S.APPROVED,), S.SENT, who=permits.asker,
            help=_("The numbers are opened for this list: the look is recorded for each of them."),
        ),
        Move(
            "answer", _("Take the answer in"), (S.SENT, S.ANSWERED), S.ANSWERED, who=permits.entruster,
            within=Deadline(_answer_within),
        ),
        Move(
            "withdraw", _("Withdraw"), (S.DRAFT, S.ASKED, S.APPROVED), S.WITHDRAWN, who=permits.asker,
            danger=True,
        ),
    ],
)  # fmt: skip
