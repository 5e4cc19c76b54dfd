"""A team's week: its matters first, then the villages and households that the lot names."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.calendar import monday
from mingbai.kit.scope import ActingPost
from mingbai.oversight import permits
from mingbai.oversight.actions import office
from mingbai.oversight.actions.refusal import BadProblem, MayNotList
from mingbai.oversight.models import Draw, Inspected, Inspection, TeamTask
from mingbai.oversight.queries import draw, inspections, naming
from mingbai.oversight.states import DrawOf, FormKind
from mingbai.registry.models import Household

LONGEST_MATTER = 200
WORKING_DAYS = 5


@dataclass(frozen=True, slots=True)
class Lots:
    """By which seed, who draws, when."""

    seed: str
    by: str
    at: datetime

    def drawn(
        self, of: str, names: Sequence[str], wanted: int, first: Container[str] = (), **where: Any
    ) -> list[str]:
        """Draw, and keep the list as it stands, so that anybody draws the same again.

        Those of the names that are in ``first`` come before all others.
        """
        before = [name for name in names if name in first]
        Draw.objects.create(
            of=of, seed=self.seed, names=list(names), wanted=wanted, first=before, drawn_at=self.at,
            drawn_by=self.by, **where,
        )  # fmt: skip
        return draw.drawn(self.seed, names, wanted, before)


@transaction.atomic
def give_task(
    *, team: str, week: date, matters: list[str], villages: int, poor: int, other: int, seed: str,
    by: ActingPost, at: datetime,
) -> TeamTask:  # fmt: skip
    """督查事项交办单: what the team looks at this week, before it plans. Raises MayNotList, BadProblem."""
    office.demand(by)
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
    if not permits.draws(by, task):
        raise MayNotList(permits.draws.sentence())
    TeamTask.objects.select_for_update().get(pk=task.pk)  # two of a team at once: the second finds it drawn
    if task.inspections.exists():
        raise BadProblem(_("This week is drawn already."))
    lots, seen = Lots(task.seed, by.label[:120], at), inspections.visited(task)
    lived_in = inspections.lived_in(inspections.villages(task.team, task.week))
    free = [code for code in lived_in if code not in seen]
    if not free:
        raise BadProblem(_("The team has no village left to draw in this quarter."))
    where: dict[str, Any] = {"task": task, "area_code": task.area_code}
    chosen = lots.drawn(DrawOf.VILLAGES, free, task.villages_wanted, **where)
    return [
        _drawn(task, code, task.week + timedelta(days=n % WORKING_DAYS), lots)
        for n, code in enumerate(chosen)
    ]


def _drawn(task: TeamTask, village: str, on: date, lots: Lots) -> Inspection:
    visit = Inspection.objects.create(area_code=village, task=task, team=task.team, on=on)
    forms: dict[str, str] = {}
    first = inspections.absent(village)
    for form, registered, count in (
        (FormKind.POOR, True, task.poor_wanted),
        (FormKind.OTHER, False, task.other_wanted),
    ):
        if count:
            free = inspections.households(village, registered=registered, on=on)
            keys = lots.drawn(DrawOf(form), free, count, first, inspection=visit, area_code=village)
            forms |= dict.fromkeys(keys, form)
    sampled(visit, forms)
    return visit


def sampled(visit: Inspection, forms: Mapping[str, str]) -> None:
    """The visit's forms: by the keys of the households drawn, in the order of their lots."""
    homes = {str(home.key): home for home in Household.objects.filter(key__in=list(forms))}
    Inspected.objects.bulk_create(
        Inspected(
            area_code=visit.area_code, inspection=visit, household=homes[key], place=place, form=form,
            head_name=homes[key].head_name,
        )
        for place, (key, form) in enumerate(forms.items(), start=1)
    )  # fmt: skip
