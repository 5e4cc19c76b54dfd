"""A comparison that cannot be made, in a sentence."""

from __future__ import annotations

from mingbai.packs.text import Text


class CannotCompare(Exception):
    """Nothing was made. `words` say why and what to do."""

    def __init__(self, words: Text) -> None:
        super().__init__(words.en)
        self.words = words


def cannot(*, zh: str, en: str) -> CannotCompare:
    """The refusal from its two sentences."""
    return CannotCompare(Text(zh=zh, en=en))
