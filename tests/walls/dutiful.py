"""The scene's draft of a duty's text, a paper of the register, and a demand on the township's village."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mingbai.duties.actions import demands, documents, texts
from mingbai.duties.models import Demand, Document, DutyText
from mingbai.kit.scope import ActingPost, entered
from tests.factories import county
from tests.factories.county import VILLAGE

DUTY = "village_cadre_01"


@dataclass
class Rows:
    """One of each; the paper is everybody's to read."""

    text: DutyText
    document: Document
    demand: Demand

    def keys(self) -> dict[str, Any]:
        """Values of address parameters."""
        return {
            "duty": DUTY,
            "duty_text": str(self.text.key),
            "document": str(self.document.key),
            "demand": str(self.demand.key),
            "no_move": "approve",
        }

    def standing(self) -> list[Any]:
        """How they stand, as the county office sees it."""
        office = county.person("county_office_officer").acting
        with entered(office), transaction.atomic():
            rows = [self.text, self.document, self.demand]
            found = [type(row).objects.filter(pk=row.pk).values_list().get() for row in rows]
            return [*found, *(type(row).objects.count() for row in rows)]


def lay(by: ActingPost, at: datetime, secret: str) -> Rows:
    """Drafted and entered by the county office; the demand noted by ``by``."""
    office = county.person("county_office_officer").acting
    with entered(office), transaction.atomic():
        paper = documents.Paper(
            "泌办〔2020〕1号", "职责清单的通知", "县委办", at.date(), "county", "人人有责"
        )
        document = documents.register(paper=paper, by=office, at=at)
        wording = texts.Wording(secret, at.date(), document=document, reason=secret)
        text = texts.draft(duty=DUTY, wording=wording, by=office, at=at)
    with entered(by), transaction.atomic():
        asked = demands.Asked((VILLAGE,), "form", secret, secret, at.date(), 30)
        (demand,) = demands.note(asked=asked, by=by, at=at)
    return Rows(text, document, demand)
