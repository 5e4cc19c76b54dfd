"""What clerks and callers do to a row: the kinds of dirt and the share of rows that each falls on.

Several kinds may fall on one row. Shares are our estimates for lists that nobody checks against an ID card; a
second telephone and a lunar birthday, which countryside people give as a matter of course, are no mistakes at all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from pypinyin import lazy_pinyin

Person = dict[str, Any]
NOT_HEARD = (
    ("zh", "z"),
    ("ch", "c"),
    ("sh", "s"),
    ("l", "n"),
)  # the beginnings that the county does not tell apart
LUNAR_SINCE, LUNAR = "1985", (18, 50)  # who was born before; days by which the lunar date is behind


class Dirt:
    """Spoils rows; `SHARES` says how many of each kind."""

    SHARES: tuple[tuple[str, float], ...] = (
        ("homophone", 0.06),  # another character of the same sound in the given name
        ("misheard", 0.01),  # a sound like it: zh for z, n for l
        ("letter", 0.015),  # any other character: misread, mistyped
        ("swapped", 0.005),  # the given name's two characters exchanged
        ("dropped", 0.005),  # one of them left out
        ("digit", 0.02),  # one digit of the birth date; the day exists
        ("day_month", 0.005),  # day and month exchanged, where both can be
        ("lunar", 0.02),  # born before 1985: the lunar month and day
        ("no_day", 0.08),  # year and month alone
        ("no_birth", 0.03),
        ("wrong_sex", 0.005),
        ("no_sex", 0.05),
        ("moved", 0.03),  # lives elsewhere in the county: married, bought a flat
        ("no_village", 0.1),
        ("no_township", 0.03),
        ("other_phone", 0.15),
        ("no_phone", 0.4),
    )

    def __init__(self, everybody: list[Person], dice: Random) -> None:
        self._dice = dice
        letters = sorted({letter for person in everybody[:50_000] for letter in person["name"][1:]})
        self._letters = letters
        self._same: defaultdict[str, list[str]] = defaultdict(list)
        self._near: defaultdict[str, list[str]] = defaultdict(list)
        for letter in letters:
            self._same[_sound(letter)].append(letter)
            self._near[_blurred(letter)].append(letter)
        self._places = [(person["township"], person["village"]) for person in everybody[:2_000]]

    def on(self, person: Person) -> Person:
        """The person as a row; `dirt` names what was done, in one text."""
        row, done = person | {"birth_month": None}, []
        for kind, share in self.SHARES:
            if self._dice.random() < share:
                spoiled = self._ways[kind](self, row)
                done += [kind] if spoiled != row else []
                row = spoiled
        return row | {"dirt": " ".join(done) or "none"}

    def _another(self, row: Person, choices: Callable[[str], list[str]]) -> Person:
        """With another character in the given name, if there is any choice."""
        name, at = row["name"], self._dice.randrange(1, len(row["name"]))
        others = [letter for letter in choices(name[at]) if letter != name[at]]
        return row | {"name": name[:at] + self._dice.choice(others) + name[at + 1 :]} if others else row

    def _homophone(self, row: Person) -> Person:
        return self._another(row, lambda old: self._same[_sound(old)])

    def _misheard(self, row: Person) -> Person:
        return self._another(row, lambda old: self._near[_blurred(old)])

    def _letter(self, row: Person) -> Person:
        return self._another(row, lambda _: self._letters)

    def _swapped(self, row: Person) -> Person:
        name = row["name"]
        return row | {"name": name[0] + name[:0:-1]} if len(name) == 3 else row

    def _dropped(self, row: Person) -> Person:
        name, at = row["name"], self._dice.choice((1, 2))
        return row | {"name": name[:at] + name[at + 1 :]} if len(name) == 3 else row

    def _digit(self, row: Person) -> Person:
        born = row["birth_date"]
        while True:
            at = self._dice.choice((2, 3, 5, 6, 8, 9))
            other = f"{born[:at]}{self._dice.randrange(10)}{born[at + 1 :]}"
            if other != born and _is_day(other):
                return row | {"birth_date": other}

    def _day_month(self, row: Person) -> Person:
        year, month, day = row["birth_date"].split("-")
        other = f"{year}-{day}-{month}"
        return row | {"birth_date": other} if _is_day(other) else row

    def _lunar(self, row: Person) -> Person:
        if row["birth_date"] >= LUNAR_SINCE:
            return row
        before = date.fromisoformat(row["birth_date"]) - timedelta(days=self._dice.randint(*LUNAR))
        return row | {"birth_date": before.isoformat()}

    def _moved(self, row: Person) -> Person:
        town, village = self._dice.choice(self._places)
        return row | {"township": town, "village": village}

    def _other_phone(self, row: Person) -> Person:
        return row | {"phone": f"1{self._dice.randrange(3 * 10**9, 10**10 - 1)}"}

    def _wrong_sex(self, row: Person) -> Person:
        return row | {"sex": "male" if row["sex"] == "female" else "female"}

    def _no_day(self, row: Person) -> Person:
        return row | {"birth_month": row["birth_date"][:7], "birth_date": None}

    _ways: dict[str, Callable[[Any, Person], Person]] = {
        "homophone": _homophone, "misheard": _misheard, "letter": _letter, "swapped": _swapped,
        "dropped": _dropped, "digit": _digit, "day_month": _day_month, "lunar": _lunar, "no_day": _no_day,
        "wrong_sex": _wrong_sex, "moved": _moved, "other_phone": _other_phone,
        "no_birth": lambda _, row: row | {"birth_date": None, "birth_month": None},
        "no_sex": lambda _, row: row | {"sex": None}, "no_village": lambda _, row: row | {"village": None},
        "no_township": lambda _, row: row | {"township": None}, "no_phone": lambda _, row: row | {"phone": None},
    }  # fmt: skip


def _sound(letter: str) -> str:
    return str(lazy_pinyin(letter)[0])


def _blurred(letter: str) -> str:
    sound = _sound(letter)
    for heard, kept in NOT_HEARD:
        if sound.startswith(heard):
            sound = kept + sound.removeprefix(heard)
    return sound.replace("ng", "n")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
