"""The opening in two halves: whoever an import has to see together is in the same one."""

from pathlib import Path

import polars as pl
import pytest

from mingbai.demo.files.writing import write
from mingbai.demo.past import halves, opening

NAMES = ("国家系统户信息", "国家系统人员信息", "农户花名册")
NUMBERS = {"国家系统人员信息": "证件号码", "农户花名册": "身份证号"}
SHARED = "41179919800101001X"


@pytest.fixture(scope="module")
def people(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("county") / "county"
    return write(out, people=5_000, seed=2020, step=lambda _text: None) / "people"


@pytest.fixture(scope="module")
def past(people, tmp_path_factory) -> opening.Past:
    """The opening, with a registered household whose head has the number of somebody of every township."""
    folder = tmp_path_factory.mktemp("past") / "2016"
    made = opening.write(people, folder)
    roster = pl.read_csv(folder / "农户花名册.csv", infer_schema=False)
    one_of_each = pl.col("人口编号").is_in(roster.unique("乡", maintain_order=True)["人口编号"].implode())
    number = pl.when(one_of_each).then(pl.lit(SHARED)).otherwise("身份证号")
    roster.with_columns(number.alias("身份证号")).write_csv(folder / "农户花名册.csv")
    return made


@pytest.fixture(scope="module")
def both(past, people) -> list[halves.Half]:
    return halves.of(past, people)


def read(half: halves.Half, name: str) -> pl.DataFrame:
    (path,) = [path for path in half.files if path.stem.startswith(name)]
    return pl.read_csv(path, infer_schema=False)


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_in_one_half(past, both, name):
    whole = pl.read_csv(past.folder / f"{name}.csv", infer_schema=False)
    parts = [read(half, name) for half in both]
    assert all(len(part) > len(whole) // 3 for part in parts)
    together = pl.concat(parts).sort(pl.all())
    assert together.equals(whole.sort(pl.all()))


def test_no_household_and_no_number_is_in_both(both):
    seen: list[tuple[set[str], set[str]]] = []
    for half in both:
        files = [(read(half, name), number) for name, number in NUMBERS.items()]
        homes = set().union(*(frame["户编号"] for frame, _number in files))
        numbers = set().union(*(frame[number].drop_nulls() for frame, number in files))
        seen.append((homes, numbers))
    (homes, numbers), (other_homes, other_numbers) = seen
    assert not homes & other_homes
    assert not numbers & other_numbers
    assert SHARED in numbers


def test_what_has_happened_and_today_s_rows_go_with_their_household(past, both):
    homes = [set(read(half, "国家系统人员信息")["户编号"]) for half in both]
    assert sum(len(half.happened) for half in both) == len(past.happened)
    for half, theirs, others in zip(both, homes, reversed(homes), strict=True):
        assert theirs & {one.household_no for one in half.happened}
        assert not others & {one.household_no for one in half.happened}
        assert not others & {row["户编号"] for row in half.rows}
