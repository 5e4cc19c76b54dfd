"""A ledger made of a county's files of today, through the registry's own verbs."""

from datetime import date, timedelta
from pathlib import Path

import polars as pl
from django.db import transaction

from mingbai.demo.ledger import MONITORED, ROSTER, SHEET, TODAYS, stated_amounts, watched
from mingbai.demo.past import opening
from mingbai.kit.scope import entered
from mingbai.registry.actions import importing, incomes_bulk
from mingbai.registry.models import Household
from mingbai.registry.states import Category
from tests.factories import county
from tests.factories.county import AT


def of_today(folder: Path) -> None:
    """The national layouts, the roster, the village sheet, and last year's incomes."""
    sender, merger = (county.person(kind).acting for kind in ("county_office_officer", "county_office_head"))
    uploads = [importing.Upload.of(folder / "people" / name) for name in (*TODAYS, ROSTER, SHEET)]
    at = AT - timedelta(days=1)
    with transaction.atomic(), entered(sender):
        batch = importing.stage(
            files=uploads, as_of=date(2020, 1, 1), by=sender, at=at, category=Category.GRADUATED
        )
        importing.check(batch=batch, by=sender, at=at)
        importing.ask(batch=batch, by=sender, at=at)
    with transaction.atomic(), entered(merger):
        importing.merge_now(batch=batch, by=merger, at=at)
        _last_year(folder / "people")
        watched(folder / "people" / f"{MONITORED}.xlsx", by=merger, at=AT)


def _last_year(people: Path) -> None:
    homes = {home.number: home for home in Household.objects.filter(registered=True)}
    rows = [
        {
            "household_id": homes[number].pk, "area_code": homes[number].area_code, "year": 2019,
            "counted_on": date(2019, 12, 10), **stated_amounts(row),
        }
        for number, row in opening.stated(people, 2019).items()
        if number in homes
    ]  # fmt: skip
    incomes_bulk.count_many(pl.DataFrame(rows), counted_by="县办", at=AT - timedelta(days=1))
