"""Reads columns that carry a number of a person, firm, account, telephone or area."""

from __future__ import annotations

from datetime import date

import polars as pl

from mingbai.tables import identity
from mingbai.tables.declared import Column
from mingbai.tables.folding import changed, folded, trimmed
from mingbai.tables.parsed import FAULTS, Parsed, careful, fault_rows

RESIDENT = 18  # characters of a resident's number
EXACT_DIGITS = 15  # a double, and so Excel, keeps no more
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100: no I, O, S, V, Z
CREDIT_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
SCIENTIFIC = r"^[0-9](\.[0-9]+)?[eE]\+?[0-9]{1,2}$"


def id_no(
    raw: pl.Series, column: Column, *, typed: pl.Series | None, today: date, provinces: frozenset[int]
) -> Parsed:
    """An identity number, with `_birth`, `_sex` (male, female) and `_ok` beside it.

    `typed`: cells that Excel holds as numbers. A faulty number is kept, not ok, where the column says so.
    """
    day = today.year * 10_000 + today.month * 100 + today.day
    numbers = _upper(raw)
    frame = identity.facts(numbers, today=day)
    lost = _lost(raw, typed)
    good = frame["good"] & ~lost
    left = (raw.is_not_null() & ~good).arg_true()
    faults = _notes(frame.filter(good), good.arg_true(), raw, column, provinces)
    if not left.is_empty():
        numbers, frame, more = _mended(raw, numbers, frame, left=left, lost=lost, column=column, day=day)
        faults = pl.concat([faults, more])
    ok = frame["good"] & ~lost
    values = {
        column.name: numbers if column.keep_faulty else numbers.set(~ok, None),
        f"{column.name}_birth": frame["birth"].set(~ok, None),
        f"{column.name}_sex": _sex(frame["male"].set(~ok, None)),
        f"{column.name}_ok": ok.set(numbers.is_null(), None),
    }
    return Parsed(values, faults)


def _upper(raw: pl.Series) -> pl.Series:
    """In capitals where letters may follow a good number; an x for X is mended with what else is not good."""
    return changed(raw, raw.str.len_bytes() > RESIDENT, lambda few: few.str.to_uppercase())


def _sex(male: pl.Series) -> pl.Series:
    return male.to_frame("m").select(
        pl.when("m").then(pl.lit("male")).when(~pl.col("m")).then(pl.lit("female"))
    )["literal"]


def _lost(raw: pl.Series, typed: pl.Series | None) -> pl.Series:
    """Cells whose last digits Excel has thrown away."""
    if typed is None:
        return pl.repeat(value=False, n=len(raw), eager=True)
    return (typed & (raw.str.extract(r"^([0-9]+)", 1).str.len_bytes() > EXACT_DIGITS)).fill_null(value=False)


def _notes(
    good: pl.DataFrame, rows: pl.Series, raw: pl.Series, column: Column, provinces: frozenset[int]
) -> pl.DataFrame:
    odd = ~(good["n17"] // 10**15).is_in(list(provinces))
    if not odd.any():
        return pl.DataFrame(schema=FAULTS)
    at = rows.filter(odd)
    return fault_rows(column.name, at, pl.repeat("id_area", len(at), eager=True), raw.gather(at))


def _mended(
    raw: pl.Series,
    numbers: pl.Series,
    frame: pl.DataFrame,
    *,
    left: pl.Series,
    lost: pl.Series,
    column: Column,
    day: int,
) -> tuple[pl.Series, pl.DataFrame, pl.DataFrame]:
    """The cells that were not plainly good: folded, old numbers raised, the rest with a reason."""
    text = raw.gather(left).to_frame("raw").select(folded(pl.col("raw")).str.to_uppercase())["raw"]
    text = text.set(text.is_in(["", "-", "无", "NULL", "/"]), None)
    old = text.str.contains(r"^[0-9]{15}$").fill_null(value=False)
    full = identity.with_check(text.to_frame("t").select(identity.raised(pl.col("t")))["t"])
    text_18 = full.zip_with(old, text)
    found = identity.facts(text_18, today=day)
    reasons = _reasons(text, old, found, lost.gather(left))
    numbers = numbers.scatter(left, text_18)
    frame = frame.with_columns(frame[name].scatter(left, found[name]) for name in ("birth", "male", "good"))
    return numbers, frame, fault_rows(column.name, left, reasons, raw.gather(left))


def _reasons(text: pl.Series, old: pl.Series, found: pl.DataFrame, lost: pl.Series) -> pl.Series:
    frame = found.with_columns(text=text, old=old, lost=lost)
    t = pl.col("text")
    gone = (
        pl.col("lost")
        | t.str.contains(SCIENTIFIC)
        | (t.str.contains(r"^[0-9]{14,15}000$") & ~pl.col("check"))
    )
    reason = (
        pl.when(t.is_null()).then(pl.lit(None, dtype=pl.String))
        .when(gone.fill_null(value=False)).then(pl.lit("id_lost_digits"))
        .when(pl.col("old") & pl.col("birth").is_not_null()).then(pl.lit("id_old"))
        .when(~t.str.len_chars().is_in([15, 18, 20, 22])).then(pl.lit("id_length"))
        .when(pl.col("n17").is_null()).then(pl.lit("id_check"))
        .when(pl.col("birth").is_null()).then(pl.lit("id_birth"))
        .when(~pl.col("good")).then(pl.lit("id_check"))
    )  # fmt: skip
    return frame.select(reason.alias("reason"))["reason"]


def phone(raw: pl.Series, column: Column) -> Parsed:
    """A telephone number; what does not look like one is left out with a remark."""
    fast = raw.set(~raw.str.contains(r"^1[0-9]{10}$").fill_null(value=True), None)

    def slow(text: pl.Expr, _: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        bare = text.str.replace_all(r"[-()]", "").str.replace(r"\.0$", "").str.replace(r"^\+?86", "")
        good = bare.str.contains(r"^(1[0-9]{10}|0[0-9]{9,11}|[0-9]{7,8})$")
        return pl.when(good).then(bare), pl.when(~good).then(pl.lit("phone_form"))

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def exact_text(raw: pl.Series, column: Column, *, typed: pl.Series | None) -> Parsed:
    """A number kept as text (an account, a contract); refused where Excel has cut it."""
    values = trimmed(raw)
    lost = _lost(raw, typed)
    if not lost.any():
        return Parsed({column.name: values})
    at = lost.arg_true()
    reasons = pl.repeat("number_as_number", len(at), eager=True)
    return Parsed({column.name: values.set(lost, None)}, fault_rows(column.name, at, reasons, raw.gather(at)))


def area_code(raw: pl.Series, column: Column) -> Parsed:
    """An area code padded to twelve digits."""
    fast = raw.set(~raw.str.contains(r"^[0-9]{12}$").fill_null(value=True), None)

    def slow(text: pl.Expr, _: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        good = text.str.contains(r"^([0-9]{6}|[0-9]{9}|[0-9]{12})$")
        return pl.when(good).then(text.str.pad_end(12, "0")), pl.when(~good).then(pl.lit("area_form"))

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def credit_code(raw: pl.Series, column: Column) -> Parsed:
    """A unified social credit code, GB 32100."""
    good = {cell: cell for cell in raw.drop_nulls().unique() if credit_ok(cell)}
    fast = raw.replace_strict(good, default=None, return_dtype=pl.String)

    def slow(text: pl.Expr, _: pl.Expr) -> tuple[pl.Expr, pl.Expr]:
        upper = text.str.to_uppercase()
        fine = upper.map_elements(credit_ok, return_dtype=pl.Boolean)
        return pl.when(fine).then(upper), pl.when(~fine).then(pl.lit("credit_form"))

    values, faults = careful(raw, fast, slow, column=column.name)
    return Parsed({column.name: values}, faults)


def credit_ok(text: str) -> bool:
    """Whether 18 characters carry the right check character."""
    if len(text) != len(CREDIT_WEIGHTS) + 1 or any(character not in CREDIT for character in text):
        return False
    return text[-1] == credit_check(text[:-1])


def credit_check(first17: str) -> str:
    """The check character of a credit code."""
    total = sum(
        CREDIT.index(character) * weight for character, weight in zip(first17, CREDIT_WEIGHTS, strict=True)
    )
    return CREDIT[(31 - total % 31) % 31]
