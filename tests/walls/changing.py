"""The scene's natural change with its paper, and what a death proposes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes, changes_papers, corrections, entry
from mingbai.registry.models import (
    ChangePaper,
    CorrectionRequest,
    EntryClerk,
    Household,
    NaturalChange,
    StopProposal,
)
from mingbai.registry.queries.changes_details import Details
from mingbai.registry.states import ChangeKind, CorrectionAsk
from tests.factories.county import VILLAGE

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@dataclass
class Rows:
    """One of each."""

    change: NaturalChange
    paper: ChangePaper
    stop: StopProposal
    correction: CorrectionRequest
    clerk: EntryClerk

    def keys(self) -> dict[str, Any]:
        """Values of address parameters."""
        return {
            "change": str(self.change.key),
            "change_kind": "birth",
            "change_paper": self.paper.pk,
            "stop": str(self.stop.key),
            "ground": "cause",
            "person": str(self.correction.person.key),
            "correction": str(self.correction.key),
            "clerk": str(self.clerk.key),
        }

    def rows(self) -> list[Any]:
        """What nobody from elsewhere may change."""
        return [self.change, self.paper, self.stop, self.correction, self.clerk]


def lay(household: Household, by: ActingPost, at: datetime, name: str) -> Rows:
    """Write them, in the scope of ``by``."""
    household.refresh_from_db()
    facts = changes.NewChange(
        ChangeKind.BIRTH, date(2020, 11, 2), VILLAGE, household, relation="son",
        details=Details(name=name, sex="male"),
    )  # fmt: skip
    change = changes.draft(facts=facts, by=by, at=at)
    paper = changes_papers.add(
        change=change, kind="birth_certificate", title="证明.png", pieces=iter([PNG]), by=by, at=at
    )
    stop = StopProposal.objects.create(
        area_code=VILLAGE, change=change, household=household, person=household.persons.get(),
        person_name=name, household_name=name, benefit="dibao", line="social_assistance",
        from_month=date(2020, 12, 1), proposed_at=at,
    )  # fmt: skip
    asked = corrections.Asked(CorrectionAsk.SEE, name)
    request = corrections.write_down(person=household.persons.get(), asked=asked, by=by, at=at)
    clerk = entry.add_clerk(
        area_code=VILLAGE, name=name, duty="", full_time=True, trained_on=None, by=by, at=at
    )
    return Rows(change, paper, stop, request, clerk)
