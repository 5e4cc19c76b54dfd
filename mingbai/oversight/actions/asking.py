"""延期申请 and 申诉: asked by who must answer, decided by who has no part in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import Span
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.oversight import permits
from mingbai.oversight.actions import points
from mingbai.oversight.actions.refusal import BadProblem, MayNotList
from mingbai.oversight.flow import appeal as appeal_flow
from mingbai.oversight.flow import extension as extension_flow
from mingbai.oversight.flow import problem as problem_flow
from mingbai.oversight.models import Appeal, Extension, Problem
from mingbai.oversight.states import AskState, ProblemState


@transaction.atomic
def ask_time(*, problem: Problem, days: int, reason: str, by: ActingPost, at: datetime) -> Extension:
    """Ask for more working days. Raises MayNotList, BadProblem."""
    if not permits.rectifier(by, problem):
        raise MayNotList(permits.rectifier.sentence())
    if problem.state != ProblemState.ASSIGNED or problem.extensions.filter(state=AskState.ASKED).exists():
        raise BadProblem(_("More time is asked for once, while the problem is being rectified."))
    most = installed().get("oversight.close_out.extend_most_working_days")
    if not 1 <= days <= most or not reason.strip():
        raise BadProblem(_("Please give a reason and at most %(n)s working days.") % {"n": most})
    asked = Extension(
        area_code=problem.area_code, problem=problem, household_id=problem.household_id, days=days,
        reason=reason.strip()[:1000], asked_user=by.user_id, asked_by=by.label[:120], asked_at=at,
    )  # fmt: skip
    asked.save(force_insert=True)
    extension_flow.begin(subject=asked, by=by, at=at, note=asked.reason)
    return asked


@transaction.atomic
def grant(*, extension: Extension, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The deadline moves by the days asked for. Raises MoveRefused."""
    also = {"decided_by": by.label[:120]}
    extension_flow.take(subject=extension, move="grant", by=by, at=at, version=version, also=also)
    problem = Problem.objects.get(pk=extension.problem_id)
    moved = problem_flow.calendar().due(problem.deadline or at.date(), Span(extension.days)).day
    Problem.objects.filter(pk=problem.pk).update(
        deadline=moved, due=moved, extended=problem.extended + 1, version=problem.version + 1
    )
    problem.refresh_from_db()
    points.restate(problem=problem, why="extend", by=by, at=at)


@transaction.atomic
def refuse_time(
    *, extension: Extension, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The deadline stays. Raises MoveRefused."""
    extension_flow.take(
        subject=extension, move="refuse", by=by, at=at, version=version, evidence={"reason": reason},
        also={"decided_by": by.label[:120], "answer": reason[:1000]},
    )  # fmt: skip


@transaction.atomic
def ask_appeal(*, problem: Problem, said: str, by: ActingPost, at: datetime) -> Appeal:
    """Say that a problem is none, or not one's own. Raises MayNotList, BadProblem."""
    if not _concerned(problem, by):
        raise MayNotList(_("Only who answers for a problem may appeal against it."))
    if problem.state == ProblemState.WITHDRAWN or not said.strip():
        raise BadProblem(_("Please say why; a problem that was withdrawn needs no appeal."))
    if problem.appeals.filter(state=AskState.ASKED).exists():
        raise BadProblem(_("An appeal against this problem waits for its decision already."))
    asked = Appeal(
        area_code=problem.area_code, problem=problem, household_id=problem.household_id, said=said.strip(),
        asked_user=by.user_id, asked_by=by.label[:120], asked_at=at,
    )  # fmt: skip
    asked.save(force_insert=True)
    appeal_flow.begin(subject=asked, by=by, at=at)
    return asked


def _concerned(problem: Problem, by: ActingPost) -> bool:
    if by.user_id is None or not by.covers(problem.area_code):
        return False
    mine = problem.answerable.filter(subject="person", subject_no=str(by.user_id)).exists()
    return mine or permits.rectifier(by, problem) or by.kind in permits.kinds("sign")


@transaction.atomic
def uphold(*, appeal: Appeal, reason: str, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The problem is withdrawn; every score that rested on it is reckoned anew. Raises MoveRefused."""
    also = {"decided_by": by.label[:120], "decided_at": at, "reason": reason[:1000]}
    evidence = {"reason": reason}
    appeal_flow.take(
        subject=appeal, move="uphold", by=by, at=at, version=version, evidence=evidence, also=also
    )
    problem = Problem.objects.get(pk=appeal.problem_id)
    problem_flow.take(subject=problem, move="withdraw", by=by, at=at, note=reason)
    points.restate_with_later(problem=problem, why="appeal", by=by, at=at)


@transaction.atomic
def refuse(*, appeal: Appeal, reason: str, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The problem stands. Raises MoveRefused."""
    also = {"decided_by": by.label[:120], "decided_at": at, "reason": reason[:1000]}
    evidence = {"reason": reason}
    appeal_flow.take(
        subject=appeal, move="refuse", by=by, at=at, version=version, evidence=evidence, also=also
    )
