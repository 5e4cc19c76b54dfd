"""The scene's problem: on a sheet, with a paper, a request for more time and an appeal."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mingbai.kit.scope import ActingPost, entered
from mingbai.oversight.actions import asking, papers, problems, sheets
from mingbai.oversight.models import Appeal, Extension, Problem, Sheet
from mingbai.registry.models import Household
from tests.factories import county
from tests.factories.county import VILLAGE

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@dataclass
class Rows:
    """One of each."""

    problem: Problem
    sheet: Sheet
    extension: Extension
    appeal: Appeal

    def keys(self) -> dict[str, Any]:
        """Values of address parameters."""
        return {
            "problem": str(self.problem.key),
            "sheet": str(self.sheet.key),
            "extension": str(self.extension.key),
            "appeal": str(self.appeal.key),
        }

    def rows(self) -> list[Any]:
        """What nobody from elsewhere may change."""
        return [self.problem, self.sheet, self.extension, self.appeal]


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
    return Rows(problem, sheet, extension, appeal)
