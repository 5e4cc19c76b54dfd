"""The pack's words of this room, in the language of the reader."""

from __future__ import annotations

from typing import Any

from mingbai.kit import wording
from mingbai.kit.pack import installed
from mingbai.kit.wording import said, unit

__all__ = ["choices", "kind", "said", "section", "unit", "word"]


def section(path: str) -> Any:
    """A part of the section `duties`."""
    return installed().get(f"duties.{path}")


def word(listed: str, code: str) -> str:
    """What a code of a list of the section is called; the code itself if the pack dropped it."""
    return wording.word(f"duties.{listed}", code)


def choices(listed: str) -> list[tuple[str, str]]:
    """A list's codes and words, in its order."""
    return wording.choices(f"duties.{listed}")


def kind(code: str) -> str:
    """What whoever has a list of duties is called: a kind of officer, the teams, the office."""
    holder = section("holders")[code]
    if "name" in holder:
        return said(holder["name"])
    found = installed().section("posts").get(code)
    return said(found["title"]) if found else code
