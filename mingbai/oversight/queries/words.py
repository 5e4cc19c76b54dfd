"""The pack's words for codes, in the language of the reader."""

from __future__ import annotations

from mingbai.kit import wording
from mingbai.kit.pack import installed
from mingbai.kit.wording import unit

__all__ = ["choices", "departments", "unit", "word"]


def word(listed: str, code: str) -> str:
    """What a code of a list of the section `oversight` is called; the code itself if the pack dropped it."""
    return wording.word(f"oversight.{listed}", code)


def choices(listed: str) -> list[tuple[str, str]]:
    """The list's codes and words, in its order."""
    return wording.choices(f"oversight.{listed}")


def office(label: str) -> str:
    """Of "person · post" the post, which signs papers; the label itself where it names no post."""
    return label.partition(" · ")[2] or label


def departments() -> list[tuple[str, str]]:
    """Departments that own policies, by code and name."""
    units = installed().section("units").items()
    return [(code, unit(code)) for code, one in units if one["lines"] and one["kind"] != "inspection_team"]
