"""The scene's problem with its sheet, paper, request and appeal; a visit with a household, a fact, a lot."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingbai.kit.scope import ActingPost, entered
from mingbai.oversight.actions import asking, briefs, papers, planning, problems, sheets
from mingbai.oversight.models import (
    Appeal,
    Brief,
    Draw,
    Extension,
    Fact,
    FrozenPeriod,
    Inspected,
    Inspection,
    Observation,
    Observed,
    ObservedResult,
    Practice,
    Problem,
    Proposal,
    Recheck,
    Sheet,
    TeamTask,
)
from mingbai.registry.models import Household
from tests.factories import county
from tests.factories.county import VILLAGE

VISITED = ("recheck", "task", "inspection", "inspected", "fact", "lot", "proposal", "practice",
           "observed", "observed_result")  # fmt: skip
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@dataclass
class Rows:
    """One of each."""

    problem: Problem
    sheet: Sheet
    extension: Extension
    appeal: Appeal
    recheck: Recheck
    task: TeamTask
    inspection: Inspection
    inspected: Inspected
    fact: Fact
    lot: Draw
    brief: Brief
    proposal: Proposal
    practice: Practice
    observed: Observed
    observed_result: ObservedResult

    def keys(self) -> dict[str, Any]:
        """Values of address parameters."""
        return {
            "problem": str(self.problem.key),
            "sheet": str(self.sheet.key),
            "extension": str(self.extension.key),
            "appeal": str(self.appeal.key),
            "brief": str(self.brief.key),
            "no_token": "no-such-token",
            "frozen_period": "2020-10",
            "frozen_year": 2020,
            "observation": "2018-Q1",
            **{name: str(getattr(self, name).key) for name in VISITED},
        }

    def rows(self) -> list[Any]:
        """What nobody from elsewhere may change."""
        visited = [
            self.recheck,
            self.inspection,
            self.inspected,
            self.fact,
            self.lot,
            self.proposal,
            self.practice,
            self.observed,
            self.observed_result,
        ]  # the task and the brief lie at the county
        return [self.problem, self.sheet, self.extension, self.appeal, *visited]


def lay(household: Household, by: ActingPost, at: datetime, name: str) -> Rows:
    """Listed by ``by``, assigned by the county office, answered by ``by``."""
    wanted = problems.Wanted(
        area_code=VILLAGE, source="self", category="data", severity="moderate", name=name, title=name,
        fact=name, found_on=at.date(), household_id=household.pk,
    )  # fmt: skip
    office = county.person("county_office_head").acting
    with entered(by), transaction.atomic():
        problem = problems.enlist(wanted=wanted, by=by, at=at)
        papers.add(problem=problem, title="证明.png", pieces=iter([PNG]), by=by, at=at)
    with entered(office), transaction.atomic():
        (sheet,) = sheets.issue(by=office, at=at, area=VILLAGE)
    with entered(by), transaction.atomic():
        problem.refresh_from_db()
        extension = asking.ask_time(problem=problem, days=3, reason=name, by=by, at=at)
        appeal = asking.ask_appeal(problem=problem, said=name, by=by, at=at)
    with entered(office), transaction.atomic():
        brief = briefs.issue(by=office, at=at)
    visited = _visited(problem, office, at, name)
    return Rows(problem, sheet, extension, appeal, brief=brief, **visited)


def _visited(problem: Problem, office: ActingPost, at: datetime, name: str) -> dict[str, Any]:
    """A visit that has ended, so that whoever covers the village may see it."""
    with entered(office), transaction.atomic():
        household = problem.household
        recheck = Recheck.objects.create(
            area_code=VILLAGE, problem=problem, month=at.date().replace(day=1), team="inspection_team_3",
            drawn_at=at,
        )  # fmt: skip
        task = planning.give_task(
            team="inspection_team_3", week=at.date(), matters=[name], villages=1, poor=1, other=0, seed="七",
            by=office, at=at,
        )  # fmt: skip
        found = Inspection.objects.create(
            area_code=VILLAGE, task=task, team=task.team, on=at.date(), state="ended", ended_at=at, met=name
        )
        home = Inspected.objects.create(
            area_code=VILLAGE, inspection=found, household=household, place=1, form="poor", head_name=name
        )
        fact = Fact.objects.create(
            area_code=VILLAGE, inspection=found, inspected=home, household_id=household.pk, category="data",
            severity="minor", title=name, fact=name, noted_at=at, noted_by=name,
        )  # fmt: skip
        lot = Draw.objects.create(
            area_code=VILLAGE, of="poor", inspection=found, seed="七", names=[str(household.key)], wanted=1,
            drawn_at=at, drawn_by=name,
        )  # fmt: skip
    return {
        "proposal": _proposal(office, at, name),
        "practice": _practice(office, at, name),
        **_observed(office, at, name),
        "recheck": recheck,
        "task": task,
        "inspection": found,
        "inspected": home,
        "fact": fact,
        "lot": lot,
    }


def _proposal(office: ActingPost, at: datetime, name: str) -> Proposal:
    """For the village, of the year before the scene; told."""
    with entered(office), transaction.atomic():
        year = FrozenPeriod.objects.create(
            area_code=office.area_code, kind="year", begins=date(at.year - 1, 1, 1),
            frozen_at=at, frozen_by=name, edition="", digest="",
        )  # fmt: skip
        return Proposal.objects.create(
            area_code=VILLAGE, frozen=year, year=at.year - 1, subject="village", subject_no=VILLAGE,
            label=name, measure="discuss", found=1, due_count=1, in_time=1, reopened=0, made_at=at,
            told_at=at,
        )  # fmt: skip


def _practice(office: ActingPost, at: datetime, name: str) -> Practice:
    """The village's, adopted."""
    with entered(office), transaction.atomic():
        return Practice.objects.create(
            area_code=VILLAGE, subject="village", subject_no=VILLAGE, label=name, title=name, what=name,
            paper=name, state="adopted", proposed_by=name, proposed_at=at,
        )  # fmt: skip


def _observed(office: ActingPost, at: datetime, name: str) -> dict[str, Any]:
    """The village's ledger, scored and frozen in the first quarter of the year before."""
    with entered(office), transaction.atomic():
        quarter = date(at.year - 1, 1, 1)
        one = Observation.objects.create(
            area_code=office.area_code, quarter=quarter, on=quarter, seed="七", names=[VILLAGE], opened_at=at,
            opened_by=name, frozen_at=at,
        )  # fmt: skip
        village = Observed.objects.create(area_code=VILLAGE, observation=one, label=name)
        result = ObservedResult.objects.create(
            area_code=VILLAGE, observed=village, quarter=quarter, label=name, attendees_count=0,
            accepted_count=0, parts={}, remarks=[name], frozen_at=at,
        )  # fmt: skip
    return {"observed": village, "observed_result": result}
