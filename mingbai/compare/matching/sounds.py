"""How names sound: pinyin without tones, a surname's other reading, what is easily misheard as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl
from pypinyin import Style, lazy_pinyin

from mingbai.compare.matching.settings import Heard, Settings

ENDS = {"start": "^{}", "end": "{}$"}


def sounded(names: pl.Series, settings: Settings) -> pl.DataFrame:
    """Of each distinct name: `name`, `pinyin`, `other_pinyin` (of a second reading), `sound`."""
    distinct = names.drop_nulls().unique().sort().rename("name").to_frame()
    parts = distinct.with_columns(surname=_surname(settings.surnames))
    length = pl.col("surname").str.len_chars().fill_null(0)
    syllables = _syllables(parts.select(pl.col("name").str.slice(length)).to_series())
    readings = parts.select(first=_reading(settings.surnames, 0), other=_reading(settings.surnames, 1))
    plain = syllables.list.eval(_folded(pl.element(), settings.near_sounds))
    return parts.select(
        "name",
        pinyin=_joined(readings["first"], _text(syllables)),
        other_pinyin=pl.when(readings["other"].is_not_null()).then(
            _joined(readings["other"], _text(syllables))
        ),
        sound=_joined(_fold(readings["first"], settings.near_sounds), _text(plain)),
    )


def _surname(surnames: Mapping[str, Sequence[str]]) -> pl.Expr:
    """The surname, where the table has it; the longer first."""
    known = list(surnames)
    name = pl.col("name")
    long, short = name.str.slice(0, 2), name.str.slice(0, 1)
    whole = name.str.len_chars()
    return (
        pl.when(long.is_in(known) & (whole > 2))  # noqa: PLR2004 - a surname of two and a given name
        .then(long)
        .when(short.is_in(known))
        .then(short)
    )


def _reading(surnames: Mapping[str, Sequence[str]], at: int) -> pl.Expr:
    table = {name: readings[at] for name, readings in surnames.items() if len(readings) > at}
    return pl.col("surname").replace_strict(table, default=None, return_dtype=pl.String)


def _syllables(given: pl.Series) -> pl.Series:
    """Lists of syllables; a character is looked up once, however many names have it."""
    letters = given.str.split("")
    distinct = sorted(letters.explode(empty_as_null=False).drop_nulls().unique().to_list())
    table = {letter: lazy_pinyin(letter, style=Style.NORMAL)[0] for letter in distinct if letter}
    return letters.list.eval(pl.element().replace_strict(table, default=pl.element(), return_dtype=pl.String))


def _fold(readings: pl.Series, near: Sequence[Heard]) -> pl.Series:
    return readings.to_frame("x").select(_folded(pl.col("x"), near)).to_series()


def _folded(syllable: pl.Expr, near: Sequence[Heard]) -> pl.Expr:
    for one in near:
        syllable = syllable.str.replace(ENDS[one.at].format(one.heard), one.kept)
    return syllable


def _text(syllables: pl.Series) -> pl.Series:
    return syllables.list.join(" ")


def _joined(first: pl.Series, rest: pl.Series) -> pl.Series:
    frame = pl.DataFrame({"first": first, "rest": rest})
    return frame.select(pl.concat_str("first", "rest", separator=" ", ignore_nulls=True)).to_series()
