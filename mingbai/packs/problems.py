"""What is wrong with a pack, and on which line of which file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from mingbai.packs.text import Text


@dataclass(frozen=True, slots=True, order=True)
class Where:
    """A place in a pack file; lines count from 1, line 0 means the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that must be mended before the pack can be used."""

    where: Where
    text: Text

    def said(self, language: str) -> str:
        """`file:line: sentence`, as editors and terminals can jump to."""
        return f"{self.where}: {self.text.said(language)}"

    def __str__(self) -> str:
        return self.said("en")


class PackError(ValueError):
    """A pack that cannot be used; `problems` lists everything found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


def problem(where: Where, *, zh: str, en: str) -> Problem:
    """A problem from its two sentences."""
    return Problem(where, Text(zh=zh, en=en))


def did_you_mean(word: str, known: Iterable[str]) -> Text:
    """A hint to append: the nearest known word, else all of them; empty when nothing is known."""
    words = sorted(set(known))
    near = get_close_matches(word, words, n=1, cutoff=0.6)
    if near:
        return Text(zh=f"；是不是“{near[0]}”？", en=f"; did you mean “{near[0]}”?")
    if not words:
        return Text(zh="", en="")
    listed = "、".join(words[:20])
    return Text(zh=f"；可用：{listed}", en=f"; known here: {', '.join(words[:20])}")


def unknown(where: Where, *, zh: str, en: str, word: str, known: Iterable[str]) -> Problem:
    """“There is no KIND called WORD” with a hint; `zh` and `en` name the kind."""
    hint = did_you_mean(word, known)
    return problem(
        where, zh=f"没有名为“{word}”的{zh}{hint.zh}", en=f"there is no {en} called “{word}”{hint.en}"
    )
