"""The problem ledger's verbs: onto the list, along the close-out chain, back, and open again.

``by`` is a person's post: no chain of moves closes a problem with fewer than five different signers, and
neither sending back nor handing in again moves the deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.oversight import permits
from mingbai.oversight.actions import points
from mingbai.oversight.actions.refusal import BadProblem, MayNotList
from mingbai.oversight.actions.signing import sign_step
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.models import Problem, Sheet
from mingbai.oversight.states import ProblemAbout

NUMBER = "oversight_problem_number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A problem as it is found. Codes are the pack's; ``area_code`` is where it lies."""

    area_code: str
    source: str
    category: str
    severity: str
    name: str
    title: str
    fact: str
    found_on: date
    about: str = ProblemAbout.HOUSEHOLD
    household_id: int | None = None
    subject_no: str = ""
    requirement: str = ""
    document: str = ""
    owner: str = ""
    finding: int | None = None
    inspection_fact: int | None = None
    team: str = ""
    on_the_spot: bool = False


@transaction.atomic
def enlist(*, wanted: Wanted, by: ActingPost, at: datetime) -> Problem:
    """Put a problem on the list (拉单挂账). Raises BadProblem, MayNotList."""
    if not (permits.lister(by, None) and by.covers(wanted.area_code)):
        raise MayNotList(permits.lister.sentence())
    _check(wanted, at)
    values = {name: getattr(wanted, name) for name in Wanted.__dataclass_fields__}
    found = Problem(
        **values,
        number=_number(at),
        line=_line(wanted.owner),
        found_user=by.user_id,
        found_by=by.label[:120],
        listed_at=at,
    )
    found.save(force_insert=True)
    flow.begin(subject=found, by=by, at=at, note=wanted.title)
    return found


def _check(wanted: Wanted, at: datetime) -> None:
    rule = installed().section("oversight")
    for name, words in (
        ("source", _("The source is not on the county's list.")),
        ("category", _("The category is not on the county's list.")),
        ("severity", _("The severity is not on the county's list.")),
    ):
        if (
            getattr(wanted, name)
            not in rule[{"category": "categories", "severity": "severities"}.get(name, "sources")]
        ):
            raise BadProblem(words)
    if wanted.owner and wanted.owner not in installed().section("units"):
        raise BadProblem(_("There is no such department."))
    if wanted.found_on > at.date():
        raise BadProblem(_("A problem cannot be found in the future."))
    if not wanted.fact.strip() or not wanted.title.strip():
        raise BadProblem(_("Please say what was found."))


def _line(owner: str) -> str:
    lines = installed().section("units")[owner]["lines"] if owner else ()
    return str(lines[0]) if lines else ""


def _number(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [NUMBER])
        (number,) = cursor.fetchone()
    return f"WT-{at.year}-{number:06d}"


@transaction.atomic
def assign(
    *, problem: Problem, sheet: Sheet, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Give it to who must mend it, with the deadline of its severity. Raises MoveRefused."""
    deadline = _deadline(problem, at.date())
    problem.deadline = deadline
    flow.take(
        subject=problem, move="assign", by=by, at=at, version=version, note=sheet.number,
        also={"deadline": deadline, "sheet_id": sheet.pk},
    )  # fmt: skip
    points.fix_answerable(problem=problem)
    points.restate_with_later(problem=problem, why="assign", by=by, at=at)


def _deadline(problem: Problem, day: date) -> date:
    days = installed().get(f"oversight.severities.{problem.severity}.within_working_days")
    return flow.calendar().add_working_days(day, days)


@transaction.atomic
def rectify(
    *, problem: Problem, measure: str, proof: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """It is mended, with what proves it. Raises MoveRefused."""
    also = {"measure": measure.strip()[:1000], "rectified_on": at.date()}
    evidence = {"measure": measure, "proof": proof}
    sign_step(problem, "rectify", by=by, at=at, version=version, evidence=evidence, also=also)


@transaction.atomic
def check(*, problem: Problem, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The village has looked for itself. Raises MoveRefused."""
    sign_step(problem, "check", by=by, at=at, version=version)


@transaction.atomic
def sign(*, problem: Problem, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """A head of the township answers for it. Raises MoveRefused."""
    sign_step(problem, "sign", by=by, at=at, version=version)


@transaction.atomic
def verify(*, problem: Problem, seen: str, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """An inspection team has been there again. Raises MoveRefused."""
    sign_step(problem, "verify", by=by, at=at, version=version, evidence={"seen": seen})


@transaction.atomic
def send_back(
    *, problem: Problem, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """退回重办: the chain begins anew, the deadline stays. Raises MoveRefused."""
    also: dict[str, Any] = {"signers": {}, "rectified_on": None, "returned": problem.returned + 1}
    evidence = {"reason": reason}
    flow.take(subject=problem, move="send_back", by=by, at=at, version=version, evidence=evidence, also=also)
    points.restate(problem=problem, why="send_back", by=by, at=at)


@transaction.atomic
def reopen(
    *, problem: Problem, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """What was closed is not mended: a new deadline, doubled points. Raises MoveRefused."""
    deadline = problem.deadline = _deadline(problem, at.date())
    also: dict[str, Any] = {
        "signers": {},
        "rectified_on": None,
        "closed_on": None,
        "recheck_on": None,
        "reopened": problem.reopened + 1,
        "deadline": deadline,
    }
    evidence = {"reason": reason}
    flow.take(subject=problem, move="reopen", by=by, at=at, version=version, evidence=evidence, also=also)
    points.restate(problem=problem, why="reopen", by=by, at=at)
