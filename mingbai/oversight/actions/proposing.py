"""年奖惩: a frozen year proposes, the county's leaders decide, and only then it is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.kit.shown import day_of
from mingbai.org.queries.machine import machine
from mingbai.oversight.actions.refusal import BadProposal
from mingbai.oversight.flow import proposal as flow
from mingbai.oversight.models import FrozenPeriod, Proposal
from mingbai.oversight.queries import yearly
from mingbai.oversight.states import Measure, ProposalState

BATCH = 2_000


def propose(*, frozen: FrozenPeriod, by: ActingPost, at: datetime) -> int:
    """Write the year's proposals, in the transaction that freezes it; returns how many."""
    with entered(machine()):
        made = Proposal.objects.bulk_create(yearly.proposals(frozen), batch_size=BATCH)
    steps.record_all(subjects=made, move="begin", source="", target=ProposalState.PROPOSED, by=by, at=at)
    return len(made)


@transaction.atomic
def adopt(
    *, proposal: Proposal, reason: str, by: ActingPost, at: datetime, leader: str | None = None,
    version: int | None = None,
) -> None:  # fmt: skip
    """Decide as proposed. Raises MoveRefused, BadProposal."""
    decision = _Decision("adopt", proposal.measure, reason, leader or "")
    _decide(proposal, decision, by=by, at=at, version=version)


@transaction.atomic
def adopt_otherwise(
    *, proposal: Proposal, measure: str, reason: str, by: ActingPost, at: datetime,
    leader: str | None = None, version: int | None = None,
) -> None:  # fmt: skip
    """Decide on another measure. Raises MoveRefused, BadProposal."""
    decision = _Decision("otherwise", measure, reason, leader or "")
    _decide(proposal, decision, by=by, at=at, version=version)


@transaction.atomic
def refuse(
    *, proposal: Proposal, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Nothing follows for the unit. Raises MoveRefused."""
    _decide(proposal, _Decision("refuse", "", reason, ""), by=by, at=at, version=version)


@transaction.atomic
def reopen(
    *, proposal: Proposal, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Decide anew, while the year is not told; what was decided stays among the steps. Raises MoveRefused."""
    _lock(proposal.frozen_id)
    proposal.told_at = Proposal.objects.values_list("told_at", flat=True).get(pk=proposal.pk)
    also: dict[str, Any] = {
        "decided": "", "reason": "", "leader": "", "until": None, "decided_by": "", "decided_at": None,
    }  # fmt: skip
    evidence = {"reason": reason}
    flow.take(subject=proposal, move="reopen", by=by, at=at, version=version, evidence=evidence, also=also)


@dataclass(frozen=True, slots=True)
class _Decision:
    """What was decided; ``leader`` counts only where a unit is to be transformed."""

    move: str
    measure: str
    reason: str
    leader: str

    @property
    def transforms(self) -> bool:
        return self.measure == Measure.TRANSFORM

    def columns(self, by: ActingPost, at: datetime) -> dict[str, Any]:
        days = timedelta(days=installed().get("oversight.year.plan_days"))
        return {
            "decided": self.measure,
            "reason": self.reason.strip()[:1000],
            "leader": self.leader.strip()[:120] if self.transforms else "",
            "until": day_of(at) + days if self.transforms else None,
            "decided_by": by.label[:120],
            "decided_at": at,
        }


def _decide(
    proposal: Proposal, decision: _Decision, *, by: ActingPost, at: datetime, version: int | None
) -> None:
    flow.check(subject=proposal, move=decision.move, by=by, version=version)
    if decision.move == "otherwise" and decision.measure == proposal.measure:
        raise BadProposal(_("This is what was proposed: decide as proposed."))
    if decision.transforms and not decision.leader.strip():
        raise BadProposal(_("A unit is transformed by a named leader: say who it is."))
    evidence = {"reason": decision.reason, "leader": decision.leader, "measure": decision.measure}
    flow.take(
        subject=proposal, move=decision.move, by=by, at=at, version=version, evidence=evidence,
        also=decision.columns(by, at),
    )  # fmt: skip
    _tell(proposal.frozen_id, at)


def _tell(frozen: int, at: datetime) -> None:
    """With the last decision of a year all of it may be seen, as the era's switch allows."""
    _lock(frozen)
    open_ = Proposal.objects.filter(frozen=frozen, state=ProposalState.PROPOSED)
    if not open_.exists():
        Proposal.objects.filter(frozen=frozen, told_at=None).update(told_at=at)


def _lock(frozen: int) -> None:
    """Whoever tells the year and whoever opens a decision of it again wait for one another."""
    Proposal.objects.select_for_update().filter(frozen=frozen).order_by("id").first()
