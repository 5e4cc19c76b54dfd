"""A team's week: its matters first, then the villages and households that the lot names."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.oversight import permits
from mingbai.oversight.actions.refusal import BadProblem, MayNotList
from mingbai.oversight.actions.sheets import monday
from mingbai.oversight.models import Inspected, Inspection, TeamTask
from mingbai.oversight.queries import draw, inspections, naming
from mingbai.oversight.states import FormKind
from mingbai.registry.models import Household

LONGEST_MATTER = 200


@transaction.atomic
def give_task(
    *, team: str, week: date, matters: list[str], villages: int, poor: int, other: int, seed: str,
    by: ActingPost, at: datetime,
) -> TeamTask:  # fmt: skip
    """督查事项交办单: what the team looks at this week, before it plans. Raises MayNotList, BadProblem."""
    if by.kind not in permits.kinds("approve"):
        raise MayNotList(permits.office.sentence())
    said = [one.strip()[:LONGEST_MATTER] for one in matters if one.strip()]
    if team not in naming.teams() or not said or min(villages, poor + other) < 1:
        raise BadProblem(_("A team needs at least one matter, one village and one household."))
    first = monday(week)
    if TeamTask.objects.filter(team=team, week=first).exists():
        raise BadProblem(_("This team has its matters for this week already."))
    return TeamTask.objects.create(
        area_code=naming.county(), number=f"DC-{first:%Y%m%d}-{team[-1]}", team=team, week=first,
        matters=said, villages_wanted=villages, poor_wanted=poor, other_wanted=other, seed=seed,
        issued_at=at, issued_by=by.label[:120],
    )  # fmt: skip


@transaction.atomic
def plan(*, task: TeamTask, by: ActingPost, at: datetime) -> list[Inspection]:
    """Draw villages and households by the task's seed; nobody chooses. Raises MayNotList, BadProblem."""
    if by.kind not in (*permits.kinds("verify"), *permits.kinds("approve")):
        raise MayNotList(permits.verifier.sentence())
    if task.inspections.exists():
        raise BadProblem(_("This week is drawn already."))
    free = [
        code for code in inspections.villages(task.team, task.week) if code not in inspections.visited(task)
    ]
    chosen = draw.drawn(task.seed, free, task.villages_wanted)
    if not chosen:
        raise BadProblem(_("The team has no village left to draw in this quarter."))
    return [_drawn(task, code, task.week + timedelta(days=n % 5)) for n, code in enumerate(chosen)]


def _drawn(task: TeamTask, village: str, on: date) -> Inspection:
    visit = Inspection.objects.create(area_code=village, task=task, team=task.team, on=on)
    place = 0
    for form, registered, count in (
        (FormKind.POOR, True, task.poor_wanted),
        (FormKind.OTHER, False, task.other_wanted),
    ):
        keys = draw.drawn(task.seed, inspections.households(village, registered=registered, on=on), count)
        homes = {str(home.key): home for home in Household.objects.filter(key__in=keys)}
        for key in keys:
            place += 1
            Inspected.objects.create(
                area_code=village, inspection=visit, household=homes[key], place=place, form=form,
                head_name=homes[key].head_name,
            )  # fmt: skip
    return visit
