"""Bonus entries are appended as problems and practices change: taken back and given like points (G.5)."""

from __future__ import annotations

from datetime import date

from mingbai.oversight.actions.entries import Deed, reversal
from mingbai.oversight.models import Practice, Problem, ScoreEntry
from mingbai.oversight.queries import bonus
from mingbai.oversight.queries.bonus import Credit
from mingbai.oversight.queries.formula import Terms
from mingbai.oversight.queries.scores import first_of
from mingbai.oversight.queries.terms import edition, scored
from mingbai.oversight.states import ProblemState

OWN = "bonus_self"
ADOPTED = "bonus_practice"


def of_problem(problem: Problem, terms: Terms, deed: Deed) -> list[ScoreEntry]:
    """What brings a problem's bonus to what the formula says now; not saved yet.

    Where the era scores no such subject, only a withdrawal is entered.
    """
    wanted = {(one.subject, one.subject_no): one for one in bonus.of_problem(problem, terms)}
    standing = problem.entries.filter(formula=OWN, reverses=None, reversed_by=None)
    live = {(one.subject, one.subject_no): one for one in standing}
    withdrawn = problem.state == ProblemState.WITHDRAWN
    rows: list[ScoreEntry] = []
    for key in sorted({*wanted, *live}):
        stands, credit = live.get(key), wanted.get(key)
        if (scored(key[0]) or withdrawn) and _differ(stands, credit):
            rows += [reversal(stands, deed)] if stands else []
            rows += [_entry(credit, deed, problem.found_on, problem)] if credit else []
    return rows


def _differ(stands: ScoreEntry | None, credit: Credit | None) -> bool:
    had = (stands.bonus, stands.inputs) if stands else None
    return had != ((credit.bonus, dict(credit.inputs)) if credit else None)


def of_practice(practice: Practice, terms: Terms, deed: Deed) -> ScoreEntry:
    """The bonus of an adopted practice, in the month of its adoption; not saved yet."""
    return _entry(bonus.of_practice(practice, terms), deed, deed.posted, practice)


def _entry(credit: Credit, deed: Deed, on: date, about: Problem | Practice) -> ScoreEntry:
    own = isinstance(about, Problem)
    return ScoreEntry(
        area_code=credit.area_code, subject=credit.subject, subject_no=credit.subject_no,
        post_kind=credit.post_kind, role=credit.role, points=0, bonus=credit.bonus,
        month=first_of(on), posted=deed.posted, formula=OWN if own else ADOPTED, edition=edition(),
        inputs=dict(credit.inputs), why=deed.why, at=deed.at, by=deed.by,
        **{"problem" if own else "practice": about},
    )  # fmt: skip
