"""The pack's words of this room, in the language of the reader."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.packs.text import Text


def said(words: Text) -> str:
    """A text of the pack as the reader reads it."""
    return words.said(get_language() or "zh")


def section(path: str) -> Any:
    """A part of the section `duties`."""
    return installed().get(f"duties.{path}")


def word(listed: str, code: str) -> str:
    """What a code of a list is called; the code itself if the pack dropped it."""
    found = section(listed).get(code)
    return said(found["name"]) if found else code


def choices(listed: str) -> list[tuple[str, str]]:
    """A list's codes and words, in its order."""
    return [(code, said(one["name"])) for code, one in section(listed).items()]


def unit(code: str) -> str:
    """A unit's name by the pack; the code itself for a township's or village's."""
    found = installed().section("units").get(code)
    return said(found["name"]) if found else code


def kind(code: str) -> str:
    """What whoever has a list of duties is called: a kind of officer, the teams, the office."""
    holder = section("holders")[code]
    if "name" in holder:
        return said(holder["name"])
    found = installed().section("posts").get(code)
    return said(found["title"]) if found else code
