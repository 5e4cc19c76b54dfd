from contextlib import closing

import openpyxl
import polars as pl
import pytest

from mingbai.demo.files import nobody
from mingbai.demo.files.callers import CALLERS
from mingbai.demo.files.county import ORDINARY
from mingbai.demo.files.late_plants import LATE_PLANTS
from mingbai.demo.files.office_plants import OFFICE_PLANTS
from mingbai.demo.files.paired import PLANTS as HELPERS
from mingbai.demo.files.plants import PLANTS
from mingbai.demo.files.projects import PLANTS as PROJECTS
from mingbai.demo.files.story import shared_out
from mingbai.demo.files.writing import NotEmpty, write
from mingbai.packs import areas
from mingbai.tables.declaring import shipped
from tests.demo_files.calibration import counted, expected
from tests.demo_files.conftest import PEOPLE, taken_in
from tests.demo_files.recounting import EXACT


def quiet(_: str) -> None:
    pass


def bytes_of(folder):
    return {
        path.relative_to(folder): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(tmp_path):
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        write(tmp_path / name, people=5_000, seed=seed, step=quiet)
    assert bytes_of(tmp_path / "a") == bytes_of(tmp_path / "b")
    assert bytes_of(tmp_path / "a") != bytes_of(tmp_path / "c")


def test_nothing_is_written_over(tmp_path):
    (tmp_path / "mine.txt").write_text("x")
    with pytest.raises(NotEmpty):
        write(tmp_path, people=5_000, seed=1, step=quiet)


def test_every_file_is_read_as_the_truth_says(disk):
    reject = {code for code, reason in shipped().reasons.items() if reason.level == "reject"} - {"total_row"}
    for code, file in disk.files.items():
        account = disk.accounts[code]
        kept = ("national_person", "national_household", "roster")
        found = {} if code in kept else {why: n for why, n in account.reasons.items() if why in reject}
        assert (account.accepted, found, account.identical) == (
            file["accepted"],
            file["rejected"],
            file["identical"],
        ), code
        assert account.refused_columns == []


def test_every_comparator_sends_a_file(disk):
    sent = {shipped().datasets[code.split()[0]].number for code in disk.files} - {0}
    assert sent == set(range(1, 36)) - {32}


def test_the_article_s_figures_are_met_in_proportion(disk):
    found = counted(disk)
    for name, (figure, slack) in expected(PEOPLE).items():
        assert abs(found[name] - figure) <= 0.51 + slack * max(figure, 1), name


def test_the_five_resettlements_are_the_article_s(disk):
    moved = disk.frame("relocation_housing").filter(pl.col("head_id_no").str.starts_with(nobody.PREFIX))
    assert len(set(moved["site"])) == 5


def test_national_workbooks_have_the_layout_s_headers_in_order(disk):
    for code in ("national_person", "national_household"):
        path = disk.folder / "county" / disk.files[code]["file"]
        with closing(openpyxl.load_workbook(path, read_only=True)) as book:
            header = next(book.active.iter_rows(max_row=1, values_only=True))
        assert list(header) == [column.title.zh for column in shipped().datasets[code].columns]


def test_everybody_lives_in_a_real_village(disk):
    real = {area.code for area in areas.villages("411726")}
    assert set(disk.frame("roster")["area_code"]) <= real
    assert set(disk.frame("village_sheet")["area_code"]) == real


def test_numbers_check_and_can_belong_to_nobody(disk):
    person, roster = disk.frame("national_person"), disk.frame("roster")
    every = pl.concat([person["id_no"], roster["id_no"]])
    assert every.str.starts_with(nobody.PREFIX).all()
    assert len(every) - every.n_unique() == len(disk.nos("number_twice"))
    assert roster["id_no_ok"].all()
    assert nobody.PREFIX not in {area.code[:6] for area in areas.of_county("411726")}
    account = disk.frame("national_household")["account"][0]
    assert account[-1] != str(nobody.luhn(account[:-1]))


def test_families_hang_together(disk):
    person = disk.frame("national_person")
    heads = person.filter(pl.col("relation") == "head").select("household_no", head="birth_date")
    both = person.join(heads, on="household_no")
    gap = both["birth_date"].dt.year() - both["head"].dt.year()
    children = both["relation"].is_in(["son", "daughter"])
    parents = both["relation"].is_in(["father", "mother"])
    assert (gap.filter(children) >= 14).all()
    mistaken = both["person_no"].is_in(list(disk.nos("son_as_father")))
    assert (gap.filter(parents & ~mistaken) <= -14).all()


def test_income_adds_up_but_where_a_fault_is_planted(disk):
    spoiled = {row["no"] for row in disk.planted if row["subject"] == "household"}
    household = disk.frame("national_household").filter(~pl.col("household_no").is_in(list(spoiled)))
    c = pl.col
    gross = c("wage_income") + c("business_income") + c("property_income") + c("transfer_income")
    wrong = household.filter(
        (gross != c("gross_income")) | (gross - c("business_expense") != c("net_income"))
    )
    assert wrong.is_empty()


def test_every_plant_is_sown(disk):
    ordinary = {one.plant for one in ORDINARY.values()} | {"village_overcounted"}
    known = {plant.code for plant in (*PLANTS, *OFFICE_PLANTS, *CALLERS, *LATE_PLANTS)} | {
        plant for plant, *_ in HELPERS.values()
    }
    known |= {plant for plant, *_ in PROJECTS.values()} | {"voucher_person", "fund_idle", "fund_fresh"}
    assert {row["plant"] for row in disk.planted} == known | ordinary


@pytest.mark.parametrize("plant", sorted(EXACT))
def test_what_was_planted_is_there_and_nowhere_else(disk, plant):
    assert EXACT[plant](disk) == disk.nos(plant)


def test_parts_add_up():
    assert shared_out(10, [1, 1, 1]) == [4, 3, 3]
    assert sum(shared_out(925_000, [0.1 * n for n in range(1, 356)])) == 925_000


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_the_whole_county(tmp_path):
    disk = taken_in(tmp_path, 925_000)
    found = counted(disk)
    for name, (figure, slack) in expected(925_000).items():
        assert abs(found[name] - figure) <= 0.51 + slack * figure, name
    assert {plant for plant, count in EXACT.items() if count(disk) != disk.nos(plant)} == set()
