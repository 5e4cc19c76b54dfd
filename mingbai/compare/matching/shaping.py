"""Brings both sides into the same columns, so that they can be compared."""

from __future__ import annotations

import hashlib
import re

import polars as pl

from mingbai.compare.matching.settings import Settings
from mingbai.compare.matching.sounds import sounded

ASKED = ("name", "birth_date", "birth_month", "sex", "township", "village", "phone", "other_phone")
SHAPED = (
    "number", "name", "pinyin", "other_pinyin", "sound", "letters", "birth", "born", "birth_month",
    "birth_year", "sex", "township", "village", "phone", "other_phone", "home", "name_at_home",
    "pinyin_at_home",
)  # fmt: skip
MARKED = ("name", "birth", "birth_month", "sex", "township", "village", "phone")
MARK_BYTES = 10
TAIL = 4  # digits of a telephone that are compared
BLANKS = r"[\s·•．・]"


def shaped(frame: pl.DataFrame, settings: Settings, *, key: str) -> pl.DataFrame:
    """The columns of SHAPED, all text but `born`, the day's number.

    `number` is the frame's `key`; absent columns are unknown.
    """
    named = _asked(frame, key).with_columns(
        name=_text("name").str.replace_all(BLANKS, ""),
        sex=_text("sex"),
        birth=pl.col("birth_date"),
        birth_month=pl.coalesce(pl.col("birth_date").str.slice(0, 7), pl.col("birth_month").str.slice(0, 7)),
        township=_place("township", settings),
        village=_place("village", settings),
        phone=_tail("phone"),
        other_phone=_tail("other_phone"),
    )
    named = named.with_columns(
        name=pl.when(pl.col("name") != "").then(pl.col("name")),
        birth_year=pl.col("birth_month").str.slice(0, 4),
        born=pl.col("birth").str.to_date("%Y-%m-%d", strict=False).cast(pl.Int32),
        letters=pl.col("name").str.split("").list.sort().list.join(""),
    )
    heard = sounded(named["name"], settings)
    whole = named.join(heard, on="name", how="left", maintain_order="left")
    home = pl.concat_str("township", "village", separator=" ")
    return whole.with_columns(
        home=home,
        name_at_home=pl.concat_str(home, "name", separator=" "),
        pinyin_at_home=pl.concat_str(home, "pinyin", separator=" "),
    ).select(SHAPED)


def marks(rows: pl.DataFrame) -> pl.Series:
    """Of each shaped row what stands for all that is written of somebody: the same for the same anywhere."""
    texts = rows.select(pl.concat_str(*(pl.col(name).fill_null("") for name in MARKED), separator="\n"))
    return pl.Series("mark", [_digest(text) for text in texts.to_series()], dtype=pl.String)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=MARK_BYTES, person=b"mingbai-pairs").hexdigest()


def _asked(frame: pl.DataFrame, key: str) -> pl.DataFrame:
    """All text; days as 1965-03-20."""
    columns = [
        (pl.col(name) if name in frame.columns else pl.lit(None)).cast(pl.String).alias(name)
        for name in ASKED
    ]
    return frame.select(pl.col(key).cast(pl.String).alias("number"), *columns)


def _text(name: str) -> pl.Expr:
    text = pl.col(name).str.strip_chars()
    return pl.when(text != "").then(text)


def _place(name: str, settings: Settings) -> pl.Expr:
    """The name without what is written or left out at will; 村 alone stays what it is."""
    endings = "|".join(
        re.escape(one) for one in sorted(settings.place_endings, key=lambda one: (-len(one), one))
    )
    whole = _text(name).str.replace_all(BLANKS, "")
    bare = whole.str.replace(f"(?:{endings})$", "")
    return pl.when(bare == "").then(whole).otherwise(bare)


def _tail(name: str) -> pl.Expr:
    digits = pl.col(name).str.replace_all(r"\D", "")
    return pl.when(digits.str.len_chars() >= TAIL).then(digits.str.slice(-TAIL))
