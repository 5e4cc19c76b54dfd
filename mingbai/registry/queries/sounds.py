"""How names are sorted and found: pinyin with the surnames' own readings, initials, two characters."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import polars as pl
from pypinyin import Style, lazy_pinyin

from mingbai.compare.matching import settings, sounds
from mingbai.kit.pack import installed

WHOLE, PAIR, PINYIN, INITIALS, PHONE = "n", "b", "p", "i", "t"
LONGEST = 63


def readings(names: pl.Series) -> dict[str, tuple[str, str | None]]:
    """Of each distinct name its pinyin (syllables apart) and the surname's other reading, if it has one."""
    frame = sounds.sounded(names, settings.of(installed()))
    return {name: (pinyin, other) for name, pinyin, other, _ in frame.iter_rows()}


def sort_key(name: str) -> str:
    """What a list is sorted by: the name's first reading."""
    return sort_keys([name])[name]


def sort_keys(names: Sequence[str]) -> dict[str, str]:
    """The same of many names, for little more than of one."""
    return {name: pinyin[:120] for name, (pinyin, _) in readings(pl.Series(names, dtype=pl.String)).items()}


def tokens(name: str, read: tuple[str, str | None]) -> Iterator[str]:
    """Every token that one name is found by, some of them twice."""
    yield WHOLE + name[:LONGEST]
    yield from (PAIR + first + second for first, second in pairwise(name))
    for reading in filter(None, read):
        syllables = reading.split()
        yield PINYIN + "".join(syllables)[:LONGEST]
        yield INITIALS + _initials(name, syllables)[:LONGEST]


def _initials(name: str, syllables: list[str]) -> str:
    """A letter for each character; the readings of surnames of two characters come as one word."""
    joined = len(name) - len(syllables) + 1
    surname = lazy_pinyin(name[:joined], style=Style.FIRST_LETTER) if joined > 1 else syllables[:1]
    return "".join(syllable[0] for syllable in [*surname, *syllables[1:]])
