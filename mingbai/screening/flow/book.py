"""How the county changes its rule book: drafted, checked, submitted, approved by another person, in force."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Guard, Move, State
from mingbai.kit.pack import installed
from mingbai.screening import permits
from mingbai.screening.queries import checking
from mingbai.screening.states import BookChangeState as S


def _days(name: str) -> Deadline:
    return Deadline(lambda _change: Span(installed().get(f"editions.{name}"), "working_days"))


CHECKED = Guard(
    _("Check it first: the whole book is loaded with it and every example is answered. A check counts as"
      " long as neither the draft nor the book changes."),
    lambda change, _acting: checking.fresh(change),
)  # fmt: skip
AS_SUBMITTED = Guard(
    _("It is no longer what was submitted, or the book has changed since it was checked. Check it again, or"
      " send it back."),
    lambda change, _acting: checking.fresh(change) and change.digest == checking.digest(change),
)  # fmt: skip

book_change = Flow(
    name="book_change",
    title=_("Change of the rule book"),
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
            who=permits.book_editor,
            guard=CHECKED,
            help=_("From here on nobody changes its content; another person approves it."),
        ),
        Move(
            "approve",
            _("Approve and put in force"),
            (S.SUBMITTED,),
            S.IN_FORCE,
            who=permits.book_decider,
            guard=AS_SUBMITTED,
            within=_days("decide_within_working_days"),
            evidence=(Evidence("seen", _("What you compared it with"), shortest=2),),
            help=_("The book gets a new edition at once; the next comparison goes by it."),
        ),
        Move(
            "send_back",
            _("Send back"),
            (S.SUBMITTED,),
            S.RETURNED,
            who=permits.book_decider,
            evidence=(Evidence("reason", _("Reason"), shortest=4),),
        ),
        Move(
            "withdraw",
            _("Withdraw"),
            (S.DRAFT, S.SUBMITTED, S.RETURNED),
            S.WITHDRAWN,
            who=permits.book_editor,
        ),
        Move(
            "replace",
            _("Replace"),
            (S.IN_FORCE,),
            S.REPLACED,
            who=permits.book_decider,
            help=_("Done by the program when a later decision about the same value comes into force."),
        ),
    ],
)
