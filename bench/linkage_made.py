"""A made county for bench/linkage.py: people in households, rows about them with dirt, and who is who.

Names are drawn as the demo's; frequencies, and so the result, are better than life where namesakes are rarer here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import polars as pl
import yaml
from pypinyin import lazy_pinyin

import mingbai.demo.files
from mingbai.demo.files.names import Names
from mingbai.packs import areas

COUNTY, SEED = "411726", 20201130
OUTSIDE = 0.1  # of the rows are about people who are not in the register
TWINS = 0.008  # of births in a household
FIRST_DAY, DAYS = date(1930, 1, 1), 33_000
Person = dict[str, Any]


def made(folder: Path, *, rows: int, people: int) -> None:
    """`people.parquet`, `rows.parquet` and `truth.parquet` (row, person; null if not in the register)."""
    dice = Random(SEED)
    everybody = _population(people + int(rows * OUTSIDE), dice)
    outside = set(dice.sample(range(len(everybody)), int(rows * OUTSIDE)))
    registered = [at for at in range(len(everybody)) if at not in outside]
    asked = [*dice.sample(registered, rows - len(outside)), *sorted(outside)]
    dice.shuffle(asked)
    dirt = Dirt(everybody, dice)
    pl.DataFrame([everybody[at] | {"person": f"p{at}"} for at in registered]).write_parquet(
        folder / "people.parquet"
    )
    lines = [dirt.on(everybody[at]) | {"row": f"r{number}"} for number, at in enumerate(asked)]
    pl.DataFrame(lines, infer_schema_length=None).write_parquet(folder / "rows.parquet")
    truth = [(f"r{number}", None if at in outside else f"p{at}") for number, at in enumerate(asked)]
    pl.DataFrame(truth, schema={"row": pl.String, "person": pl.String}, orient="row").write_parquet(
        folder / "truth.parquet"
    )


def _population(count: int, dice: Random) -> list[Person]:
    names = Names(
        yaml.safe_load((Path(mingbai.demo.files.__file__).parent / "county.yaml").read_text("utf-8"))
    )
    towns = {area.code: area.name for area in areas.townships(COUNTY)}
    places = [(towns[area.parent], area.name, names.clans(dice)) for area in areas.villages(COUNTY)]
    found: list[Person] = []
    while len(found) < count:
        town, village, clans = dice.choice(places)
        phone = f"1{dice.randrange(3 * 10**9, 10**10 - 1)}"
        for _ in range(dice.randint(1, 5)):
            person = _person(names, names.surname(clans, dice), dice)
            home = {"township": town, "village": village, "phone": phone}
            found.append(person | home)
            if dice.random() < TWINS:
                twin = _person(names, person["name"][0], dice)
                found.append(twin | home | {key: person[key] for key in ("birth_date", "sex")})
    return found[:count]


def _person(names: Names, surname: str, dice: Random) -> Person:
    born, male = FIRST_DAY + timedelta(days=dice.randrange(DAYS)), dice.random() < 0.5
    given = names.given(born.year, male=male, dice=dice)
    return {"name": surname + given, "birth_date": born.isoformat(), "sex": "male" if male else "female"}


class Dirt:
    """What clerks do to a row; the shares are ours."""

    def __init__(self, everybody: list[Person], dice: Random) -> None:
        self._dice = dice
        letters = sorted({letter for person in everybody[:50_000] for letter in person["name"][1:]})
        self._letters, self._alike = letters, defaultdict(list)
        for letter in letters:
            self._alike[lazy_pinyin(letter)[0]].append(letter)
        self._places = [(person["township"], person["village"]) for person in everybody[:2_000]]

    def on(self, person: Person) -> Person:
        """The person as a row."""
        row = person | {"birth_month": None}
        ways: list[tuple[float, Callable[[Person], Person]]] = [
            (0.06, self._homophone), (0.015, self._letter), (0.01, self._swapped), (0.02, self._digit),
            (0.08, lambda row: row | {"birth_month": row["birth_date"][:7], "birth_date": None}),
            (0.03, lambda row: row | {"birth_date": None, "birth_month": None}),
            (0.005, lambda row: row | {"sex": "male" if row["sex"] == "female" else "female"}),
            (0.05, lambda row: row | {"sex": None}), (0.03, self._moved),
            (0.1, lambda row: row | {"village": None}), (0.03, lambda row: row | {"township": None}),
            (0.15, lambda row: row | {"phone": f"1{self._dice.randrange(3 * 10**9, 10**10 - 1)}"}),
            (0.4, lambda row: row | {"phone": None}),
        ]  # fmt: skip
        for share, way in ways:
            if self._dice.random() < share:
                row = way(row)
        return row

    def _at(self, row: Person, letter: Callable[[str], str]) -> Person:
        at = self._dice.randrange(1, len(row["name"]))
        return row | {"name": row["name"][:at] + letter(row["name"][at]) + row["name"][at + 1 :]}

    def _homophone(self, row: Person) -> Person:
        return self._at(row, lambda old: self._dice.choice(self._alike.get(lazy_pinyin(old)[0]) or [old]))

    def _letter(self, row: Person) -> Person:
        return self._at(row, lambda _: self._dice.choice(self._letters))

    def _swapped(self, row: Person) -> Person:
        return row | {"name": row["name"][:-2] + row["name"][-1] + row["name"][-2]}

    def _digit(self, row: Person) -> Person:
        at = self._dice.choice([3, 9])
        return row | {
            "birth_date": row["birth_date"][:at] + str(self._dice.randrange(10)) + row["birth_date"][at + 1 :]
        }

    def _moved(self, row: Person) -> Person:
        town, village = self._dice.choice(self._places)
        return row | {"township": town, "village": village}
