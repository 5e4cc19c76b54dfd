"""A sentence in both languages of the program."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """The same words in Chinese and in English; neither may be empty."""

    zh: str
    en: str

    def said(self, language: str) -> str:
        """The words in `language` ("zh-hans", "zh", "en", …); whatever is not Chinese reads English."""
        return self.zh if language.lower().startswith("zh") else self.en

    def __str__(self) -> str:
        return self.zh
