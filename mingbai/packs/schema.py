"""The shapes that pack files are held against: values, texts, maps, coded lists.

A schema says what may stand in a file; `build` reads a file through it, `finish` asks whether what all
layers gave together is complete.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from mingbai.packs.text import Text

CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")
NO_FIELDS: Mapping[str, Schema] = {}


class Misread(ValueError):
    """A scalar that is not of its kind; carries both sentences."""

    def __init__(self, *, zh: str, en: str) -> None:
        super().__init__(en)
        self.text = Text(zh=zh, en=en)


@dataclass(frozen=True)
class Schema:
    """Base of all shapes."""


@dataclass(frozen=True)
class Value(Schema):
    """One scalar. `read` turns its text into a value or raises Misread."""

    def read(self, text: str) -> object:
        """The value meant by `text`."""
        raise NotImplementedError


@dataclass(frozen=True)
class Str(Value):
    """Any text that is not empty; `pattern` narrows it."""

    pattern: str = ""

    def read(self, text: str) -> str:
        if not text.strip():
            raise Misread(zh="不能为空", en="must not be empty")
        if self.pattern and not re.fullmatch(self.pattern, text):
            raise Misread(
                zh=f"“{text}”不符合格式 {self.pattern}", en=f"“{text}” does not look like {self.pattern}"
            )
        return text


@dataclass(frozen=True)
class Code(Value):
    """A code: Latin letters, digits, `_` and `-`."""

    def read(self, text: str) -> str:
        if not CODE.fullmatch(text):
            raise Misread(
                zh=f"“{text}”不是代码：只能用字母、数字、_ 和 -",
                en=f"“{text}” is not a code: letters, digits, _ and - only",
            )
        return text


@dataclass(frozen=True)
class Ref(Value):
    """The code of an item of another section; resolved when all layers are laid."""

    section: str = ""

    def read(self, text: str) -> str:
        return Code().read(text)


@dataclass(frozen=True)
class Int(Value):
    """A whole number within bounds."""

    least: int | None = None
    most: int | None = None

    def read(self, text: str) -> int:
        if not re.fullmatch(r"-?\d[\d_]*", text):
            raise Misread(zh=f"“{text}”不是整数", en=f"“{text}” is not a whole number")
        number = int(text)
        _within(number, self.least, self.most)
        return number


@dataclass(frozen=True)
class Number(Value):
    """An exact decimal number within bounds; never a binary float."""

    least: int | None = None
    most: int | None = None

    def read(self, text: str) -> Decimal:
        try:
            number = Decimal(text.replace("_", ""))
        except InvalidOperation:
            raise Misread(zh=f"“{text}”不是数字", en=f"“{text}” is not a number") from None
        if not number.is_finite():
            raise Misread(zh=f"“{text}”不是数字", en=f"“{text}” is not a number")
        _within(number, self.least, self.most)
        return number


@dataclass(frozen=True)
class Bool(Value):
    """`true` or `false`, written out."""

    def read(self, text: str) -> bool:
        if text not in ("true", "false"):
            raise Misread(zh=f"“{text}”应写作 true 或 false", en=f"“{text}” must be true or false")
        return text == "true"


@dataclass(frozen=True)
class Day(Value):
    """A date, `2021-06-30`."""

    def read(self, text: str) -> date:
        not_a_day = Misread(
            zh=f"“{text}”不是日期，应写作 2021-06-30", en=f"“{text}” is not a date such as 2021-06-30"
        )
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise not_a_day
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise not_a_day from None


@dataclass(frozen=True)
class Choice(Value):
    """One of the words listed."""

    words: tuple[str, ...] = ()

    def read(self, text: str) -> str:
        return text  # an unknown word is reported by `build`, with a hint


@dataclass(frozen=True)
class Words(Schema):
    """`{zh: …, en: …}`, both needed."""


@dataclass(frozen=True)
class Many(Schema):
    """A list of scalars; an overlay replaces it as a whole."""

    of: Value = field(default_factory=Str)


@dataclass(frozen=True)
class Map(Schema):
    """Named fields. `source` is allowed in every map and covers what stands below it."""

    need: Mapping[str, Schema] = field(default_factory=dict)
    may: Mapping[str, Schema] = field(default_factory=dict)

    def fields(self) -> dict[str, Schema]:
        """Every field that may stand here."""
        return {**self.need, **self.may}


@dataclass(frozen=True)
class Table(Schema):
    """A map whose keys the pack chooses (codes, years), all values of one shape."""

    of: Schema = field(default_factory=Schema)
    keys: Value = field(default_factory=Code)


@dataclass(frozen=True)
class Coded(Schema):
    """A list of maps, each with its own `code`; overlays merge by it."""

    of: Map = field(default_factory=Map)


@dataclass(frozen=True)
class Series(Schema):
    """A list whose order is its meaning; an overlay replaces it as a whole."""

    of: Schema = field(default_factory=Schema)


@dataclass(frozen=True)
class Data(Schema):
    """Plain data of any shape, such as the facts of an example; taken as it is written."""


def _within(number: int | Decimal, least: int | None, most: int | None) -> None:
    if least is not None and number < least:
        raise Misread(zh=f"{number} 小于下限 {least}", en=f"{number} is below {least}")
    if most is not None and number > most:
        raise Misread(zh=f"{number} 大于上限 {most}", en=f"{number} is above {most}")
