from datetime import date

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.compare.matching import paper
from mingbai.compare.matching.sounds import sounded
from tests.compare.matching import BASE, SETTINGS, frame, match, pairs, someone, why

WANG = someone("王志强", "1965-04-12")


def readings(*names):
    return {row["name"]: row for row in sounded(pl.Series(names, dtype=pl.String), SETTINGS).to_dicts()}


def test_exact_agreement_comes_first_and_needs_no_model():
    found = match([WANG | {"township": "佛阁寺", "village": "贾庄村民委员会"}], [WANG])
    assert found.pairs.rows() == [("0", "0", "exact", 1.0)]
    assert found.doubtful.is_empty()


def test_homophones():
    found = match([someone("王治强", "1965-04-12")], [WANG, someone("王海", "1965-04-12")])
    assert pairs(found) == {"0": "0"}
    assert found.pairs["match_basis"].to_list() == ["model"]
    assert 0.995 <= found.pairs["probability"][0] < 1


def test_what_is_misheard():
    assert pairs(match([someone("王滋强", "1965-04-12")], [WANG])) == {"0": "0"}


@pytest.mark.parametrize(
    ("name", "reading"),
    [("曾明", "zeng ming"), ("单强", "shan qiang"), ("仇红", "qiu hong"), ("单于强", "chanyu qiang")],
)
def test_surnames_are_read_as_surnames(name, reading):
    assert readings(name)[name]["pinyin"] == reading


def test_a_surname_with_two_readings_has_both():
    assert readings("翟红")["翟红"]["other_pinyin"] == "di hong"
    assert readings("王红")["王红"]["other_pinyin"] is None


@pytest.mark.parametrize(
    ("written", "registered"), [("邱红军", "仇红军"), ("狄建国", "翟建国"), ("增小明", "曾小明")]
)
def test_surnames_of_several_readings_are_found_by_ear(written, registered):
    rows, people = [someone(written, "1970-01-02")], [someone(registered, "1970-01-02")]
    assert pairs(match(rows, people)) == {"0": "0"}


def test_swapped_characters():
    assert pairs(match([someone("王强志", "1965-04-12")], [WANG])) == {"0": "0"}


def test_a_missing_day_of_birth():
    month = someone("王志强", birth_month="1965-04")
    assert pairs(match([month], [WANG])) == {"0": "0"}
    assert pairs(match([month | {"birth_month": "1975-09"}], [WANG])) == {}


def test_a_twin_is_not_the_other_twin():
    found = match([someone("王志明", "1965-04-12")], [WANG])
    assert pairs(found) == {}
    assert why(found) == {"0": "name"}
    both = match([someone("王志明", "1965-04-12"), WANG], [WANG, someone("王志明", "1965-04-12")])
    assert pairs(both) == {"0": "1", "1": "0"}


def test_a_twin_of_quite_another_name_is_not_taken_either():
    phone = {"phone": "13812345678"}
    found = match([someone("王海燕", "1965-04-12", **phone)], [WANG | phone])
    assert pairs(found) == {}
    assert set(why(found).values()) <= {"name", "below"}


def test_one_wrong_digit_in_the_day_of_birth():
    assert pairs(match([someone("王志强", "1965-04-13")], [WANG])) == {"0": "0"}


def test_month_and_day_exchanged():
    assert pairs(match([someone("王志强", "1965-12-04")], [WANG])) == {"0": "0"}


@pytest.mark.parametrize("told", ["1965-03-11", "1965-05-20"])
def test_a_lunar_birthday_in_the_village(told):
    assert pairs(match([someone("王志强", told)], [WANG])) == {"0": "0"}
    assert pairs(match([someone("王志强", told, village="常营村")], [WANG])) == {}


def test_no_birth_date_but_a_telephone():
    rung = someone("王志强", phone="13812345678")
    assert pairs(match([rung], [WANG | {"phone": "13812345678"}])) == {"0": "0"}
    other = match([rung], [WANG | {"phone": "13887654321"}])
    assert pairs(other) == {}


def test_a_character_left_out():
    assert pairs(match([someone("王强", "1965-04-12")], [WANG])) == {"0": "0"}


def test_another_character_needs_birth_and_telephone():
    phone = {"phone": "13812345678"}
    typed = someone("王态强", "1965-04-12")
    assert pairs(match([typed], [WANG])) == {}
    assert pairs(match([typed | phone], [WANG | phone])) == {"0": "0"}
    assert pairs(match([typed | phone | {"birth_date": "1965-04-13"}], [WANG | phone])) == {}


@pytest.mark.parametrize(
    "name", ["曾志强", "单志强", "仇志强", "解志强", "查志强", "翟志强", "欧阳志强", "䶮志强", "尉迟志强"]
)
def test_rare_surnames_with_a_misheard_name(name):
    people = [someone(name, "1965-04-12"), WANG]
    assert pairs(match([someone(name.replace("志", "治"), "1965-04-12")], people)) == {"0": "0"}


def test_twins_both_there_are_told_apart():
    phone = {"phone": "13812345678"}
    twins = [WANG | phone, someone("王志明", "1965-04-12", **phone)]
    assert pairs(match([twins[1], twins[0]], twins)) == {"0": "1", "1": "0"}
    heard = match([someone("王治强", "1965-04-12", **phone)], twins)
    assert [*pairs(heard).values(), *heard.doubtful["person"]][0] == "0", "the twin whose name sounds so"
    assert pairs(match([someone("王志刚", "1965-04-12", **phone)], twins)) == {}


def test_a_person_is_not_claimed_by_rows_that_contradict_each_other():
    rows = [WANG, someone("王治强", "1965-04-12"), someone("王志强", "1965-04-13")]
    found = match(rows, [WANG])
    assert pairs(found) == {"0": "0"}
    assert why(found) == {"1": "claimed", "2": "claimed"}
    again = match(rows[1:2] * 2, [WANG])
    assert pairs(again) == {"0": "0", "1": "0"}, "rows that say the same are about the same"


def test_a_name_common_in_the_village_is_worth_less_than_a_rare_one():
    # as many namesakes elsewhere in either case; only in the village of the first are there three more
    here = [someone("李强", f"19{at}-01-01") for at in (50, 60, 80)]
    there = [someone("李强", f"19{at}-01-01", village="常营村") for at in (50, 60, 80)]
    row, one = someone("李强", "1972-09-20"), someone("李强", "1972-08-30")
    common = match([row], [one, *here]).pairs
    rare = match([row], [one, *there]).pairs
    assert rare["probability"][0] > common["probability"][0] if len(common) else len(rare) == 1


def test_the_order_of_the_inputs_does_not_matter():
    people = [someone("李强", f"197{at}-01-05", phone=f"1380000111{at}") for at in range(6)]
    rows = [someone("李墙", one["birth_date"], phone=one["phone"]) for one in people]
    assert pairs(match(rows, people)) == {str(at): str(at) for at in range(6)}
    turned = pairs(match(rows[::-1], people))
    assert turned == {str(5 - at): str(at) for at in range(6)}


def test_a_person_without_a_name_is_nobody():
    nameless = WANG | {"name": None, "phone": "13812345678"}
    found = match([WANG | {"phone": "13812345678"}], [nameless])
    assert found.pairs.is_empty()
    assert found.doubtful.is_empty()


def test_two_of_one_name_in_a_village_stay_doubtful():
    namesakes = [someone("李强", "1970-01-05"), someone("李强", "1972-08-30")]
    found = match([someone("李强")], namesakes)
    assert pairs(found) == {}
    assert why(found) == {"0": "several"}
    assert found.doubtful["person"].to_list() == ["0", "1"]
    assert pairs(match([someone("李强", "1972-08-30")], namesakes)) == {"0": "1"}


def test_two_of_one_name_and_day_stay_doubtful():
    found = match([WANG], [WANG, WANG])
    assert pairs(found) == {}
    assert why(found) == {"0": "several"}


def test_a_name_and_a_village_alone_are_doubtful_a_telephone_decides():
    alone = someone("欧阳梓涵")
    assert pairs(match([alone], [someone("欧阳梓涵", "2001-05-06")])) == {}
    rung = match([alone | {"phone": "138****5678"}], [someone("欧阳梓涵", "2001-05-06", phone="13912345678")])
    assert pairs(rung) == {"0": "0"}


def test_a_contradicted_sex_or_village_is_no_exact_agreement():
    found = match([WANG | {"village": "常营村"}], [WANG])
    assert "exact" not in found.pairs["match_basis"].to_list()


def test_several_rows_may_be_one_person():
    assert pairs(match([WANG, WANG], [WANG])) == {"0": "0", "1": "0"}


@pytest.mark.parametrize(("rows", "people"), [([], []), ([], [WANG]), ([WANG], []), ([BASE], [WANG])])
def test_nothing_on_a_side(rows, people):
    found = match(rows, people)
    assert found.pairs.is_empty()
    assert found.doubtful.is_empty()
    assert found.pairs.columns == ["row", "person", "match_basis", "probability"]


@pytest.mark.parametrize("name", ["王𠮷", "㛃玥", "买买提·艾力", "王?", "王", "a'b;--", "张□□"])
def test_rare_characters_and_odd_names(name):
    assert pairs(match([someone(name, "1980-02-29")], [someone(name, "1980-02-29"), WANG])) == {"0": "0"}


def test_the_same_inputs_give_the_same_pairs():
    people = [
        WANG,
        someone("李强", "1970-01-05"),
        someone("李强", "1972-08-30"),
        someone("王志明", "1965-04-12"),
    ]
    rows = [someone("王治强", "1965-04-12"), someone("李强"), someone("王志民", "1965-04-12")]
    once, again = match(rows, people), match(rows, people)
    assert once.pairs.equals(again.pairs)
    assert once.doubtful.equals(again.doubtful)


NAMES = st.text(alphabet="王李志强明治单曾", min_size=1, max_size=3)
DAYS = st.sampled_from([None, "1965-04-12", "1965-12-04", "1965-04-13", "1990-01-01"])
SIDES = st.builds(
    lambda name, day, village, phone: someone(name, day, village=village, phone=phone),
    NAMES, DAYS, st.sampled_from([None, "贾庄村", "常营村"]), st.sampled_from([None, "13800001111"]),
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SIDES, max_size=6), st.lists(SIDES, max_size=6))
def test_no_row_gets_two_persons(rows, people):
    found = match(rows, people)
    assert found.pairs["row"].is_unique().all()
    assert not set(found.pairs["row"]) & set(found.doubtful["row"])
    known = {str(at) for at in range(len(people))}
    assert set(found.pairs["person"]) <= known
    by_model = found.pairs.filter(pl.col("match_basis") == "model")
    assert (by_model["probability"] >= SETTINGS.match).all()


def test_doubtful_pairs_stand_side_by_side(tmp_path):
    rows = [someone("=李强", phone="138-0000-1111"), someone("李强")]
    people = [someone("李强", date(1970, 1, 5).isoformat()), someone("李强", "1972-08-30")]
    found = match(rows, people)
    for name in ("one.xlsx", "two.xlsx"):
        sides = frame(rows, "r"), frame(people, "p")
        paper.written(tmp_path / name, found.doubtful, *sides, row="r", person="p")
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()
    header, *lines = openpyxl.load_workbook(tmp_path / "one.xlsx").active.iter_rows(values_only=True)
    said = [dict(zip(header, line, strict=True)) for line in lines]
    of_li = [line for line in said if line["来件·姓名"] == "李强"]
    assert [line["在册·出生日期"] for line in of_li] == ["1970-01-05", "1972-08-30"]
    assert {line["是否同一人（是/否/不清楚）"] for line in said} == {None}
    assert all("几个人都像" in line["为什么要核实"] for line in of_li)
