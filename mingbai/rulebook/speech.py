"""Values and conditions in words that can be read aloud."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mingbai.packs.text import Text
from mingbai.rulebook.terms import Given, Parameter, Read, Term, Total, walk
from mingbai.rulebook.types import NEUTRAL, Type

PLACE = r"\{([a-z][a-z0-9_.]*)\}"
UNKNOWN = Text(zh="未知", en="unknown")
HIDDEN = Text(zh="（不显示）", en="(not shown)")
PERCENTS = ("percent", "share", "change")  # of a hundred, of one, and how much more or less
UP, DOWN = Text(zh="上升", en="up"), Text(zh="下降", en="down")
SAME = Text(zh="持平", en="the same")
UNITS = {
    "years": "岁", "months": "个月", "days": "天", "persons": "人", "households": "户",
    "mu": "亩", "m2": "平方米", "km": "公里",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Operand:
    """A fact, parameter or day that a condition speaks of, under the name used in expressions."""

    name: str
    term: Term


def operands(term: Term) -> list[Operand]:
    """What stands in the expression, seen from its subject; the inside of totals is not listed."""
    found: dict[str, Operand] = {}
    for part in _outside(term):
        if isinstance(part, Read):
            name = ".".join((*part.path, part.fact))
        elif isinstance(part, Parameter):
            name = part.code
        elif isinstance(part, Given):
            name = part.name
        else:
            continue
        found.setdefault(name, Operand(name, part))
    return list(found.values())


def _outside(term: Term) -> Iterator[Term]:
    if isinstance(term, Total):
        yield from (part for part in walk(term) if isinstance(part, Parameter | Given))
        return
    yield term
    for child in getattr(term, "args", ()):
        yield from _outside(child)


def said(value: object, type_: Type, *, language: str) -> str:
    """A value as people say it: 3,200元, 2020年11月30日, 是."""
    chinese = language.lower().startswith("zh")
    if value is None:
        return UNKNOWN.said(language)
    if isinstance(value, bool):
        return ("是" if value else "否") if chinese else ("yes" if value else "no")
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if chinese else value.isoformat()
    if isinstance(value, int):
        return _number(value, type_, chinese=chinese)
    if isinstance(value, list | tuple | frozenset):
        return ("、" if chinese else ", ").join(str(item) for item in value)
    return str(value)


def _number(value: int, type_: Type, *, chinese: bool) -> str:
    if type_.money:
        yuan = _plain(Decimal(value).scaleb(-2 - type_.scale))
        return f"{yuan}元" if chinese else f"{yuan} yuan"
    number = Decimal(value).scaleb(-type_.scale)
    if type_.unit in PERCENTS:
        return _percent(number.scaleb(2) if type_.unit == "share" else number, type_, chinese=chinese)
    plain = _plain(number)
    if type_.unit in NEUTRAL:
        return plain
    if chinese:
        return f"{plain}{UNITS.get(type_.unit, type_.unit)}"
    return f"{plain} {type_.unit.removesuffix('s') if abs(number) == 1 else type_.unit}"


def _percent(number: Decimal, type_: Type, *, chinese: bool) -> str:
    """百分之50 and 50%; a change is said up or down, for nobody reads “百分之-50” aloud."""
    plain = _plain(abs(number))
    share = f"百分之{plain}" if chinese else f"{plain}%"
    if type_.unit != "change":
        minus = "负" if chinese else "-"
        return f"{minus if number < 0 else ''}{share}"
    if not number:
        return SAME.said("zh" if chinese else "en")
    way = (UP if number > 0 else DOWN).said("zh" if chinese else "en")
    return f"{way}{share}" if chinese else f"{way} {share}"


def _plain(number: Decimal) -> str:
    shown = f"{number:,f}"
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def filled(words: Text, shown: Mapping[str, str], *, language: str) -> str:
    """The words with every `{name}` replaced by its value."""
    return re.sub(PLACE, lambda match: shown.get(match[1], match[0]), words.said(language))
