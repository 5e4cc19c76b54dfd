"""人口自然变更 on its way from village to county, and 建议停发 with the paying department."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.flow import Deadline, Evidence, Flow, Move, Permit, State
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.states import ChangeState as S
from mingbai.registry.states import StopState

FIELDS = (
    ("name", _("Name")),
    ("id_no", _("Document number")),
    ("birth_date", _("Date of birth")),
    ("relation", _("Relation to the head")),
    ("happened_on", _("Day of the event")),
    ("paper", _("Papers")),
    ("other", _("Something else")),
)
"""What can be wrong with an entry; counted for each clerk."""


def _on_route(step: str, *earlier: str) -> Any:
    """A post that takes this step, covers the place, and whose holder took none of the earlier ones."""

    def test(acting: ActingPost, change: Any) -> bool:
        return (
            kinds.may(step, acting)
            and permits.covers(acting, change.area_code)
            and permits.apart(acting, *(getattr(change, name) for name in earlier))
        )

    return test


def _within(name: str) -> Deadline:
    return Deadline(lambda _change: Span(kinds.days(name), "working_days"))


enters = Permit(_("a post of the village that enters natural changes"), _on_route("enter"))
reviews = Permit(
    _("another person's post of the township"), _on_route("review", "entered_user", "submitted_user")
)
approves = Permit(
    _("another person's post of the county office that covers both ends"),
    _on_route("approve", "entered_user", "submitted_user", "reviewed_user"),
)
RETURN = (
    Evidence("field", _("What is wrong"), kind="choice", choices=FIELDS),
    Evidence("reason", _("Reason and how to mend it"), shortest=4),
)

natural_change = Flow(
    name="natural_change",
    title=_("Natural change"),
    initial=S.DRAFT,
    states=[
        State(S.DRAFT, S.DRAFT.label, "plain"),
        State(S.SUBMITTED, S.SUBMITTED.label, "waiting"),
        State(S.REVIEWED, S.REVIEWED.label, "waiting"),
        State(S.RETURNED, S.RETURNED.label, "open"),
        State(S.APPLIED, S.APPLIED.label, "closed"),
        State(S.WITHDRAWN, S.WITHDRAWN.label, "plain"),
    ],
    moves=[
        Move(
            "submit",
            _("Submit to the township"),
            (S.DRAFT, S.RETURNED),
            S.SUBMITTED,
            who=enters,
            within=_within("mend_within_working_days"),
            help=_("From then on nothing can be changed unless it is sent back."),
        ),
        Move(
            "review",
            _("Pass on to the county"),
            (S.SUBMITTED,),
            S.REVIEWED,
            who=reviews,
            within=_within("review_within_working_days"),
        ),
        Move(
            "approve",
            _("Approve and enter"),
            (S.REVIEWED,),
            S.APPLIED,
            who=approves,
            within=_within("approve_within_working_days"),
            help=_("Household and people change at once, from the day of the event on."),
        ),
        Move("send_back", _("Send back"), (S.SUBMITTED,), S.RETURNED, who=reviews, evidence=RETURN),
        Move(
            "county_sends_back",
            _("Send back to the village"),
            (S.REVIEWED,),
            S.RETURNED,
            who=approves,
            evidence=RETURN,
        ),
        Move("withdraw", _("Withdraw"), (S.DRAFT, S.SUBMITTED, S.RETURNED), S.WITHDRAWN, who=enters),
    ],
)


def _pays(acting: ActingPost, proposal: Any) -> bool:
    """A department's post that decides for the line of work that pays."""
    return "decide" in acting.abilities and proposal.line in acting.lines and bool(acting.lines)


department = Permit(_("the department that pays"), _pays)
HEARD = Evidence("heard", _("What the household said"), required=False)
DECISION = Evidence("decision", _("Number of the written decision"))
OUTCOME = Evidence("outcome", _("Number of the decision on the appeal"))


def _working_days(name: str) -> Deadline:
    return Deadline(lambda _p: Span(installed().get(f"changes.stop.{name}"), "working_days"))


stop = Flow(
    name="benefit_stop",
    title=_("Proposal to stop a benefit"),
    initial=StopState.PROPOSED,
    states=[
        State(StopState.PROPOSED, StopState.PROPOSED.label, "waiting"),
        State(StopState.NOTIFIED, StopState.NOTIFIED.label, "open"),
        State(StopState.STOPPED, StopState.STOPPED.label, "closed"),
        State(StopState.KEPT, StopState.KEPT.label, "closed"),
        State(StopState.APPEALED, StopState.APPEALED.label, "open"),
        State(StopState.UPHELD, StopState.UPHELD.label, "closed"),
        State(StopState.RESTORED, StopState.RESTORED.label, "closed"),
    ],
    moves=[
        Move(
            "notify",
            _("Notice given"),
            (StopState.PROPOSED,),
            StopState.NOTIFIED,
            who=department,
            within=_working_days("decide_within_working_days"),
            evidence=(Evidence("notified_on", _("Day of the notice"), kind="date"),),
            help=_("Give the household the notice below first; it may speak for itself."),
        ),
        Move(
            "stop",
            _("Decide to stop"),
            (StopState.NOTIFIED,),
            StopState.STOPPED,
            who=department,
            within=_working_days("decide_within_working_days"),
            evidence=(HEARD, DECISION),
            danger=True,
        ),
        Move(
            "keep",
            _("Decide to continue"),
            (StopState.PROPOSED, StopState.NOTIFIED),
            StopState.KEPT,
            who=department,
            evidence=(HEARD, DECISION),
        ),
        Move(
            "appeal",
            _("Note an appeal"),
            (StopState.STOPPED,),
            StopState.APPEALED,
            who=department,
            evidence=(Evidence("appeal", _("What the household objects to"), shortest=4),),
        ),
        Move(
            "uphold",
            _("Decision stays"),
            (StopState.APPEALED,),
            StopState.UPHELD,
            who=department,
            within=_working_days("appeal_within_working_days"),
            evidence=(OUTCOME,),
        ),
        Move(
            "restore",
            _("Give the benefit again"),
            (StopState.APPEALED,),
            StopState.RESTORED,
            who=department,
            evidence=(OUTCOME,),
        ),
    ],
)
