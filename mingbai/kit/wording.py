"""The pack's words, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.packs.text import Text


def said(words: Text) -> str:
    """A text of the pack as the reader reads it."""
    return words.said(get_language() or "zh")


def word(path: str, code: str) -> str:
    """What a code of a list of the pack is called; the code itself if the pack dropped it."""
    found = installed().get(path).get(code)
    return said(found["name"]) if found else code


def choices(path: str) -> list[tuple[str, str]]:
    """A list's codes and words, in its order."""
    return [(code, said(one["name"])) for code, one in installed().get(path).items()]


def unit(code: str) -> str:
    """A unit's name by the pack; the code itself for a township's or village's."""
    found = installed().section("units").get(code)
    return said(found["name"]) if found else code
