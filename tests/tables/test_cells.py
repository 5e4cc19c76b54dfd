"""Columns read cell by cell. The plain-Python side of each property is written here, not shared."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.tables import columns, identity
from mingbai.tables.columns import Seen
from mingbai.tables.declaring import shipped
from mingbai.tables.identities import credit_check, credit_ok
from tests.tables.conftest import TODAY, number

CHINESE = str.maketrans("0123456789", "〇一二三四五六七八九")
WIDE = str.maketrans("0123456789.-", "０１２３４５６７８９．－")


def read(place: str, cells: list[str | None]) -> tuple[list[object], dict[int, str]]:
    code, name = place.split(".")
    column = shipped().datasets[code][name]
    seen = Seen(column, column.title.zh, pl.Series("x", cells, dtype=pl.String))
    parsed = columns.read(seen, catalogue=shipped(), today=TODAY)
    return parsed.values[name].to_list(), dict(parsed.faults.select("row", "reason").iter_rows())


def chinese_day(day: date) -> str:
    def said(n: int) -> str:
        ten, one = divmod(n, 10)
        tens = {0: "", 1: "十"}.get(ten, str(ten).translate(CHINESE) + "十")
        return tens + (str(one).translate(CHINESE) if one else "")

    return f"{str(day.year).translate(CHINESE)}年{said(day.month)}月{said(day.day)}日"


SHAPES = [
    lambda d: d.isoformat(),
    lambda d: f"{d.year}-{d.month}-{d.day}",
    lambda d: f"{d.year}.{d.month}.{d.day}",
    lambda d: f"{d.year}/{d.month:02}/{d.day:02}",
    lambda d: f"{d:%Y%m%d}",
    lambda d: f"{d.year}年{d.month}月{d.day}日",
    lambda d: f"{d.year} 年 {d.month} 月 {d.day} 号",
    lambda d: d.isoformat().translate(WIDE),
    lambda d: f"{d.isoformat()} 00:00:00",
    lambda d: f"{d.isoformat()}T08:30",
    lambda d: str((d - date(1899, 12, 30)).days),
    lambda d: f"\u200b{d.isoformat()}\ufeff ",
    chinese_day,
]


@given(day=st.dates(date(1960, 1, 1), date(2050, 12, 31)), shape=st.sampled_from(SHAPES))
def test_a_day_is_the_same_day_however_it_is_written(day, shape):
    assert read("deaths.died_on", [shape(day)]) == ([day], {})


@pytest.mark.parametrize("cell", ["2020-11", "202011", "2020年11月", "2020.11"])
def test_a_month_means_its_first_day(cell):
    assert read("deaths.died_on", [cell])[0] == [date(2020, 11, 1)]


@pytest.mark.parametrize("cell", ["2020-02-30", "11/3/2020", "昨天", "123", "2020-13", "99999"])
def test_what_is_no_day_is_not_guessed(cell):
    assert read("deaths.died_on", [cell]) == ([None], {0: "date_form"})


@given(yuan=st.decimals(0, 10**9, places=2), shape=st.integers(0, 5))
def test_money_is_exact_to_the_fen(yuan, shape):
    cell = [
        f"{yuan}",
        f"{yuan:,}",
        f"￥{yuan}元",
        f"{yuan}".translate(WIDE),
        f" {yuan} ",
        f"{yuan / 10000}万元",
    ][shape]
    assert read("subsidy_payments.amount", [cell]) == ([int(yuan * 100)], {})


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("12.345", "money_fraction"),
        ("-1", "negative"),
        ("一百", "number_form"),
        ("1e400", "number_form"),
        ("nan", "missing"),
        ("inf", "number_form"),
    ],
)
def test_money_that_is_none(cell, reason):
    assert read("subsidy_payments.amount", [cell]) == ([None], {0: reason})


@given(st.lists(st.floats(0, 1e6).map(lambda x: round(x, 2)), min_size=1, max_size=5))
def test_sums_of_doubles_as_excel_writes_them_are_taken(parts):
    whole = sum(Decimal(str(part)) for part in parts)
    assert read("subsidy_payments.amount", [repr(sum(parts))]) == ([int(whole * 100)], {})


births = st.dates(date(1900, 1, 1), TODAY)


@given(area=st.integers(110000, 659999), born=births, order=st.integers(0, 999))
def test_a_number_that_checks_is_taken_with_birth_and_sex(area, born, order):
    first = f"{area}{born:%Y%m%d}{order:03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    last = "10X98765432"[sum(int(d) * w for d, w in zip(first, weights, strict=True)) % 11]
    assert identity.check_character(first) == last
    column = shipped().datasets["deaths"]["id_no"]
    cells = [
        first + last,
        (first + last).lower(),
        f" {first} {last}\u200b",
        f"'{first}{last}",
        f'="{first}{last}"',
    ]
    seen = Seen(column, "身份证号", pl.Series(cells))
    parsed = columns.read(seen, catalogue=shipped(), today=TODAY)
    assert set(parsed.values["id_no"]) == {first + last}
    assert set(parsed.values["id_no_birth"]) == {born}
    assert set(parsed.values["id_no_sex"]) == {"male" if order % 2 else "female"}
    assert not set(parsed.faults["reason"]) - {"id_area"}


@given(place=st.integers(0, 17), digit=st.integers(1, 9), born=births)
def test_any_one_wrong_digit_is_noticed(place, digit, born):
    right = number(f"411726{born:%Y%m%d}123")
    if right[place] == "X":
        wrong = right[:place] + str(digit)
    else:
        wrong = right[:place] + str((int(right[place]) + digit) % 10) + right[place + 1 :]
    values, faults = read("deaths.id_no", [wrong])
    assert values == [None]
    assert faults[0] in {"id_check", "id_birth", "id_lost_digits"}


def test_fifteen_digits_are_raised_and_remarked():
    whole = number("41172619900101123")
    values, faults = read("deaths.id_no", [whole[:6] + whole[8:17]])
    assert (values, faults) == ([whole], {0: "id_old"})


@pytest.mark.parametrize("tail", ["43", "43B1"])
def test_disability_cards_have_twenty_or_twenty_two(tail):
    assert read("disability_cards.card_no", [number() + tail]) == ([number() + tail], {})


@given(
    st.lists(st.one_of(st.none(), st.text(max_size=30)), max_size=20),
    st.sampled_from([*sorted(columns.PLAIN), "bool", "id_no", "text"]),
)
def test_no_cell_brings_a_reader_down_and_each_is_valued_or_explained(cells, kind):
    column = next(c for d in shipped().datasets.values() for c in d.columns if c.type == kind)
    series = pl.Series(
        "x", [None if cell is None else cell.replace("\x00", "") for cell in cells], dtype=pl.String
    )
    parsed = columns.read(Seen(column, column.title.zh, series), catalogue=shipped(), today=TODAY)
    assert all(len(values) == len(series) for values in parsed.values.values())
    for at, (cell, value) in enumerate(zip(series, parsed.values[column.name], strict=True)):
        spoken = at in set(parsed.faults["row"])
        assert value is not None or spoken or not column.required, cell


@pytest.mark.parametrize(
    ("place", "cell", "value"),
    [
        ("disability_cards.level", "二级", 2),
        ("labour_survey.months", "6个月", 6),
        ("medical_insurance.insured", "√", True),
        ("medical_insurance.insured", "未参保", False),
        ("assistance.class", " 农村低保 ", "dibao"),
        ("national_person.health", "残疾、长期慢性病", "chronic+disabled"),
        ("national_person.name", "张　三", "张三"),
        ("national_person.name", "Anna Li", "Anna Li"),
        ("national_person.household_phone", "0396-7922345", "03967922345"),
        ("national_person.household_phone", "１３８１２３４５６７８", "13812345678"),
        ("roster.area_code", "４１１７２６１０２００１", "411726102001"),
        ("medical_insurance.year", "2020年度", 2020),
        ("national_household.housing_area_m2", "120.5平方米", Decimal("120.50")),
        ("national_household.net_per_capita", "-12.5", -1250),
    ],
)
def test_cells_as_people_write_them(place, cell, value):
    assert read(place, [cell]) == ([value], {})


def test_an_unknown_code_is_refused_with_the_choices():
    assert read("vehicles.vehicle_type", ["飞机"]) == ([None], {0: "code_unknown"})


@given(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17))
def test_credit_codes(first):
    assert credit_ok(first + credit_check(first))


@given(st.dates(date(1955, 1, 1), date(2060, 1, 1)))
def test_serials_count_from_the_last_day_but_one_of_1899(day):
    serial = (day - date(1899, 12, 30)).days
    assert read("deaths.died_on", [str(serial)])[0] == [date(1899, 12, 30) + timedelta(serial)]


@pytest.mark.parametrize("rows", [0, 1, 9])
@pytest.mark.parametrize("place", ["deaths.died_on", "subsidy_payments.month"])
def test_a_column_without_a_day_is_one_of_days_all_the_same(place, rows):
    code, name = place.split(".")
    column = shipped().datasets[code][name]
    seen = Seen(column, column.title.zh, pl.Series("x", [None] * rows, dtype=pl.String))
    values = columns.read(seen, catalogue=shipped(), today=TODAY).values[name]
    assert (values.dtype, len(values)) == (pl.Date, rows)
