"""The three comparisons as tables: household to standard, person to system both ways, system to system.

对户对标, 对人对网, 对网: the article's words; the reading is ours. A line is a township and its totals;
nobody is named.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from mingbai.compare.leading import NUMBERS, Leading
from mingbai.compare.subjects import HOMES, PEOPLE, REGISTERED
from mingbai.compare.tabling import LEADS
from mingbai.compare.taken import Taken

c = pl.col
ALL = "全县"


@dataclass(frozen=True)
class Agreement:
    """The three tables; headers are the county's words."""

    standard: pl.DataFrame
    ground: pl.DataFrame
    systems: pl.DataFrame


def agreed(taken: Taken, *, line_fen: int | None, leading: Leading = NUMBERS) -> Agreement:
    """`line_fen`: the income line of the day, unknown if None. Reads what `tabling` laid out."""
    return Agreement(_standard(taken, line_fen, leading), _ground(taken, leading), _systems(taken, leading))


def _homes(taken: Taken) -> pl.LazyFrame:
    """Registered households."""
    return pl.scan_parquet(taken.folder / f"{HOMES}_{REGISTERED}.parquet")


def _people(taken: Taken) -> pl.LazyFrame:
    """Registered people."""
    return pl.scan_parquet(taken.folder / f"{PEOPLE}_{REGISTERED}.parquet")


def _leads(taken: Taken) -> pl.LazyFrame:
    """Everybody's identity number with person and household, each number once."""
    return pl.scan_parquet(taken.folder / LEADS)


def _of_whom(taken: Taken, ids: pl.LazyFrame) -> pl.LazyFrame:
    """Whom identities (`id`) lead to: of two people with one number the first, as everywhere."""
    return (
        ids.join(_leads(taken).select("id", "person_no"), on="id", how="inner").select("person_no").unique()
    )


def _collected(rows: pl.LazyFrame) -> pl.DataFrame:
    """Read in passing: of a million people only the columns asked for, and never all at once."""
    return rows.collect(engine="streaming")


def _standard(taken: Taken, line_fen: int | None, leading: Leading) -> pl.DataFrame:
    """Registered households against income, house, water, insurance and schooling, by township."""
    unknown = pl.lit(None, dtype=pl.Boolean)
    homes = _homes(taken).select(
        "household_no",
        "township",
        income=c("net_per_capita") >= line_fen if line_fen is not None else unknown,
    )
    for name, found in {
        "house": _house(taken, leading),
        "water": _water(taken, leading),
        "insured": _insured(taken, leading),
        "school": _school(taken, leading),
    }.items():
        if found is None:
            homes = homes.with_columns(unknown.alias(name))
        else:
            homes = homes.join(found, on="household_no", how="left")
    every = ["income", "house", "water", "insured", "school"]
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
    return _with_total(_collected(homes.with_columns(all=pl.all_horizontal(every))), asked)


def _with_total(rows: pl.DataFrame, asked: list[pl.Expr]) -> pl.DataFrame:
    towns = rows.group_by(c("township").alias("乡镇")).agg(asked).sort("乡镇")
    whole = rows.select(pl.lit(ALL).alias("乡镇"), *asked)
    return pl.concat([whole, towns], how="vertical_relaxed")


def _led(taken: Taken, leading: Leading, code: str, number: str, *columns: str) -> pl.LazyFrame | None:
    """Rows of a dataset with the registered household they lead to."""
    if not taken.has(code):
        return None
    rows = taken.scan(code).select(leading.expr(number).alias("id"), *columns)
    leads = _leads(taken).join(_homes(taken).select("household_no"), on="household_no", how="semi")
    return rows.join(leads, on="id", how="inner")


def _house(taken: Taken, leading: Leading) -> pl.LazyFrame | None:
    """By the latest appraisal, of several on one day the worst."""
    rows = _led(taken, leading, "house_safety", "head_id_no", "grade", "appraised_on")
    if rows is None:
        return None
    return rows.group_by("household_no").agg(house=by_latest("grade", "appraised_on"))


def _water(taken: Taken, leading: Leading) -> pl.LazyFrame | None:
    """By the latest check, of several on one day the worst."""
    rows = _led(taken, leading, "safe_water", "head_id_no", "safe", "checked_on")
    if rows is None:
        return None
    return rows.group_by("household_no").agg(water=by_latest("safe", "checked_on"))


def _insured(taken: Taken, leading: Leading) -> pl.LazyFrame | None:
    rows = _led(taken, leading, "medical_insurance", "id_no", "insured")
    if rows is None:
        return None
    paid = rows.filter("insured").select("person_no").unique().with_columns(paid=pl.lit(1))
    people = _people(taken).select("person_no", "household_no", "employee_medical")
    covered = c("paid").is_not_null() | c("employee_medical").fill_null(value=False)
    people = people.join(paid, on="person_no", how="left")
    return people.group_by("household_no").agg(insured=covered.all())


def _school(taken: Taken, leading: Leading) -> pl.LazyFrame | None:
    rows = _led(taken, leading, "student_status", "id_no", "state", "stage")
    if rows is None:
        return None
    out = rows.filter(out_of_school())
    gone = out.select("household_no").unique().with_columns(gone=pl.lit(1))
    homes = _homes(taken).select("household_no").join(gone, on="household_no", how="left")
    return homes.select("household_no", school=c("gone").is_null())


def _ground(taken: Taken, leading: Leading) -> pl.DataFrame:
    """Registered people against the register of residence, both ways, by township."""
    people = _people(taken).select("person_no", "township")
    if not taken.has("hukou"):
        return _with_total(_collected(people), [pl.len().alias("系统中人数")])
    hukou = taken.scan("hukou").select(leading.expr("id_no").alias("id"), "event")
    here = _collected(hukou.filter(~gone()).select("id").unique())
    ours = _of_whom(taken, here.lazy()).with_columns(here=pl.lit(1))
    table = _with_total(
        _collected(people.join(ours, on="person_no", how="left")),
        [
            pl.len().alias("系统中人数"),
            c("here").is_not_null().sum().alias("系统有、户籍有"),
            c("here").is_null().sum().alias("系统有、户籍无"),
        ],
    )
    only = _collected(
        here.lazy().join(_leads(taken).select("id"), on="id", how="anti").select(pl.len())
    ).item()
    return table.with_columns(pl.when(c("乡镇") == ALL).then(only).alias("户籍有、系统和花名册均无"))


def by_latest(fact: str, day: str) -> pl.Expr:
    """Whether the latest check found the house or the water safe; of several on one day the worst counts."""
    if fact == "grade":
        return c("grade").sort_by(day, "grade").last().is_in(["a", "b"])
    return c(fact).sort_by(day, ~c(fact)).last()


def out_of_school() -> pl.Expr:
    """Whether a row of the schools' roll tells of a child who left school too early."""
    return c("state").is_in(["dropout", "suspected"]) & c("stage").is_in(["primary", "junior"])


def gone() -> pl.Expr:
    """Whether a row of the register of residence tells that the person is no longer there."""
    return c("event").is_in(["cancelled", "move_out"])


def in_post() -> pl.Expr:
    """Whether the ledger names a public-welfare post."""
    return c("welfare_post").is_not_null()


def at_school() -> pl.Expr:
    """Whether the ledger says that the person is at school."""
    return c("student_status").str.contains("^(primary|grade|senior)").fill_null(value=False)


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


def _systems(taken: Taken, leading: Leading) -> pl.DataFrame:
    """What the national system says of registered people against what departments say."""
    people = _people(taken).with_columns(
        post=in_post(),
        student=at_school(),
    )
    rows = [_agree(pair, people, taken, leading) for pair in PAIRS if taken.has(pair.dataset)]
    counts = dict.fromkeys(("两边都有", "系统有、部门无", "系统无、部门有", "两边都无", "系统未填"), pl.Int64)
    return pl.DataFrame(rows, schema={"项目": pl.String, **counts, "一致率(%)": pl.String}, orient="row")


def _agree(pair: Pair, people: pl.LazyFrame, taken: Taken, leading: Leading) -> tuple[object, ...]:
    rows = taken.scan(pair.dataset).filter(pair.says)
    there = _of_whom(taken, rows.select(id=leading.expr(pair.number))).with_columns(there=pl.lit(1))
    both = people.select("person_no", pair.column).join(there, on="person_no", how="left")
    counted = both.group_by(ours=c(pair.column), theirs=c("there").is_not_null()).len()
    count = {(ours, theirs): number for ours, theirs, number in _collected(counted).iter_rows()}
    found = [count.get((ours, theirs), 0) for ours in (True, False) for theirs in (True, False)]
    known = sum(found)
    share = f"{(found[0] + found[3]) * 10_000 // known / 100:.2f}" if known else ""
    return (pair.title, *found, sum(count.values()) - known, share)
