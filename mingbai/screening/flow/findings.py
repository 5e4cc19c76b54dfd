"""疑点: from the machine's proposal, or a list from above, to a person's answer and what is made of it.

The machine may lapse only what nobody has touched, and raises it again when it holds again. A verifier may
put an answer right until somebody has built on it.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Guard, Move, State
from mingbai.kit.scope import ActingPost
from mingbai.screening import permits
from mingbai.screening.queries import own, rules
from mingbai.screening.states import FindingKind
from mingbai.screening.states import FindingState as S


def _not_own(finding: Any, acting: ActingPost) -> bool:
    return not own.stands_in(acting, finding.household_id)


def _settle_span(finding: Any) -> Span:
    """A risk waits for its identification, in a queue of its own, with a longer clock."""
    if finding.kind == FindingKind.RISK:
        return Span(rules.days("identify_within_days"), "days")
    return Span(rules.days("settle_within_working_days"), "working_days")


NOT_OWN = Guard(_("It is about your own household: somebody else answers it."), _not_own)
NOT_A_RISK = Guard(
    _("A verified risk is taken up from the list of households to be identified."),
    lambda finding, _acting: finding.kind != FindingKind.RISK or finding.state != S.TRUE,
)
CLOSABLE = Guard(
    _(
        "A verified risk is taken up from the list of households to be identified; what is due and not"
        " received is cleared only when the payment data show the money."
    ),
    lambda finding, acting: (
        NOT_A_RISK.test(finding, acting) and not (finding.kind == FindingKind.DUE and finding.holds)
    ),
)
A_RISK = Guard(_("It is no risk."), lambda finding, _acting: finding.kind == FindingKind.RISK)
GONE = Guard(_("It still holds."), lambda finding, _acting: not finding.holds)
HOLDS = Guard(_("It does not hold."), lambda finding, _acting: finding.holds)
WISHED = Guard(_("Nobody has asked for more time."), lambda row, _acting: row.wished_until is not None)
NOT_WISHED = Guard(
    _("More time has been asked for already, or given as often as may be."),
    lambda row, _acting: (
        row.wished_until is None and row.extended < rules.days("extend_most_times") and row.due is not None
    ),
)
SENT = Deadline(
    lambda _finding: Span(rules.days("send_within_working_days"), "working_days"),
)
VERIFIED = Deadline(lambda finding: Span(rules.verify_days(finding.kind), "days"))
SAID = Evidence(
    "said", _("What was found"), required=False, help=_("What was seen or shown, who said it. A few words.")
)
REASON = Evidence("reason", _("Reason"), shortest=4)

finding = Flow(
    name="finding",
    title=_("Finding"),
    initial=S.NEW,
    states=[
        State(S.NEW, S.NEW.label, "open"),
        State(S.SENT, S.SENT.label, "waiting"),
        State(S.TRUE, S.TRUE.label, "open"),
        State(S.FALSE, S.FALSE.label, "plain"),
        State(S.TAKEN_UP, S.TAKEN_UP.label, "closed"),
        State(S.CLOSED, S.CLOSED.label, "closed"),
        State(S.LAPSED, S.LAPSED.label, "plain"),
    ],
    moves=[
        Move("send", _("Send to be verified"), (S.NEW,), S.SENT, who=permits.sender, within=SENT),
        Move(
            "confirm",
            _("Verified true"),
            (S.SENT,),
            S.TRUE,
            who=permits.verifier,
            guard=NOT_OWN,
            within=VERIFIED,
            evidence=(SAID,),
        ),
        Move(
            "deny",
            _("Verified false"),
            (S.SENT,),
            S.FALSE,
            who=permits.verifier,
            guard=NOT_OWN,
            evidence=(SAID,),
        ),
        Move(
            "unreached",
            _("Nobody reached"),
            (S.SENT,),
            S.SENT,
            who=permits.verifier,
            guard=NOT_OWN,
            evidence=(SAID,),
            keeps_due=True,
            help=_("It stays open; the deadline goes on running."),
        ),
        Move(
            "true_after_all",
            _("True after all"),
            (S.FALSE,),
            S.TRUE,
            who=permits.verifier,
            guard=NOT_OWN,
            evidence=(SAID,),
        ),
        Move(
            "false_after_all",
            _("Not true after all"),
            (S.TRUE,),
            S.FALSE,
            who=permits.verifier,
            guard=NOT_OWN,
            evidence=(SAID,),
        ),
        Move(
            "urge",
            _("Urge"),
            (S.SENT,),
            S.SENT,
            who=permits.sender,
            keeps_due=True,
            help=_("Those who answer find it marked on their Today."),
        ),
        Move(
            "wish",
            _("Ask for more time"),
            (S.SENT,),
            S.SENT,
            who=permits.verifier,
            guard=NOT_WISHED,
            evidence=(Evidence("until", _("Put off until"), kind="date"), REASON),
            keeps_due=True,
        ),
        Move(
            "extend", _("Give more time"), (S.SENT,), S.SENT, who=permits.sender, guard=WISHED, keeps_due=True
        ),
        Move(
            "no_extension",
            _("Give no more time"),
            (S.SENT,),
            S.SENT,
            who=permits.sender,
            guard=WISHED,
            evidence=(REASON,),
            keeps_due=True,
        ),
        Move(
            "take_up",
            _("Take up"),
            (S.TRUE,),
            S.TAKEN_UP,
            who=permits.settler,
            guard=NOT_A_RISK,
            within=Deadline(_settle_span),
            evidence=(Evidence("reason", _("What will be done, and by whom"), shortest=4),),
        ),
        Move(
            "close",
            _("Close the finding"),
            (S.TRUE, S.FALSE, S.TAKEN_UP),
            S.CLOSED,
            who=permits.settler,
            guard=CLOSABLE,
            evidence=(REASON,),
        ),
        Move(
            "identify",
            _("The identification has begun"),
            (S.TRUE,),
            S.TAKEN_UP,
            who=permits.identifier,
            guard=A_RISK,
            evidence=(REASON,),
        ),
        Move(
            "no_identification",
            _("No identification needed"),
            (S.TRUE,),
            S.CLOSED,
            who=permits.identifier,
            guard=A_RISK,
            evidence=(REASON,),
        ),
        Move(
            "reopen",
            _("Have it verified again"),
            (S.TRUE, S.FALSE, S.TAKEN_UP, S.CLOSED),
            S.SENT,
            who=permits.reopener,
            evidence=(REASON,),
        ),
        Move("lapse", _("Let it lapse"), (S.NEW,), S.LAPSED, who=permits.lapses, guard=GONE),
        Move("arise", _("Holds again"), (S.LAPSED,), S.NEW, who=permits.lapses, guard=HOLDS),
    ],
)
