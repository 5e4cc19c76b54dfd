"""The scene's departmental file and what lies between files and people; nobody else may see them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from mingbai.exchange.actions import authorisations, entrusted, receiving, tokens
from mingbai.exchange.models import ApiToken, Authorisation, Delivery, DoubtfulPair, EntrustedRequest
from mingbai.exchange.queries import periods
from mingbai.kit.files.uploads import Upload
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries import units
from mingbai.registry.models import Person
from tests.factories import county, families

UNIT, DATASET = "medical_insurance_bureau", "medical_settlement"


@dataclass
class Rows:
    """One of each, and who sees them."""

    by: ActingPost
    office: ActingPost
    delivery: Delivery
    token: ApiToken
    pair: DoubtfulPair
    authorisation: Authorisation
    entrusted: EntrustedRequest

    def keys(self) -> dict[str, Any]:
        """Values of address parameters."""
        return {
            "delivery": str(self.delivery.key), "delivery_place": 0, "dataset": DATASET,
            "token": str(self.token.key), "pair": str(self.pair.key), "pair_answer": "same",
            "authorisation": str(self.authorisation.key), "entrusted": str(self.entrusted.key),
        }  # fmt: skip

    def standing(self) -> list[Any]:
        """How they stand; nobody from elsewhere may change a thing."""
        with entered(self.office), transaction.atomic():
            rows = [self.delivery, self.token, self.pair, self.authorisation, self.entrusted]
            found = [type(row).objects.filter(pk=row.pk).values_list().get() for row in rows]
            return [*found, Delivery.objects.count()]


def lay(at: datetime, name: str, person: Person) -> Rows:
    """Write them, as somebody of the bureau and of the county office."""
    by = county.person("department_officer", unit=UNIT, name=name).acting
    office = county.person("county_office_officer", name=name).acting
    with entered(by), transaction.atomic():
        delivery = _delivery(by, at, name)
        token = tokens.make(name=name, by=by, at=at).token
    with entered(office), transaction.atomic():
        pair = DoubtfulPair.objects.create(
            area_code=person.area_code, mark="0" * 20, person=person, dataset=DATASET,
            written={"name": name}, probability=0.5, candidates=1, why="name", noted_at=at,
        )  # fmt: skip
        signed = authorisations.Signed(
            name=name, number=families.id_no(), signed_on=at.date(), household=person.household
        )
        paper = authorisations.note(signed=signed, by=office, at=at)
        wish = entrusted.Wish("泌数函〔2020〕1号", "vehicle", name, "monitoring", name, "registered")
        request = entrusted.draft(wish=wish, by=office, at=at)
    return Rows(by, office, delivery, token, pair, paper, request)


def _delivery(by: ActingPost, at: datetime, name: str) -> Delivery:
    unit = units.by_code(UNIT)
    assert unit is not None
    upload = Upload(f"{name}.csv", [f"结算单号,姓名\n1,{name}\n".encode()])
    period = periods.of(date(2020, 10, 31), "month")
    return receiving.receive(
        dataset=DATASET, period=period, unit=unit, files=[upload], channel="browser", by=by, at=at
    )
