"""Points are appended as problems change: what stood is taken back by an entry, what stands is added.

Reckoned under the machine's scope, because a village's deed touches the township's and the county's figures;
the machine counts and decides nothing. Whoever moved the problem is named in the entry.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries import areas
from mingbai.org.queries.machine import machine
from mingbai.oversight.actions import bonuses
from mingbai.oversight.actions.entries import Deed, posting_month, reversal
from mingbai.oversight.models import Answerable, Problem, ScoreEntry
from mingbai.oversight.queries import answerable as answering
from mingbai.oversight.queries import reckoning
from mingbai.oversight.queries.answerable import About, Part
from mingbai.oversight.queries.formula import Terms, charged
from mingbai.oversight.queries.scores import first_of
from mingbai.oversight.queries.terms import edition, scored, terms
from mingbai.oversight.states import ProblemState, Subject

FORMULA = "cascade"


def fix_answerable(*, problem: Problem) -> None:
    """Write down who answers for a problem, as posts were held on the day it was found; once."""
    if problem.answerable.exists():
        return
    with entered(machine()):
        owners = (problem.owner,) if problem.owner else ()
        about = About(problem.area_code, problem.found_on, problem.household_id, owners)
        rows = _charged(answering.parts(about), problem.category, terms())
        village = areas.names({problem.area_code}).get(problem.area_code, problem.area_code)
        Answerable.objects.bulk_create(
            Answerable(
                area_code=part.area_code,
                problem=problem,
                household_id=problem.household_id,
                subject=part.subject,
                subject_no=part.subject_no,
                post_kind=part.post_kind,
                role=part.role,
                label=part.label or village,
                share=share,
            )
            for part, share in rows
        )


def _charged(found: list[Part], category: str, rule: Terms) -> list[tuple[Part, Decimal]]:
    """Each subject once; the village bears the whole."""
    parts = {((part.subject, part.subject_no), part.role): part for part in reversed(found)}
    shares = [(who, role, _share(part, category, rule)) for (who, role), part in parts.items()]
    return [(parts[who, role], share) for who, (role, share) in charged(shares).items()]


def _share(part: Part, category: str, rule: Terms) -> Decimal:
    return Decimal(1) if part.subject == Subject.VILLAGE else rule.share(part.role, category)


def restate(*, problem: Problem, why: str, by: ActingPost, at: datetime) -> int:
    """Bring the entries of a problem to what the formula says now; returns how many were appended."""
    with entered(machine()):
        rule = terms()
        wanted = {one.answerable.pk: one for one in reckoning.charges(problem, rule, at.date())}
        who = {(one.subject, one.subject_no): one for one in problem.answerable.all()}
        live = {(one.subject, one.subject_no): one for one in live_entries(problem)}
        deed = Deed.of(posting_month(problem.found_on, at.date()), why, by=by, at=at)
        rows: list[ScoreEntry] = []
        for key, one in who.items():
            stands, charge = live.get(key), wanted.get(one.pk)
            if not _changes(problem, one, stands, charge):
                continue
            if stands is not None:
                rows.append(reversal(stands, deed))
            if charge is not None:
                rows.append(_entry(problem, charge, deed))
        rows += bonuses.of_problem(problem, rule, deed)
        ScoreEntry.objects.bulk_create(rows)
        return len(rows)


def restate_with_later(*, problem: Problem, why: str, by: ActingPost, at: datetime) -> None:
    """The same, with the later problems whose factor of repetition rests on this one."""
    restate(problem=problem, why=why, by=by, at=at)
    with entered(machine()):
        resting = list(reckoning.later(problem, terms()))
    for each in resting:
        restate(problem=each, why=why, by=by, at=at)


def live_entries(problem: Problem) -> list[ScoreEntry]:
    """Charges that neither take back nor were taken back."""
    return list(problem.entries.filter(formula=FORMULA, reverses=None, reversed_by=None))


def _changes(
    problem: Problem, one: Answerable, stands: ScoreEntry | None, charge: reckoning.Charge | None
) -> bool:
    """Whether anything is to be appended: where the era scores no such subject, only a withdrawal is."""
    if not scored(one.subject) and problem.state != ProblemState.WITHDRAWN:
        return False
    had = (stands.points, stands.inputs) if stands is not None else None
    wants = (charge.points, dict(charge.inputs)) if charge is not None else None
    return had != wants


def _entry(problem: Problem, charge: reckoning.Charge, deed: Deed) -> ScoreEntry:
    one = charge.answerable
    return ScoreEntry(
        area_code=one.area_code,
        subject=one.subject,
        subject_no=one.subject_no,
        post_kind=one.post_kind,
        role=one.role,
        problem=problem,
        points=charge.points,
        month=first_of(problem.found_on),
        posted=deed.posted,
        formula=FORMULA,
        edition=edition(),
        inputs=dict(charge.inputs),
        why=deed.why,
        at=deed.at,
        by=deed.by,
    )
