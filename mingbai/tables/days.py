"""The shapes of dates that people write, read column by column.

2020-11-03, 2020-11-3, 2020.11.3, 2020/11/3, 20201103, 2020年11月3日, 二〇二〇年十一月三日, 2020-11,
2020年11月, 202011, an Excel serial, any of them with a time of day. Day-month-year is refused: nobody can
tell 3/4 from 4/3.
"""

from __future__ import annotations

import polars as pl

from mingbai.tables.folding import folded

# (what the folded text must look like, how it is read). Months without a day mean their first.
SHAPES = (
    (r"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}$", "%Y-%m-%d"),
    (r"^[0-9]{8}$", "%Y%m%d"),
    (r"^[0-9]{4}-[0-9]{1,2}$", "%Y-%m-%d"),
    (r"^[0-9]{6}$", "%Y%m%d"),
)
SERIALS = (20000, 60000)  # Excel serials from 1954 to 2064; anything else that is a number is no date
CHINESE = {"〇": "0", "零": "0", "○": "0", "一": "1", "二": "2", "三": "3", "四": "4", "五": "5", "六": "6",
           "七": "7", "八": "8", "九": "9"}  # fmt: skip


def read(raw: pl.Expr) -> pl.Expr:
    """Folded text as dates; null where no shape fits."""
    text = _dashed(raw)
    found = [
        pl.when(text.str.contains(shape)).then(_whole(text, shape)).str.to_date(form, strict=False)
        for shape, form in SHAPES
    ]
    return pl.coalesce(*found, _serial(text))


def _whole(text: pl.Expr, shape: str) -> pl.Expr:
    if shape == SHAPES[2][0]:
        return pl.concat_str(text, pl.lit("-01"))
    return pl.concat_str(text, pl.lit("01")) if shape == SHAPES[3][0] else text


def without_time(raw: pl.Expr) -> pl.Expr:
    """The text without a time of day; to be done before spaces are folded away."""
    return raw.str.replace(
        r"[ T]+[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?(\.[0-9]+)?\s*(Z|[+-][0-9][0-9]:?[0-9][0-9])?\s*$", ""
    )


def folded_day(raw: pl.Expr) -> pl.Expr:
    """The text folded, its time of day gone."""
    return folded(without_time(raw))


def _dashed(raw: pl.Expr) -> pl.Expr:
    """2020年11月3日, 2020.11.3, 2020/11/3, 二〇二〇年十一月三日: with dashes."""
    text = raw.str.replace_many(list(CHINESE), list(CHINESE.values()))
    text = text.str.replace_all(r"([0-9])十([0-9])", "${1}${2}").str.replace_all(r"([0-9])十", "${1}0")
    text = text.str.replace_all(r"十([0-9])", "1${1}").str.replace_all("十", "10")
    text = text.str.replace_all(r"[年月./]", "-").str.replace_all(r"[日号]", "")
    return text.str.strip_chars_end("-")


def _serial(text: pl.Expr) -> pl.Expr:
    number = (
        pl.when(text.str.contains(r"^[0-9]{5}(-[0-9]+)?$"))
        .then(text.str.slice(0, 5))
        .cast(pl.Int32, strict=False)
    )
    fits = number.is_between(*SERIALS)
    # Excel counts from 1899-12-30 because it believes in 29 February 1900.
    return pl.when(fits).then(pl.lit(-25_569, dtype=pl.Int32) + number).cast(pl.Date)
