"""What a run found, as rows of findings: the ledger's subjects, periods, lines of work, who may see it."""

from __future__ import annotations

from datetime import date

import polars as pl

from mingbai.kit.pack import installed
from mingbai.rulebook.book import Book, Rule
from mingbai.rulebook.reaching import led_to
from mingbai.screening.actions.comparing import Compared
from mingbai.screening.queries.periods import period_of

KEY = ("rule", "kind", "subject_kind", "subject_no", "period")
COLUMNS = (
    *KEY, "household_id", "person_id", "area_code", "name", "head_name", "title", "title_en",
    "reason", "reason_en", "grounds", "amount_fen", "severity", "document", "owner", "line", "restricted",
    "edition",
)  # fmt: skip
PERSON, HOUSEHOLD = "person", "household"


def rows(found: Compared, *, as_of: date) -> pl.DataFrame:
    """One row for each finding, in the columns of COLUMNS and `no`, the number the run knows it by."""
    told = pl.read_parquet(found.findings)
    county = installed().county.ljust(12, "0")
    whole = subjects(told, found).join(_rules(found.book, told, as_of), on=["rule", "kind"], how="left")
    return whole.with_columns(
        subject_kind=pl.col("subject"),
        area_code=pl.col("area_code").fill_null(county),
        name=pl.col("name").fill_null("").str.slice(0, 80),
        head_name=pl.col("head_name").fill_null("").str.slice(0, 60),
        title=pl.col("title").str.slice(0, 120),
    ).select(*COLUMNS, "no")


def subjects(told: pl.DataFrame, found: Compared) -> pl.DataFrame:
    """With the ledger's `subject_no`, `household_id`, `person_id`, where it knows the subject."""
    homes = pl.read_parquet(found.tables.folder / "keys_household.parquet")
    people = pl.read_parquet(found.tables.folder / "keys_person.parquet")
    whole = told.join(
        homes.select("household_no", "household_id", "head_name"), on="household_no", how="left"
    )
    of_person = people.select("person_id", no="person_no", subject=pl.lit(PERSON))
    whole = whole.join(of_person, on=["no", "subject"], how="left")
    ours = pl.when(subject=PERSON).then("person_id").when(subject=HOUSEHOLD).then("household_id")
    return whole.with_columns(subject_no=pl.coalesce(ours.cast(pl.String), "no"))


def _rules(book: Book, told: pl.DataFrame, as_of: date) -> pl.DataFrame:
    """What the rules say of each kind of their findings."""
    lines = {code: unit["lines"] for code, unit in installed().section("units").items()}
    found = [
        {
            "rule": code,
            "kind": kind,
            "period": period_of(book.rules[code], kind, as_of),
            "title_en": book.rules[code].title.en[:200],
            "document": book.rules[code].document[:40],
            "line": next(iter(lines.get(book.rules[code].owner, ())), ""),
            "restricted": restricted(book, book.rules[code], kind),
            "edition": book.edition,
        }
        for code, kind in told.select("rule", "kind").unique().sort("rule", "kind").iter_rows()
    ]
    schema = dict.fromkeys(("rule", "kind", "period", "title_en", "document", "line"), pl.String)
    return pl.DataFrame(found, schema=schema | {"restricted": pl.Boolean, "edition": pl.String})


def restricted(book: Book, rule: Rule, kind: str) -> bool:
    """Whether the finding speaks of over-payment or of what somebody owns; the pack says what does."""
    few = installed().section("runs")["restricted"]
    facts, _ = led_to(book, rule)
    return kind in few["kinds"] or any(
        book.entities[entity].dataset in few["datasets"] for entity, _f in facts
    )
