"""The comparisons' lines and standings say what the township tables and the findings say."""

from contextlib import closing

import openpyxl
import polars as pl
import pytest

from mingbai.compare import agreeing, standing
from mingbai.compare.engines import asked
from mingbai.compare.matching.settings import of as matching
from mingbai.compare.tabling import Tables
from mingbai.compare.workbench import Workbench
from mingbai.packs.loading import load as packs
from mingbai.rulebook.reading import load
from tests.compare.conftest import AS_OF

TITLES = {
    "income": "收入达标", "house": "住房安全", "water": "饮水安全", "insured": "全员参保", "school": "无辍学",
    "all": "全部达标",
}  # fmt: skip
SYSTEMS = ("both", "ours_only", "theirs_only", "neither", "unknown")


@pytest.fixture(scope="module")
def lines(compared) -> pl.DataFrame:
    return agreeing.agreed(paths(compared), line_fen=400_000)


@pytest.fixture(scope="module")
def stood(compared, tmp_path_factory) -> pl.DataFrame:
    book = load(county="411726", era="2016-2020")
    folder = tmp_path_factory.mktemp("stood")
    given = paths(compared)
    given |= {name: registered(compared, table, key, folder) for name, (table, key) in OURS.items()}
    bench = Workbench(folder)
    tables = Tables(folder, bench, matching(packs(county="411726", on=AS_OF)), paths=given)
    bench.lay("people", given["person"])
    bench.lay("homes", given["household"])
    with asked("duckdb", book, given, as_of=AS_OF, work=folder) as one:
        standing.stood(one.run, tables, out=folder / "standing.parquet")
    bench.close()
    return pl.read_parquet(folder / "standing.parquet")


OURS = {
    "registered_persons": ("person", "person_no"),
    "registered_households": ("household", "household_no"),
}


def paths(compared):
    return {path.stem: path for path in (compared.out / "tables").glob("*.parquet")}


def registered(compared, table, key, folder):
    """The keys of who is registered, as the comparison lays them beside its tables."""
    homes = pl.read_parquet(paths(compared)["household"]).filter("registered").select("household_no")
    rows = pl.read_parquet(paths(compared)[table]).join(homes, on="household_no", how="semi")
    rows.select(pl.col(key).alias("key")).write_parquet(folder / f"{table}_keys.parquet")
    return folder / f"{table}_keys.parquet"


def counted(lines, board, item):
    rows = lines.filter(pl.col("board") == board, pl.col("item") == item)
    return dict(rows.group_by("standing").len().iter_rows())


def astray(compared):
    """People whose household the export lacks: the sheets count them, no line can tell their village."""
    homes = pl.read_parquet(paths(compared)["household"])
    lost = pl.read_parquet(paths(compared)["person"]).join(homes, on="household_no", how="anti")
    assert 0 < len(lost) < 5
    return lost


def lost_in(compared, pair):
    """How those stand between the systems."""
    lost = astray(compared).with_columns(post=agreeing.in_post(), student=agreeing.at_school())
    there = set(pl.read_parquet(paths(compared)[pair.dataset]).filter(pair.says)["person_no"])
    named = {(True, True): "both", (True, False): "ours_only", (False, True): "theirs_only"}
    for ours, no in lost.select(pair.column, "person_no").iter_rows():
        yield "unknown" if ours is None else named.get((ours, no in there), "neither")


def sheet(compared, name):
    with closing(openpyxl.load_workbook(compared.out / "agreement.xlsx", read_only=True)) as book:
        head, *rows = list(book[name].iter_rows(values_only=True))
    return [dict(zip(head, row, strict=False)) for row in rows]  # empty cells at the end are not there


def test_households_against_the_standard_add_up_to_the_county_s_line(compared, lines):
    whole = sheet(compared, "对户对标")[0]
    for item, title in TITLES.items():
        found = counted(lines, "standard", item)
        assert found.get("met", 0) == whole[title], item
        assert found.get("unknown", 0) == whole[f"{title}：未知"], item
        assert sum(found.values()) == whole["登记户数"], item


def test_people_against_the_register_add_up_to_the_county_s_line(compared, lines):
    whole = sheet(compared, "对人对网")[0]
    found = counted(lines, "ground", "hukou")
    lost, here = astray(compared), pl.read_parquet(paths(compared)["hukou"])
    here = here.filter(~agreeing.gone())["person_no"]
    for of_lost in lost["person_no"].is_in(here.implode()):
        found["both" if of_lost else "ours_only"] += 1
    assert found == {"both": whole["系统有、户籍有"], "ours_only": whole["系统有、户籍无"]}
    assert sum(found.values()) == whole["系统中人数"]


def test_systems_against_each_other_add_up_to_their_lines(compared, lines):
    rows = {row["项目"]: row for row in sheet(compared, "对网比对")}
    for pair in agreeing.PAIRS:
        found = counted(lines, "systems", pair.column)
        for standing_of in lost_in(compared, pair):
            found[standing_of] = found.get(standing_of, 0) + 1
        said = list(rows[pair.title].values())[1:6]
        assert [found.get(name, 0) for name in SYSTEMS] == said, pair.title


def test_what_is_missing_is_what_is_told_as_due_and_not_received(compared, stood):
    told = compared.rows.filter(pl.col("kind") == "due").select("rule", "no")
    missing = stood.filter(pl.col("standing") == "missing").select("rule", "no")
    assert len(missing) > 20
    assert sorted(missing.iter_rows()) == sorted(told.iter_rows())


def test_everybody_stands_once_with_a_policy_and_in_a_village(stood):
    assert not stood.select("rule", "subject", "no").is_duplicated().any()
    assert stood["area_code"].null_count() == 0
    assert set(stood["standing"]) <= set(standing.STANDINGS)


def test_nobody_is_told_of_who_is_not_registered(compared, stood):
    homes = pl.read_parquet(paths(compared)["household"]).filter("registered")["household_no"]
    assert set(stood["household_no"]) <= set(homes)


def test_a_register_that_has_not_come_leaves_the_question_open(compared):
    given = paths(compared)
    lines = agreeing.agreed({name: given[name] for name in ("household", "person")}, line_fen=None)
    assert set(lines["board"]) == {"standard"}
    assert set(lines.filter(pl.col("item") == "house")["standing"]) == {"unknown"}
    assert set(lines.filter(pl.col("item") == "income")["standing"]) == {"unknown"}
