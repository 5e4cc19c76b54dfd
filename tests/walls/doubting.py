"""The scene's findings: one sent, a household to be identified, a rule to be mended."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from mingbai.kit.scope import ActingPost, entered
from mingbai.registry.models import Household
from mingbai.screening.actions import verifying
from mingbai.screening.actions.verifying import Answer
from mingbai.screening.models import Finding, Mending, ToIdentify
from mingbai.screening.states import Verdict
from tests.factories import county, findings
from tests.factories.county import COUNTY, VILLAGE


@dataclass
class Rows:
    """One of each."""

    finding: Finding
    queue: ToIdentify
    mending: Mending

    def keys(self) -> dict[str, Any]:
        """Values of address parameters."""
        return {name: str(getattr(self, name).key) for name in ("finding", "queue", "mending")}

    def rows(self) -> list[Any]:
        """What nobody from elsewhere may change, and the township's posts can see."""
        return [self.finding, self.queue]


def lay(household: Household, by: ActingPost, at: datetime, name: str) -> Rows:
    """Write them; ``by`` is a post of the township, ``name`` what nobody from elsewhere may read."""
    cadre, office = county.person("village_cadre", VILLAGE), county.person("county_office_officer")
    with entered(by), transaction.atomic():
        household.refresh_from_db()
        said = {"name": name, "reason": name, "title": name}
        sent = findings.sent(home=household, by=by, at=at, **said)
        true = findings.sent(home=household, by=by, at=at, **said)
    with entered(cadre.acting), transaction.atomic():
        verifying.answer(finding=true, given=Answer(Verdict.TRUE, name), by=cadre.acting, at=at)
        queue = ToIdentify.objects.get(household=household)
    with entered(office.acting), transaction.atomic():
        mending = Mending.objects.create(
            area_code=COUNTY, rule="R01", title=name, since=at.date(), confirmed=1, denied=30, proposed_at=at
        )
    return Rows(sent, queue, mending)
