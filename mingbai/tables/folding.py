"""Makes what people type comparable: half-width, without invisible characters, headers cut to their core."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import polars as pl

# Zero-width and direction marks, soft hyphen, byte-order mark: pasted from chats and web pages.
INVISIBLE = "[\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\u00ad]"
SPACES = r"[\s\u00a0\u3000]"
BLANK_WORDS = (
    "-",
    "--",
    "—",
    "——",
    "/",
    "\\",
    "无",
    "空",
    "NULL",
    "null",
    "None",
    "none",
    "N/A",
    "#N/A",
    "nan",
    "NaN",
    "暂无",
    ".",
)
_UNIT = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]$")
_MARKS = re.compile(r"[\s\u00a0\u3000*＊:：\u200b-\u200f\ufeff]")


def folded(values: pl.Expr) -> pl.Expr:
    """Half-width, without invisible characters, spaces, a leading apostrophe or Excel's `=\"…\"`."""
    plain = values.str.normalize("NFKC").str.replace_all(INVISIBLE, "").str.replace_all(SPACES, "")
    return plain.str.replace(r'^="(.*)"$', "${1}").str.strip_chars_start("'`’‘")


def trimmed(values: pl.Series) -> pl.Series:
    """Text without invisible characters and outer spaces; empty becomes null. Inner spaces stay."""
    odd = values.str.contains(INVISIBLE + "|^" + SPACES + "|" + SPACES + "$")
    values = changed(values, odd, _stripped)
    return values.set(values == "", None) if (values == "").any() else values


def _stripped(values: pl.Series) -> pl.Series:
    return values.str.replace_all(INVISIBLE, "").str.strip_chars(" \t\r\n\u00a0\u3000")


def closed(names: pl.Series) -> pl.Series:
    """Names without inner spaces, unless they hold Latin letters."""
    odd = names.str.contains(SPACES) & ~names.str.contains("[A-Za-z]")
    return changed(names, odd, lambda few: few.str.replace_all(SPACES, ""))


def changed(values: pl.Series, odd: pl.Series, change: Callable[[pl.Series], pl.Series]) -> pl.Series:
    """The few odd values changed; most columns have none, and are not even copied."""
    at = odd.arg_true()
    if at.is_empty():
        return values
    return values.clone().scatter(at, change(values.gather(at)))


def header_core(text: str) -> str:
    """A header reduced to what is compared: half-width, no spaces, stars or colons, no trailing unit."""
    core, _ = header_parts(text)
    return core


def header_parts(text: str) -> tuple[str, str]:
    """The core of a header and the unit or remark in its last brackets, if any."""
    plain = unicodedata.normalize("NFKC", _MARKS.sub("", text))
    found = _UNIT.search(plain)
    if found is None or found.start() == 0:
        return plain.lower(), ""
    return plain[: found.start()].lower(), found[1]
