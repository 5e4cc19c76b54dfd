"""A problem's way to being closed (handbook G.8): five persons sign, nobody twice; no clock restarts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Calendar, Due, Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Guard, Move, State
from mingbai.oversight import permits
from mingbai.oversight.states import ProblemState as S


@dataclass(frozen=True, slots=True)
class Standing(Deadline):
    """The problem's own deadline, however often it goes forth and back."""

    def falls_on(self, start: date, subject: Any, calendar: Calendar) -> Due:
        day = subject.deadline or start
        return Due(day, calendar.warning(start, day))

    def words(self) -> str:
        return gettext("the problem's own deadline")


UNTIL = Standing(Span(0))
WHY = Evidence("reason", _("Reason"), shortest=4)
SEEN = Evidence("seen", _("What was seen there, in whose presence"), shortest=6)
DESPITE = Evidence(
    "despite",
    _("Why it is closed although its rule still holds"),
    required=False,
    shortest=6,
    help=_("Only where the test says so: for example, paid, and the bank's file comes next month."),
)
ON_THE_WAY = (S.ASSIGNED, S.RECTIFIED, S.CHECKED, S.SIGNED, S.VERIFIED)
# 催办 and 提级督办 move nothing; they are told in the timeline, and the clock runs on.
URGING = (
    Move(
        "urge", _("Urge"), (S.ASSIGNED,), S.ASSIGNED, who=permits.office, keeps_due=True,
        help=_("It stands as urged on Today of who has to mend it."),
    ),
    Move(
        "raise_above", _("Raise to the linked leader"), (S.ASSIGNED,), S.ASSIGNED, who=permits.office,
        guard=Guard(_("It is raised already."), lambda problem, _acting: not problem.raised_above),
        keeps_due=True, help=_("It stands on Today of the county leader who is linked to the township."),
    ),
    Move(
        "instruct", _("Give an instruction"), (S.ASSIGNED,), S.ASSIGNED, who=permits.linked,
        guard=Guard(_("It has not been raised."), lambda problem, _acting: problem.raised_above),
        evidence=(Evidence("instruction", _("Instruction"), shortest=4),), keeps_due=True,
    ),
)  # fmt: skip

problem = Flow(
    name="problem",
    title=_("Problem"),
    initial=S.LISTED,
    states=[
        State(S.LISTED, S.LISTED.label, "open"),
        State(S.ASSIGNED, S.ASSIGNED.label, "open"),
        State(S.RECTIFIED, S.RECTIFIED.label, "waiting"),
        State(S.CHECKED, S.CHECKED.label, "waiting"),
        State(S.SIGNED, S.SIGNED.label, "waiting"),
        State(S.VERIFIED, S.VERIFIED.label, "waiting"),
        State(S.CLOSED, S.CLOSED.label, "closed"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
    ],
    moves=[
        Move("assign", _("Assign"), (S.LISTED,), S.ASSIGNED, who=permits.office),
        Move(
            "rectify",
            _("Rectified"),
            (S.ASSIGNED,),
            S.RECTIFIED,
            who=permits.rectifier,
            within=UNTIL,
            evidence=(
                Evidence("measure", _("What was done"), shortest=6),
                Evidence("proof", _("What proves it"), shortest=4),
            ),
            help=_("Attach the paper, the payment slip or the photograph below, if it proves something."),
        ),
        Move(
            "check", _("Checked by the village"), (S.RECTIFIED,), S.CHECKED, who=permits.checker, within=UNTIL
        ),
        Move("sign", _("Sign for the township"), (S.CHECKED,), S.SIGNED, who=permits.signer, within=UNTIL),
        Move(
            "verify",
            _("Verified on the spot"),
            (S.SIGNED,),
            S.VERIFIED,
            who=permits.verifier,
            within=UNTIL,
            evidence=(SEEN,),
        ),
        Move(
            "close",
            _("Close"),
            (S.VERIFIED,),
            S.CLOSED,
            who=permits.approver,
            within=UNTIL,
            evidence=(DESPITE,),
            help=_("What a comparison found is tested again on today's facts first; that may take a moment."),
        ),
        Move(
            "send_back",
            _("Send back to be redone"),
            (S.RECTIFIED, S.CHECKED, S.SIGNED, S.VERIFIED),
            S.ASSIGNED,
            who=permits.returner,
            evidence=(WHY,),
        ),
        Move(
            "reopen",
            _("Reopen"),
            (S.CLOSED,),
            S.ASSIGNED,
            who=permits.reopener,
            evidence=(WHY,),
            danger=True,
            help=_("Counted as closed falsely: its points double."),
        ),
        *URGING,
        Move(
            "withdraw",
            _("Strike out"),
            (S.LISTED, *ON_THE_WAY, S.CLOSED),
            S.WITHDRAWN,
            who=permits.withdrawer,
        ),
    ],
)
