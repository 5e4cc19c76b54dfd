"""Accepted rows of a file as the staging tables want them; pure frames, no database."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from mingbai.kit.vault.store import normal
from mingbai.packs.sections.income import GROUPS
from mingbai.registry.actions import incomes_bulk
from mingbai.registry.models import HouseholdState, PersonState, VillageProfile
from mingbai.registry.queries import incomes_lines, sounds
from mingbai.tables.declared import Dataset

NATIONAL_PERSON, NATIONAL_HOUSEHOLD = "national_person", "national_household"
ROSTER, VILLAGES = "roster", "village_sheet"
DATASETS = (NATIONAL_PERSON, NATIONAL_HOUSEHOLD, ROSTER, VILLAGES)
CARD, DISABILITY, PASSPORT = "id_card", "disability_card", "passport"
CARD_LENGTH = 18
STATES = {NATIONAL_PERSON: PersonState, NATIONAL_HOUSEHOLD: HouseholdState, VILLAGES: VillageProfile}
FRAME = {"id", "area_code", "person", "household", "valid_from", "valid_to", "year", "version", "indicators"}
VILLAGE_INDICATORS = (
    "road_hardened", "clinic", "culture_square", "broadband",
    "power", "broadcasting", "beautify", "village_room",
)  # fmt: skip
SUMS = (*GROUPS, "gross", "net", "net_per_capita", "reference", "reference_per_capita")
MONEY = ("wage_income", "business_income", "property_income", "transfer_income", "business_expense")
"""Without any of them a household's row says nothing of its income."""
SAID = (
    "net_per_capita", "wage_income", "business_income", "business_expense", "family_planning", "dibao_income",
    "tekun_income", "pension_income", "ecology_income",
)  # fmt: skip
"""Amounts that comparisons ask for, as the national record has them."""


def state_columns(dataset: Dataset) -> list[str]:
    """The columns of a file that the ledger keeps over time."""
    model = STATES.get(dataset.code)
    if model is None:
        return []
    kept = {each.name for each in model._meta.concrete_fields} - FRAME
    return [column.name for column in dataset.columns if column.name in kept]


def too_long(frame: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    """Cells longer than the ledger keeps: `row_no`, `column`."""
    model = STATES.get(dataset.code)
    limits = {"name": 60, "household_no": 32, "person_no": 32, "ethnic": 20, "bank": 60}
    if model is not None:
        for name in state_columns(dataset):
            limits[name] = model._meta.get_field(name).max_length or 0  # type: ignore[union-attr]
    found = [
        frame.filter(pl.col(name).str.len_chars() > most).select("row_no", column=pl.lit(name))
        for name, most in limits.items()
        if most and name in frame.columns and frame.schema[name] == pl.String
    ]
    return pl.concat(found) if found else pl.DataFrame(schema={"row_no": pl.UInt32, "column": pl.String})


def facts(frame: pl.DataFrame, names: Sequence[str], joined: Sequence[str] = ("health",)) -> pl.Series:
    """The named columns of each row as a JSON object; an unknown text is empty, other unknown values null.

    Columns `joined` hold several codes: by commas here, by plus signs in files.
    """
    if not names:
        return pl.repeat(None, len(frame), dtype=pl.String, eager=True)
    cells = []
    for name in names:
        kind = frame.schema[name]
        if kind == pl.String:
            text = pl.col(name).fill_null("")
            cells.append(text.str.replace_all("+", ",", literal=True) if name in joined else text)
        elif kind.is_decimal():
            cells.append(pl.col(name).cast(pl.Float64))
        else:
            cells.append(pl.col(name))
    return frame.select(pl.struct(cells).struct.json_encode().alias("facts"))["facts"]


def persons(
    frame: pl.DataFrame, dataset: Dataset, present: Sequence[str], faults: pl.DataFrame
) -> pl.DataFrame:
    """Rows of the national layout or the roster, with `id_no` and `phone` in the open for the next step."""
    national = dataset.code == NATIONAL_PERSON
    kept = [name for name in state_columns(dataset) if name in present]
    good = pl.col("id_no_ok").fill_null(value=False)
    kind = pl.col("id_type") if national else pl.lit(None, pl.String)
    said_sex, said_birth = (pl.col(name) if national else pl.lit(None) for name in ("sex", "birth_date"))
    ids = _plain_ids(frame)
    read = _sort_keys(frame["name"])
    wrong = faults.filter((pl.col("column") == "id_no") & pl.col("reason").str.starts_with("id_")).select(
        row_no=pl.col("row").cast(pl.UInt32), id_fault="reason"
    )
    made = frame.with_columns(ids, kind.alias("kind")).select(
        "sheet",
        "row_no",
        household_no=pl.col("household_no"),
        number=pl.col("person_no"),
        registered=pl.lit(value=national),
        group_no=pl.lit(0) if national else pl.col("group_no").fill_null(0),
        name="name",
        sex=pl.when(good).then("id_no_sex").otherwise(said_sex).fill_null(""),
        birth_date=pl.when(good).then("id_no_birth").otherwise(said_birth),
        ethnic=pl.col("ethnic").fill_null("") if national else pl.lit(""),
        id_no="id_no",
        id_type=pl.when(pl.col("id_no").is_null()).then(pl.lit(""))
        .when(pl.col("kind") == PASSPORT).then(pl.lit(PASSPORT))
        .when(pl.col("id_no").str.len_chars() > CARD_LENGTH).then(pl.lit(DISABILITY))
        .otherwise(pl.lit(CARD)),
        good=good | ((pl.col("kind") == PASSPORT) & pl.col("id_no").is_not_null()).fill_null(value=False),
        phone=pl.col("member_phone") if national else pl.lit(None, pl.String),
        relation="relation",
        facts=facts(frame, kept),
        said_sex=_said_sex(good) if national else pl.lit(None, pl.String),
        household_phone=pl.col("household_phone") if national else pl.lit(None, pl.String),
    )  # fmt: skip
    made = made.join(read, on="name", how="left", maintain_order="left")
    made = made.join(wrong.unique("row_no"), on="row_no", how="left", maintain_order="left")
    fault = pl.when(pl.col("good")).then(pl.lit("")).otherwise(pl.col("id_fault").fill_null(""))
    length = pl.when(fault != "").then(pl.col("id_no").str.len_chars().cast(pl.Int16))
    return made.with_columns(id_fault=fault, id_fault_length=length)


def _said_sex(good: pl.Expr) -> pl.Expr:
    """The sex as written, where the document number says the other."""
    other = good & pl.col("sex").is_not_null() & (pl.col("sex") != pl.col("id_no_sex"))
    return pl.when(other.fill_null(value=False)).then("sex")


def _plain_ids(frame: pl.DataFrame) -> pl.Series:
    """Numbers that check are in their normal form already; the few others are brought into it."""
    at = (~frame["id_no_ok"].fill_null(value=False) & frame["id_no"].is_not_null()).arg_true()
    if at.is_empty():
        return frame["id_no"]
    few = pl.Series([normal(value) for value in frame["id_no"].gather(at)], dtype=pl.String)
    return frame["id_no"].clone().scatter(at, few)


def _sort_keys(names: pl.Series) -> pl.DataFrame:
    read = sounds.readings(names)
    return pl.DataFrame(
        {"name": list(read), "name_sort": [pinyin[:120] for pinyin, _ in read.values()]},
        schema={"name": pl.String, "name_sort": pl.String},
    )


def households(frame: pl.DataFrame, dataset: Dataset, present: Sequence[str]) -> pl.DataFrame:
    """Rows of the national household layout, with `phone` and `account` in the open for the next step."""
    kept = [name for name in state_columns(dataset) if name in present]
    other = pl.col("cause_other").fill_null("")
    main = pl.col("cause_main").fill_null("")
    frame = frame.join(incomes(frame, present), on="row_no", how="left", maintain_order="left")
    return frame.select(
        "sheet",
        "row_no",
        number="household_no",
        registered=pl.lit(value=True),
        group_no=pl.lit(0),
        phone=pl.lit(None, pl.String),
        bank=pl.col("bank").fill_null(""),
        account=pl.col("account"),
        members="member_count",
        year="year",
        income="income",
        exceeds="exceeds",
        causes=pl.concat_str(main, pl.lit("+"), other).str.strip_chars("+"),
        facts=facts(frame, kept),
        said=_said_income(),
    )


def _said_income() -> pl.Expr:
    """The amounts as written, where the ledger reckons another net income per head, or none at all."""
    there = pl.any_horizontal(pl.col(name).is_not_null() for name in SAID)
    written, reckoned = pl.col("net_per_capita"), pl.col("income").str.json_path_match("$.net_per_capita")
    other = written.is_not_null() & written.ne_missing(reckoned.cast(pl.Int64, strict=False))
    return pl.when((pl.col("income").is_null() & there) | other).then(pl.struct(SAID).struct.json_encode())


def incomes(frame: pl.DataFrame, present: Sequence[str]) -> pl.DataFrame:
    """`row_no`, `income` (the year's statement as JSON, null without amounts), if lines exceed totals."""
    asked = [name for name in MONEY if name in present]
    lines = {
        each.column: each.code for each in incomes_lines.lines().values() if each.column and not each.unsplit
    }
    whole = {
        each.unsplit.column: f"whole_{each.code}" for each in incomes_lines.groups() if each.unsplit.unsplit
    }
    there = pl.any_horizontal([pl.col(name).is_not_null() for name in asked] or [pl.lit(value=False)])
    amounts = [pl.col(name).alias(to) for name, to in {**lines, **whole}.items() if name in present]
    some = frame.filter(there).select("row_no", pl.col("member_count").alias("members"), *amounts)
    try:
        counted, bad = incomes_bulk.summed(some), some.clear()
    except incomes_bulk.LinesExceed as error:
        bad = error.rows
        counted = incomes_bulk.summed(some.join(bad.select("row_no"), on="row_no", how="anti"))
    parts = pl.struct(SUMS).struct.json_encode().str.strip_chars_end("}")
    made = counted.select("row_no", income=pl.concat_str(parts, pl.lit(',"lines":'), "lines", pl.lit("}")))
    whole_frame = frame.select("row_no").join(made, on="row_no", how="left", maintain_order="left")
    return whole_frame.with_columns(exceeds=pl.col("row_no").is_in(bad["row_no"].implode()))


def villages(frame: pl.DataFrame, dataset: Dataset, present: Sequence[str]) -> pl.DataFrame:
    """Rows of the village sheet; whether there is a road, a clinic… stands under `indicators`."""
    kept = [name for name in state_columns(dataset) if name in present]
    held = [name for name in VILLAGE_INDICATORS if name in present]
    columns = [pl.col(name) for name in kept]
    if held:
        columns.append(pl.struct(held).alias("indicators"))
    whole = frame.select(pl.struct(columns).struct.json_encode().alias("facts"))["facts"]
    return frame.select("sheet", "row_no", year="year", facts=whole)
