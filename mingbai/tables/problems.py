"""A file that cannot be taken at all, and the sentences for rows that cannot."""

from __future__ import annotations

from mingbai.packs.text import Text
from mingbai.tables.declared import Catalogue, Reason


class FileRefused(Exception):
    """Nothing of the file was taken. `reason` is a code of the catalogue, `sheet` where it arose, if any."""

    def __init__(self, reason: str, *, sheet: str = "", **details: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.sheet = sheet
        self.details = {name: str(value) for name, value in details.items()}

    def said(self, catalogue: Catalogue, language: str) -> str:
        """Why, and how to mend it."""
        reason = catalogue.reasons[self.reason]
        why, mend = filled(reason.words, self.details), filled(reason.mend, self.details)
        return f"{why.said(language)} {mend.said(language)}"


def filled(words: Text, details: dict[str, str]) -> Text:
    """The sentence with its `{…}` filled; what is not given stays empty."""
    given = _Given(details)
    return Text(zh=words.zh.format_map(given), en=words.en.format_map(given))


def sentences(reason: Reason, *, header: str = "", value: str = "", choices: str = "") -> tuple[Text, Text]:
    """What is wrong and how to mend it."""
    details = {"header": header, "value": value, "choices": choices}
    return filled(reason.words, details), filled(reason.mend, details)


class _Given(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""
