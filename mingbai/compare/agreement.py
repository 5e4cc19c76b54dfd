"""The three comparisons as tables: household to standard, person to system both ways, system to system.

对户对标, 对人对网, 对网: the article's words; the reading is ours. A line is a township and its totals;
nobody is named.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from mingbai.compare.tabling import Tables
from mingbai.compare.taken import Taken

c = pl.col
ALL = "全县"


@dataclass(frozen=True)
class Agreement:
    """The three tables; headers are the county's words."""

    standard: pl.DataFrame
    ground: pl.DataFrame
    systems: pl.DataFrame


def agreed(taken: Taken, tables: Tables, *, line_fen: int | None) -> Agreement:
    """`line_fen`: the income line of the day, unknown if None."""
    return Agreement(_standard(taken, tables, line_fen), _ground(taken, tables), _systems(taken, tables))


def _standard(taken: Taken, tables: Tables, line_fen: int | None) -> pl.DataFrame:
    """Registered households against income, house, water, insurance and schooling, by township."""
    homes = tables.households.filter("registered")
    unknown = pl.lit(None, dtype=pl.Boolean)
    homes = homes.with_columns(income=c("net_per_capita") >= line_fen if line_fen is not None else unknown)
    for name, found in {
        "house": _house(taken, tables),
        "water": _water(taken, tables),
        "insured": _insured(taken, tables),
        "school": _school(taken, tables),
    }.items():
        homes = homes.join(found, on="household_no", how="left") if found is not None else homes
        if name not in homes.columns:
            homes = homes.with_columns(unknown.alias(name))
    every = ["income", "house", "water", "insured", "school"]
    homes = homes.with_columns(all=pl.all_horizontal(every))
    words = {
        "income": "收入达标",
        "house": "住房安全",
        "water": "饮水安全",
        "insured": "全员参保",
        "school": "无辍学",
        "all": "全部达标",
    }
    asked = [pl.len().alias("登记户数")]
    for name, title in words.items():
        asked += [c(name).sum().alias(title), c(name).is_null().sum().alias(f"{title}：未知")]
    return _with_total(homes, asked)


def _with_total(rows: pl.DataFrame, asked: list[pl.Expr]) -> pl.DataFrame:
    towns = rows.group_by(c("township").alias("乡镇")).agg(asked).sort("乡镇")
    whole = rows.select(pl.lit(ALL).alias("乡镇"), *asked)
    return pl.concat([whole, towns], how="vertical_relaxed")


def _led(taken: Taken, tables: Tables, code: str, number: str, *columns: str) -> pl.DataFrame | None:
    """Rows of a dataset with the household they lead to."""
    if not taken.has(code):
        return None
    rows = taken.frame(code).select(c(number).str.slice(0, 18).alias("id"), *columns)
    people = tables.persons.select(c("id_no").str.slice(0, 18).alias("id"), "person_no", "household_no")
    return rows.join(people.unique("id", keep="first", maintain_order=True), on="id", how="inner")


def _house(taken: Taken, tables: Tables) -> pl.DataFrame | None:
    rows = _led(taken, tables, "house_safety", "head_id_no", "grade", "appraised_on")
    if rows is None:
        return None
    return rows.sort("appraised_on").group_by("household_no").agg(house=c("grade").last().is_in(["a", "b"]))


def _water(taken: Taken, tables: Tables) -> pl.DataFrame | None:
    rows = _led(taken, tables, "safe_water", "head_id_no", "safe", "checked_on")
    if rows is None:
        return None
    return rows.sort("checked_on").group_by("household_no").agg(water=c("safe").last())


def _insured(taken: Taken, tables: Tables) -> pl.DataFrame | None:
    rows = _led(taken, tables, "medical_insurance", "id_no", "insured")
    if rows is None:
        return None
    paid = rows.filter("insured").select("person_no").unique().with_columns(paid=pl.lit(1))
    people = tables.persons.select("person_no", "household_no", "employee_medical").join(
        paid, on="person_no", how="left"
    )
    covered = c("paid").is_not_null() | c("employee_medical").fill_null(value=False)
    return people.group_by("household_no").agg(insured=covered.all())


def _school(taken: Taken, tables: Tables) -> pl.DataFrame | None:
    rows = _led(taken, tables, "student_status", "id_no", "state", "stage")
    if rows is None:
        return None
    out = rows.filter(c("state").is_in(["dropout", "suspected"]), c("stage").is_in(["primary", "junior"]))
    gone = out.select("household_no").unique().with_columns(gone=pl.lit(1))
    homes = tables.households.select("household_no").join(gone, on="household_no", how="left")
    return homes.select("household_no", school=c("gone").is_null())


def _ground(taken: Taken, tables: Tables) -> pl.DataFrame:
    """Registered people against the register of residence, both ways, by township."""
    people = tables.persons.filter("registered")
    if not taken.has("hukou"):
        return _with_total(people, [pl.len().alias("系统中人数")])
    hukou = taken.frame("hukou").select(c("id_no").alias("id"), "event")
    here = (
        hukou.filter(~c("event").is_in(["cancelled", "move_out"]))
        .select("id")
        .unique()
        .with_columns(here=pl.lit(1))
    )
    people = people.with_columns(id=c("id_no").str.slice(0, 18)).join(here, on="id", how="left")
    table = _with_total(
        people,
        [
            pl.len().alias("系统中人数"),
            c("here").is_not_null().sum().alias("系统有、户籍有"),
            c("here").is_null().sum().alias("系统有、户籍无"),
        ],
    )
    known = tables.persons.select(id=c("id_no").str.slice(0, 18)).unique()
    only = here.join(known, on="id", how="anti").height
    return table.with_columns(pl.when(c("乡镇") == ALL).then(only).alias("户籍有、系统和花名册均无"))


_AT_SCHOOL = (c("state") == "enrolled") & c("stage").is_in(["primary", "junior", "senior"])


@dataclass(frozen=True, slots=True)
class Pair:
    """A fact that the national system states of a person, and the department's rows that say the same."""

    title: str
    column: str
    dataset: str
    number: str
    says: pl.Expr


PAIRS = (
    Pair("低保", "dibao", "assistance", "id_no", c("class").is_in(["dibao", "dibao_urban"])),
    Pair("特困", "tekun", "assistance", "id_no", c("class").is_in(["tekun", "tekun_urban"])),
    Pair("残疾", "health_disabled", "disability_cards", "card_no", c("level").is_not_null()),
    Pair("居民医保", "resident_medical", "medical_insurance", "id_no", c("insured")),
    Pair("公益性岗位", "post", "welfare_posts", "id_no", c("end_date").is_null()),
    Pair("义务教育和高中在校生", "student", "student_status", "id_no", _AT_SCHOOL),
)


def _systems(taken: Taken, tables: Tables) -> pl.DataFrame:
    """What the national system says of registered people against what departments say."""
    people = tables.persons.filter("registered").with_columns(
        post=c("welfare_post").is_not_null(),
        student=c("student_status").str.contains("^(primary|grade|senior)").fill_null(value=False),
        id=c("id_no").str.slice(0, 18),
    )
    rows = [_agree(pair, people, taken) for pair in PAIRS if taken.has(pair.dataset)]
    counts = dict.fromkeys(("两边都有", "系统有、部门无", "系统无、部门有", "两边都无", "系统未填"), pl.Int64)
    return pl.DataFrame(rows, schema={"项目": pl.String, **counts, "一致率(%)": pl.String}, orient="row")


def _agree(pair: Pair, people: pl.DataFrame, taken: Taken) -> tuple[object, ...]:
    rows = taken.frame(pair.dataset).filter(pair.says)
    there = rows.select(id=c(pair.number).str.slice(0, 18)).unique().with_columns(there=pl.lit(1))
    both = people.join(there, on="id", how="left").select(
        ours=c(pair.column), theirs=c("there").is_not_null()
    )
    count = {
        (ours, theirs): number for ours, theirs, number in both.group_by("ours", "theirs").len().iter_rows()
    }
    found = [count.get((ours, theirs), 0) for ours in (True, False) for theirs in (True, False)]
    known = sum(found)
    share = f"{(found[0] + found[3]) * 10_000 // known / 100:.2f}" if known else ""
    return (pair.title, *found, both.height - known, share)
