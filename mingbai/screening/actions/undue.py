"""待核实享受情况: from a verified doubt to the paying department. Nothing stops by itself."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes_stops
from mingbai.registry.models import StopProposal
from mingbai.screening import permits
from mingbai.screening.models import Finding
from mingbai.screening.states import FindingKind, FindingState


class NotVerified(Refused):
    """Nobody has verified it yet."""

    code = "not_verified"
    status = 409


class MayNotPropose(Refused):
    """The post is not among those that the pack names."""

    code = "may_not_propose"


@transaction.atomic
def propose(*, finding: Finding, by: ActingPost, at: datetime) -> StopProposal:
    """Put it to the paying department: notice, hearing, written decision and appeal follow there.

    Raises MayNotPropose, NotVerified, changes_stops.AlreadyProposed.
    """
    if finding.kind != FindingKind.UNDUE or not permits.proposes(by, finding):
        raise MayNotPropose(permits.proposes.sentence())
    if finding.state not in {FindingState.TRUE, FindingState.TAKEN_UP}:
        raise NotVerified(_("Please have the village verify it first; only what is true is proposed."))
    doubt = changes_stops.Doubt(
        key=finding.key,
        area_code=finding.area_code,
        household=finding.household_id,
        person=finding.person_id,
        household_name=finding.head_name,
        person_name=finding.name,
        policy=finding.rule,
        title=finding.title,
        line=finding.line,
        reason=finding.reason,
    )
    return changes_stops.propose_doubt(doubt=doubt, by=by, at=at)
