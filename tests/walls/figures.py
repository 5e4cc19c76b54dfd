"""The scene's due benefit, over-payment and figures."""

from dataclasses import dataclass
from typing import Any

from mingbai.registry.models import Household
from mingbai.screening.models import Cell, DueCase, Finding
from mingbai.screening.states import Board, FindingKind, FindingState, Standing
from tests.factories import comparing, findings


@dataclass
class Rows:
    """One of each."""

    due: Finding
    undue: Finding
    case: DueCase
    cell: Cell

    def keys(self) -> dict[str, Any]:
        """Values of address parameters."""
        return {
            "due": str(self.due.key),
            "undue": str(self.undue.key),
            "application_kind": "docx",
            "board": Board.STANDARD.value,
        }

    def rows(self) -> list[Any]:
        """What nobody from elsewhere may change."""
        return [self.due, self.undue, self.case, self.cell]


def lay(household: Household, name: str) -> Rows:
    """Write them, in the scope of the machine, as a run does."""
    person = household.persons.get()
    run = comparing.run()
    told = {"home": household, "person": person, "name": name, "last_run": run, "first_run": run}
    due = findings.finding(kind=FindingKind.DUE, rule="P05", line="social_assistance", **told)
    undue = findings.finding(
        kind=FindingKind.UNDUE, rule="P07", line="social_assistance", restricted=True,
        state=FindingState.TRUE, **told,
    )  # fmt: skip
    case = DueCase.objects.create(finding=due, area_code=due.area_code, household_id=household.pk)
    cell = Cell.objects.create(
        area_code=household.area_code, run=run, as_of=run.as_of, board=Board.BENEFITS, item="P05",
        line="social_assistance",
        standing=Standing.MISSING, subject="person", count=1, subjects=[person.pk],
    )  # fmt: skip
    return Rows(due, undue, case, cell)
