"""销号: the county office closes a problem; what a comparison found is tested again on today's facts."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from mingbai.kit.flow.refusals import EvidenceWanting
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries.machine import machine
from mingbai.oversight.actions.signing import sign_step
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.models import Problem
from mingbai.screening.actions.retesting import Retest, retested
from mingbai.screening.actions.sent import Exchange
from mingbai.screening.models import Finding
from mingbai.screening.queries import words

DESPITE = "despite"


@transaction.atomic
def close(
    *, problem: Problem, by: ActingPost, at: datetime, despite: str | None = None, version: int | None = None
) -> None:
    """Close it; it is looked at again after the pack's days.

    ``despite``: why it is closed although its rule still holds on today's facts, as when the money was paid
    and the bank's file comes next month. Raises MoveRefused.
    """
    flow.check(subject=problem, move="close", by=by, version=version)
    found = tested(problem=problem, at=at)
    if found is not None and found.answer == "holds" and not (despite or "").strip():
        raise EvidenceWanting({DESPITE: _still(found)}, flow=flow.name, move="close", subject=problem)
    again = at.date() + timedelta(days=installed().get("oversight.close_out.recheck_after_days"))
    also = {"closed_on": at.date(), "recheck_on": again}
    sign_step(
        problem, "close", by=by, at=at, version=version, evidence={DESPITE: despite}, also=also,
        note=_told(found),
    )  # fmt: skip


def tested(*, problem: Problem, at: datetime) -> Retest | None:
    """What the rule that found it says today; None where no rule did.

    A rule that cannot be asked of one household says what it said in the last comparison.
    """
    if problem.finding is None:
        return None
    with entered(machine()), transaction.atomic():
        finding = Finding.objects.filter(pk=problem.finding).first()
        if finding is None:
            return None
        again = retested(finding=finding, sent=Exchange(), at=at)
    return again or Retest("holds" if finding.holds else "gone", finding.reason, finding.reason_en)


def _still(found: Retest) -> str:
    said = _("On today's facts the rule still holds: %(said)s Send it back, or say why it is closed.")
    return said % {"said": words.reason(found)}


def _told(found: Retest | None) -> str:
    """For the timeline, which everybody of the problem reads: the answer without its figures."""
    if found is None:
        return ""
    return {
        "holds": _("Tested again on today's facts: the rule still holds."),
        "gone": _("Tested again on today's facts: the rule no longer holds."),
        "unknown": _("Tested again on today's facts: it cannot be told yet."),
    }[found.answer]
