"""What a department's file is declared to hold: datasets, their columns and code lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from mingbai.packs.text import Text

# Types of columns. `id_no` also yields birth date, sex and whether the number checks.
TYPES = (
    "account", "area_code", "bool", "code", "codes", "credit_code", "date", "decimal",
    "id_no", "int", "money", "month", "name", "phone", "text", "year",
)  # fmt: skip
UNITS = ("元", "万元", "千元", "角", "分")
SUBJECTS = ("person", "household", "village", "organisation")
PERIODS = ("month", "quarter", "term", "year", "once", "event")
# Values that must never pass through a number on their way.
EXACT = ("account", "area_code", "credit_code", "id_no", "phone", "text")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a code list: what we store, its words, what else people write for it."""

    code: str
    words: Text
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column. `least` and `most` bound numbers; `unit` is that of money unless the header names one."""

    name: str
    title: Text
    type: str
    purposes: tuple[str, ...]
    aliases: tuple[str, ...] = ()
    unit: str = "元"
    scale: int = 2
    required: bool = False
    key: bool = False
    match: bool = False  # the identity number by which a row reaches its person or household
    signed: bool = False
    keep_faulty: bool = False  # a faulty identity is a remark, not a refusal (the county's own registers)
    least: int | None = None
    most: int | None = None
    choices: tuple[Choice, ...] = ()

    @cached_property
    def headers(self) -> tuple[str, ...]:
        """Every header that names this column."""
        return (self.title.zh, *self.aliases, self.name)

    @cached_property
    def codes(self) -> dict[str, str]:
        """What people write, to the code that we store."""
        found = {}
        for choice in self.choices:
            for word in (choice.code, choice.words.zh, *choice.also):
                found[word] = choice.code
        return found


@dataclass(frozen=True)
class Dataset:
    """One kind of file. `number` is its number among the thirty-five comparators, 0 for the county's own."""

    code: str
    number: int
    name: Text
    owner: Text
    subject: str
    period: str
    retention_months: int
    columns: tuple[Column, ...]
    source: str
    file: str = ""

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)

    @cached_property
    def required(self) -> tuple[Column, ...]:
        """Columns that every file of this kind must have."""
        return tuple(column for column in self.columns if column.required)

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        """Columns that together tell one row from another."""
        return tuple(column for column in self.columns if column.key)

    @cached_property
    def identity(self) -> Column | None:
        """The identity number that leads to the subject."""
        numbers = [column for column in self.columns if column.type == "id_no"]
        return next((column for column in numbers if column.match), numbers[0] if numbers else None)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row or file is not taken as it is, and how to mend it."""

    code: str
    level: str  # reject | note | file
    words: Text
    mend: Text


@dataclass(frozen=True)
class Catalogue:
    """Every declared dataset, every reason, what a column may be asked for, and the hash of it all."""

    datasets: Mapping[str, Dataset]
    reasons: Mapping[str, Reason]
    purposes: Mapping[str, Text]
    words: Mapping[str, frozenset[str]]  # what counts as yes and no
    provinces: frozenset[int]
    lists: Mapping[str, tuple[Choice, ...]]  # every code list by its name
    shared: Mapping[str, Column]  # what datasets take with `use:`, by name
    edition: str
