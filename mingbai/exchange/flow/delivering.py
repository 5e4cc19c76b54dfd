"""A delivery: sent by one person, checked, accepted by another, replaced by the next version."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.states import DeliveryState as S
from mingbai.kit.flow import Evidence, Flow, Guard, Move, State
from mingbai.kit.scope import ActingPost


def _has_rows(delivery: Any, _acting: ActingPost) -> bool:
    return int(delivery.counts.get("in_force", 0)) > 0


ROWS = Guard(_("No row of this file could be taken. Please mend it and send it again."), _has_rows)
WHY = Evidence("reason", _("Reason"))

delivering = Flow(
    name="delivery",
    title=_("Department's file"),
    initial=S.UPLOADED,
    states=[
        State(S.UPLOADED, S.UPLOADED.label, "waiting"),
        State(S.CHECKED, S.CHECKED.label, "open"),
        State(S.ASKED, S.ASKED.label, "waiting"),
        State(S.ACCEPTED, S.ACCEPTED.label, "closed"),
        State(S.SUPERSEDED, S.SUPERSEDED.label, "plain"),
        State(S.ROLLED_BACK, S.ROLLED_BACK.label, "plain"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
        State(S.EXPIRED, S.EXPIRED.label, "plain"),
    ],
    moves=[
        Move("finish_check", _("Finish the check"), (S.UPLOADED,), S.CHECKED, who=permits.sender),
        Move("send_again", _("Send mended rows"), (S.CHECKED, S.ASKED), S.UPLOADED, who=permits.sender),
        Move("ask", _("Hand in"), (S.CHECKED,), S.ASKED, who=permits.sender, guard=ROWS),
        Move("recheck", _("Check again"), (S.UPLOADED, S.CHECKED), S.UPLOADED, who=permits.sender),
        Move("accept", _("Accept"), (S.ASKED,), S.ACCEPTED, who=permits.accepter, guard=ROWS),
        Move("send_back", _("Send back"), (S.ASKED,), S.CHECKED, who=permits.accepter, evidence=(WHY,)),
        Move("supersede", _("Replace"), (S.ACCEPTED,), S.SUPERSEDED, who=permits.sees_deliveries),
        Move(
            "roll_back", _("Roll back"), (S.ACCEPTED,), S.ROLLED_BACK, who=permits.accepter, evidence=(WHY,),
            danger=True, help=_("The version before comes into force again, if there was one."),
        ),
        Move("restore", _("Bring back"), (S.SUPERSEDED,), S.ACCEPTED, who=permits.sees_deliveries),
        Move(
            "withdraw", _("Withdraw"), (S.UPLOADED, S.CHECKED, S.ASKED), S.WITHDRAWN, who=permits.sender,
            danger=True,
        ),
        Move("expire", _("Erase"), (S.ACCEPTED, S.SUPERSEDED, S.ROLLED_BACK), S.EXPIRED, who=permits.lapses),
    ],
)  # fmt: skip
