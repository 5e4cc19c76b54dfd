"""From a run's tables to cells: how many of each village stand how, and who they are."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl

from mingbai.compare import agreeing
from mingbai.kit.calendar import add_months
from mingbai.screening.states import Board, Standing, Whose

c = pl.col
STANDING = "standing"
PAYMENTS = "subsidy_payments"
STATUS = {"returned": Whose.ACCOUNT, "pending": Whose.ON_THE_WAY}
CELL = ("board", "item", "standing", "subject", "area_code")


def cells(tables: Mapping[str, Path], *, line_fen: int | None) -> pl.DataFrame:
    """Columns of CELL, `count`, and `subjects`: ids of persons or households in the order of their homes.

    ``tables`` are a run's by name: those of the book, `standing` of ``compare.standing``, and `keys_person`
    and `keys_household`, which lead from the run's numbers to the ledger's ids.
    """
    lines = pl.concat([_benefits(tables), _comparisons(tables, line_fen)])
    people, homes = _ids(tables, "person"), _ids(tables, "household")
    named = pl.concat(
        [
            lines.filter(c("subject") == kind).join(ids, on="no", maintain_order="left")
            for kind, ids in (("person", people), ("household", homes))
        ]
    )
    return named.group_by(CELL).agg(count=pl.len().cast(pl.Int32), subjects=c("id")).sort(CELL)


def _ids(tables: Mapping[str, Path], kind: str) -> pl.DataFrame:
    """From the run's numbers (`no`) to ids of the ledger."""
    keys = pl.read_parquet(tables[f"keys_{kind}"], columns=[f"{kind}_no", f"{kind}_id"])
    return keys.select(no=c(f"{kind}_no"), id=c(f"{kind}_id").cast(pl.Int64)).drop_nulls()


def _benefits(tables: Mapping[str, Path]) -> pl.DataFrame:
    """All but who misses something. What is neither person nor household stands for its person or home."""
    person = c("person_no").is_not_null()
    return (
        pl.scan_parquet(tables[STANDING])
        .filter(c("standing") != str(Standing.MISSING))
        .select(
            board=pl.lit(str(Board.BENEFITS)),
            item=c("rule"),
            standing=c("standing"),
            subject=pl.when(person).then(pl.lit("person")).otherwise(pl.lit("household")),
            area_code=c("area_code"),
            no=pl.coalesce("person_no", "household_no"),
        )
        .collect(engine="streaming")
    )


def _comparisons(tables: Mapping[str, Path], line_fen: int | None) -> pl.DataFrame:
    lines = agreeing.agreed(tables, line_fen=line_fen)
    return lines.select("board", "item", "standing", "subject", "area_code", "no").sort("area_code", "no")


def told_by_payments(
    tables: Mapping[str, Path], *, items: Mapping[str, str], as_of: date, months: int
) -> pl.DataFrame:
    """Of whom the newest payment came back or is on its way: rule, person, household, whose, since, mark.

    ``items`` gives the payment item of each policy. A payment of the last ``months`` counts.
    """
    schema = {
        "rule": pl.String, "person": pl.Int64, "household": pl.Int64, "whose": pl.String, "since": pl.Date,
        "mark": pl.String,
    }  # fmt: skip
    if PAYMENTS not in tables or not items:
        return pl.DataFrame(schema=schema)
    rules = pl.LazyFrame({"rule": list(items), "item": list(items.values())})
    newest = (
        pl.scan_parquet(tables[PAYMENTS])
        .filter(c("month") > add_months(as_of.replace(day=1), -months), c("month") <= as_of)
        .sort("month", "row_no")
        .group_by("person_no", "item")
        .agg(c("month").last(), c("status").last())
        .filter(c("status").is_in(list(STATUS)))
    )
    found = newest.join(rules, on="item").join(_led(tables), on="person_no").sort("month", "person")
    return found.select(
        "rule",
        "person",
        "household",
        whose=c("status").replace_strict({code: str(whose) for code, whose in STATUS.items()}),
        since=c("month"),
        mark=pl.concat_str(c("item"), c("month").dt.to_string("%Y-%m"), c("status"), separator=" "),
    ).collect()


def paid(tables: Mapping[str, Path], *, items: Mapping[str, str]) -> pl.DataFrame:
    """Which months' payments have come: rule, person, household, period (2020-11)."""
    schema = {"rule": pl.String, "person": pl.Int64, "household": pl.Int64, "period": pl.String}
    if PAYMENTS not in tables or not items:
        return pl.DataFrame(schema=schema)
    rules = pl.LazyFrame({"rule": list(items), "item": list(items.values())})
    rows = pl.scan_parquet(tables[PAYMENTS]).filter(c("status") == "paid")
    found = rows.join(rules, on="item").join(_led(tables), on="person_no")
    period = c("month").dt.to_string("%Y-%m").alias("period")
    return found.select("rule", "person", "household", period).unique().collect()


def _led(tables: Mapping[str, Path]) -> pl.LazyFrame:
    """From a person's number to ids of person and household."""
    people = pl.scan_parquet(tables["person"]).select("person_no", "household_no")
    ids = _ids(tables, "person").lazy().rename({"no": "person_no", "id": "person"})
    homes = _ids(tables, "household").lazy().rename({"no": "household_no", "id": "household"})
    return people.join(ids, on="person_no").join(homes, on="household_no")


def received(tables: Mapping[str, Path], rules: list[str]) -> set[tuple[str, str, str]]:
    """Who of these policies is seen to have received: rule, kind and key of the subject as in findings."""
    rows = pl.scan_parquet(tables[STANDING]).filter(c("standing") == "received", c("rule").is_in(rules))
    ids = pl.concat(
        _ids(tables, kind).lazy().with_columns(subject=pl.lit(kind)) for kind in ("person", "household")
    )
    led = rows.join(ids, on=["subject", "no"], how="left")
    key = pl.coalesce(c("id").cast(pl.String), "no")
    return set(led.select("rule", "subject", key).collect().iter_rows())
