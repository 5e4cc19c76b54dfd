"""A change of the rule book, an edition, a what-if: the county's own, no business of a township."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingbai.kit.scope import ActingPost, entered
from mingbai.screening.actions import book, editions, what_if
from mingbai.screening.actions.book import Proposal
from mingbai.screening.models import BookChange, Edition, Run, WhatIf
from mingbai.screening.queries import editions as books
from mingbai.screening.queries import what_if as asking
from mingbai.screening.states import BookChangeKind, RunOccasion, RunState, WhatIfState
from tests.factories import county

ERA, AS_OF = "2016-2020", date(2020, 11, 30)


@dataclass
class Rows:
    """Rows of the county's office; `by` entered them."""

    by: ActingPost
    change: BookChange
    edition: Edition
    what_if: WhatIf

    def keys(self) -> dict[str, Any]:
        return {
            "book_change": str(self.change.key),
            "edition": str(self.edition.key),
            "what_if": str(self.what_if.key),
            "rule": "P01",
            "parameter": "industry_award",
            "unverified": "medical_alert_inpatient_graduated",
            "since": "2016-01-01",
        }

    def standing(self) -> list[Any]:
        with entered(self.by), transaction.atomic():
            change = BookChange.objects.filter(pk=self.change.pk).values_list().get()
            asked = WhatIf.objects.filter(pk=self.what_if.pk).values_list().get()
            return [change, asked, BookChange.objects.count(), Edition.objects.count()]


def lay(at: datetime, reason: str) -> Rows:
    """Write them through the program's own verbs."""
    by = county.person("county_office_officer").acting
    with entered(by), transaction.atomic():
        facts = Proposal(
            BookChangeKind.VALUE, "industry_award", date(2020, 12, 1), "3500",
            paper_number="一号", paper_title=reason, paper_on=date(2020, 11, 1), reason=reason,
        )  # fmt: skip
        change = book.draft(facts=facts, by=by, at=at)
        edition = editions.note(era=ERA, by=by, at=at)
        return Rows(by, change, edition, _asked(by, at, reason))


def _asked(by: ActingPost, at: datetime, name: str) -> WhatIf:
    """A what-if that somebody saved under a name."""
    run = Run.objects.create(
        area_code=by.area_code, occasion=RunOccasion.HAND, state=RunState.DONE, as_of=AS_OF, era=ERA,
        asked_by=by.label, asked_at=at, ended_at=at,
    )  # fmt: skip
    knob = asking.of_parameter(books.book(run.as_of), "industry_award", AS_OF)[0]
    setting = asking.turned(books.book(run.as_of), knob, "4000")
    row = what_if.ask(settings=[setting] if setting else [], by=by, at=at)
    WhatIf.objects.filter(pk=row.pk).update(state=WhatIfState.DONE)
    row.refresh_from_db()
    what_if.keep(row=row, name=name, reason=name, by=by, at=at)
    row.refresh_from_db()
    return row
