"""Reads dates, numbers, money, yes and no, codes and text, a whole column at a time."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import polars as pl

from mingbai.tables import days
from mingbai.tables.declared import Column
from mingbai.tables.folding import INVISIBLE, SPACES, changed, closed, trimmed
from mingbai.tables.parsed import Parsed, careful, once_each

FEN = {"元": 100, "万元": 1_000_000, "千元": 100_000, "角": 10, "分": 1}
UNITS_BEHIND = {"万元": 10_000, "万": 10_000, "亿元": 10**8, "亿": 10**8, "千元": 1_000, "元": 1}
LARGEST = 10**15  # fen; a county's whole budget is far below, and doubles are still exact to the fen
EARLIEST, LATEST = 1900, 2100
_COUNTED = r"[人天月个岁户年级次名间期套亩日%]+(度)?$"
_DIGITS = {word: str(number) for number, word in enumerate("一二三四五六七八九", start=1)}


def text(raw: pl.Series, column: Column) -> Parsed:
    """Text without invisible characters."""
    return Parsed({column.name: trimmed(raw)})


def name(raw: pl.Series, column: Column) -> Parsed:
    """A person's name; 张 三 is 张三, a name in Latin letters keeps its spaces."""
    odd = raw.str.contains(INVISIBLE + "|" + SPACES)
    return Parsed({column.name: changed(raw, odd, lambda few: closed(trimmed(few)))})


def date(raw: pl.Series, column: Column) -> Parsed:
    """A day; see `days` for the shapes."""
    return _days(raw, column)


def _days(raw: pl.Series, column: Column, *, behind: str = "") -> Parsed:
    """Days; plain ones with `behind` after them."""
    fast = once_each(raw, lambda texts: _sensible((texts + behind).str.to_date("%Y-%m-%d", strict=False)))

    def slow(_: pl.Expr, whole: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        found = days.read(days.folded_day(whole))
        fits = found.dt.year().is_between(EARLIEST, LATEST)
        reason = pl.when(found.is_null()).then(pl.lit("date_form")).when(~fits).then(pl.lit("date_range"))
        return pl.when(fits).then(found), reason

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def _sensible(values: pl.Series) -> pl.Series:
    return values.set(~values.dt.year().is_between(EARLIEST, LATEST), None)


def month(raw: pl.Series, column: Column) -> Parsed:
    """A month, kept as its first day."""
    found = _days(raw, column, behind="-01")
    first = once_each(found.values[column.name], lambda days_: days_.dt.truncate("1mo"))
    return Parsed({column.name: first}, found.faults)


def year(raw: pl.Series, column: Column) -> Parsed:
    """A calendar year, also from 2020年度 or a whole date."""
    fast = raw.cast(pl.Int32, strict=False)
    fast = fast.set(~fast.is_between(EARLIEST, LATEST).fill_null(value=True), None)

    def slow(folded: pl.Expr, whole: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        bare = folded.str.extract(r"^([0-9]{4})(?:年度?|-[0-9]{4}学?年?度?|\.0)?$").cast(
            pl.Int32, strict=False
        )
        found = pl.coalesce(bare, days.read(days.folded_day(whole)).dt.year())
        fits = found.is_between(EARLIEST, LATEST)
        reason = pl.when(found.is_null()).then(pl.lit("date_form")).when(~fits).then(pl.lit("date_range"))
        return pl.when(fits).then(found), reason

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def whole(raw: pl.Series, column: Column) -> Parsed:
    """A whole number within the declared bounds."""
    least, most = (
        column.least if column.least is not None else 0,
        column.most if column.most is not None else 10**9,
    )
    fast = raw.cast(pl.Int64, strict=False)
    fast = fast.set(~fast.is_between(least, most).fill_null(value=True), None)

    def slow(folded: pl.Expr, _: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        found = _plain(folded.str.replace(_COUNTED, "").str.replace_many(_DIGITS))
        integral = found.is_finite() & (found == found.round()) & (found.abs() < 10**15)
        number = pl.when(integral).then(found).cast(pl.Int64, strict=False)
        return pl.when(number.is_between(least, most)).then(number), _wrong(number, least=least, most=most)

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def _wrong(number: pl.Expr, *, least: int, most: int) -> pl.Expr:
    return (
        pl.when(number.is_null()).then(pl.lit("number_form"))
        .when((number < 0) & (least >= 0)).then(pl.lit("negative"))
        .when(~number.is_between(least, most)).then(pl.lit("number_range"))
    )  # fmt: skip


def decimal(raw: pl.Series, column: Column) -> Parsed:
    """An exact decimal of the declared scale; further decimals are rounded."""
    kind = pl.Decimal(18, column.scale)
    most = column.most if column.most is not None else 10**9
    number = raw.cast(pl.Float64, strict=False)
    number = number.set(~number.is_between(0, most).fill_null(value=True), None)

    def slow(folded: pl.Expr, _: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        found = _plain(folded.str.replace(r"(亩|平方米|㎡|m2|公里|km|%|个?月)$", ""))
        found = pl.when(found.is_finite()).then(found)
        return pl.when(found.is_between(0, most)).then(found), _wrong(found, least=0, most=most)

    values, faults = careful(raw, number, slow, column=column.name)
    return Parsed({column.name: values.round(column.scale).cast(kind)}, faults)


def money(raw: pl.Series, column: Column) -> Parsed:
    """Money as whole fen. The column's unit has been settled from declaration and header."""
    factor = FEN[column.unit]
    fast = _fen(raw.to_frame("raw").select(pl.col("raw").cast(pl.Float64, strict=False))["raw"], factor)
    if not column.signed:
        fast = fast.set((fast < 0).fill_null(value=False), None)

    def slow(folded: pl.Expr, _: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        bare = folded.str.replace_all(r"[,￥¥$]|整$|正$", "")
        unit = bare.str.extract(r"(亿元|亿|万元|万|千元|元)$")
        number = _plain(bare.str.replace(r"(亿元|亿|万元|万|千元|元)$", ""))
        scaled = number * pl.when(unit.is_null()).then(factor).otherwise(
            unit.replace_strict(UNITS_BEHIND, default=1) * 100
        )
        fits = scaled.is_finite() & (scaled.abs() < LARGEST)
        exact = (scaled - scaled.round()).abs() < _slack(scaled)
        good = fits & exact & ((scaled >= 0) | column.signed)
        reason = (
            pl.when(~fits.fill_null(value=False)).then(pl.lit("number_form"))
            .when(~exact).then(pl.lit("money_fraction"))
            .when(~good).then(pl.lit("negative"))
        )  # fmt: skip
        return pl.when(good).then(scaled.round()).cast(pl.Int64), reason

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def _fen(number: pl.Series, factor: int) -> pl.Series:
    frame = pl.DataFrame({"n": number * factor})
    n = pl.col("n")
    good = n.is_finite() & (n.abs() < LARGEST) & ((n - n.round()).abs() < _slack(n))
    return frame.select(pl.when(good).then(n.round()).cast(pl.Int64))["n"]


def _slack(scaled: pl.Expr) -> pl.Expr:
    """How far a double may be from whole fen: what Excel's own sums leave behind."""
    return 1e-4 + scaled.abs() * 1e-12


def _plain(text_: pl.Expr) -> pl.Expr:
    """Digits with an optional sign, thousands separators and exponent as a double; null for anything else."""
    bare = text_.str.replace_all(",", "")
    shaped = bare.str.contains(r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,2})?$")
    return pl.when(shaped).then(bare).cast(pl.Float64, strict=False)


def truth(raw: pl.Series, column: Column, words: Mapping[str, frozenset[str]]) -> Parsed:
    """Yes or no."""
    known = {**dict.fromkeys(words["yes"], True), **dict.fromkeys(words["no"], False)}
    return _listed(raw, column, known, pl.Boolean())


def code(raw: pl.Series, column: Column) -> Parsed:
    """One code of the column's list."""
    return _listed(raw, column, column.codes, pl.String())


def _listed(raw: pl.Series, column: Column, known: Mapping[str, object], kind: pl.DataType) -> Parsed:
    fast = raw.replace_strict(known, default=None, return_dtype=kind)
    plain = {unicodedata.normalize("NFKC", word): value for word, value in known.items()}

    def slow(folded: pl.Expr, _: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        found = folded.replace_strict(plain, default=None, return_dtype=kind)
        return found, pl.when(found.is_null()).then(pl.lit("code_unknown"))

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def codes(raw: pl.Series, column: Column) -> Parsed:
    """Several codes in one cell: a text joined by `+` in declared order, and a column per choice."""
    order = [choice.code for choice in column.choices]
    found = {cell: _joined(cell, column.codes, order) for cell in raw.drop_nulls().unique()}
    whole = {cell: joined for cell, joined in found.items() if joined}
    fast = raw.replace_strict(whole, default=None, return_dtype=pl.String)
    nothing = pl.lit(None, dtype=pl.String)
    values, faults = careful(raw, fast, lambda *_: (nothing, pl.lit("code_unknown")), column=column.name)
    marked = "+" + values + "+"
    each = {f"{column.name}_{code}": marked.str.contains(f"+{code}+", literal=True) for code in order}
    return Parsed({column.name: values, **each}, faults)


def _joined(cell: str, known: Mapping[str, str], order: list[str]) -> str:
    """The codes of one cell joined, empty when a word is not known."""
    words = [
        unicodedata.normalize("NFKC", word).strip()
        for word in re.split(r"[,，、;；|+\s]+", cell)
        if word.strip()
    ]
    found = [known.get(word) for word in words]
    return "" if None in found else "+".join(code for code in order if code in found)
