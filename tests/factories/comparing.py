"""A run and its tables, as a comparison lays them out, made small by hand."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from mingbai.registry.models import Household, Person
from mingbai.screening.models import Run
from mingbai.screening.states import RunOccasion, RunState
from tests.factories.county import AT, COUNTY

AS_OF = date(2020, 11, 30)
PERSON = {
    "dibao": pl.Boolean, "tekun": pl.Boolean, "health_disabled": pl.Boolean, "resident_medical": pl.Boolean,
    "employee_medical": pl.Boolean, "welfare_post": pl.String, "student_status": pl.String,
}  # fmt: skip


def run(*, as_of: date = AS_OF) -> Run:
    """A run that ended well."""
    return Run.objects.create(
        area_code=COUNTY, occasion=RunOccasion.HAND, state=RunState.DONE, as_of=as_of, era="2016-2020",
        asked_by="县办", asked_at=AT, started_at=AT, ended_at=AT,
    )  # fmt: skip


def tables(
    folder: Path,
    *,
    homes: Sequence[Household],
    people: Sequence[Person] = (),
    standing: Sequence[dict[str, Any]] = (),
    payments: Sequence[dict[str, Any]] = (),
    **others: pl.DataFrame,
) -> dict[str, Path]:
    """Parquet files by name. ``others`` are whole tables, their keys ids of the registry as text."""
    folder.mkdir(parents=True, exist_ok=True)
    persons = [{"person_no": str(one.pk), "household_no": str(one.household_id)} for one in people]
    frames = {
        "household": pl.DataFrame(
            [
                {
                    "household_no": str(home.pk), "area_code": home.area_code, "registered": True,
                    "net_per_capita": home.net_per_capita,
                }
                for home in homes
            ],
            schema={
                "household_no": pl.String, "area_code": pl.String, "registered": pl.Boolean,
                "net_per_capita": pl.Int64,
            },
        ),
        "person": pl.DataFrame(persons, schema={"person_no": pl.String, "household_no": pl.String, **PERSON}),
        "standing": pl.DataFrame(
            standing,
            schema=dict.fromkeys(
                ("rule", "subject", "no", "standing", "person_no", "household_no", "area_code"), pl.String
            ),
        ),
        "subsidy_payments": pl.DataFrame(
            payments,
            schema={
                "row_no": pl.Int64, "person_no": pl.String, "item": pl.String, "month": pl.Date,
                "status": pl.String,
            },
        ),
        "keys_person": pl.DataFrame(
            [{"person_no": str(one.pk), "person_id": one.pk} for one in people],
            schema={"person_no": pl.String, "person_id": pl.Int64},
        ),
        "keys_household": pl.DataFrame(
            [{"household_no": str(home.pk), "household_id": home.pk} for home in homes],
            schema={"household_no": pl.String, "household_id": pl.Int64},
        ),
        **others,
    }  # fmt: skip
    for name, frame in frames.items():
        frame.write_parquet(folder / f"{name}.parquet")
    return {name: folder / f"{name}.parquet" for name in frames}


def stands(rule: str, standing: str, *, home: Household, person: Person | None = None) -> dict[str, Any]:
    """A line of the table `standing`."""
    subject = person or home
    return {
        "rule": rule,
        "subject": "person" if person else "household",
        "no": str(subject.pk),
        "standing": standing,
        "person_no": str(person.pk) if person else None,
        "household_no": str(home.pk),
        "area_code": home.area_code,
    }


def paid(
    person: Person, item: str, status: str, *, month: date = date(2020, 11, 1), row: int = 1
) -> dict[str, Any]:
    """A row of the one-card payments."""
    return {"row_no": row, "person_no": str(person.pk), "item": item, "month": month, "status": status}
