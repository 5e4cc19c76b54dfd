"""The pack's words for codes, in the language of the reader."""

from __future__ import annotations

from django.utils.translation import get_language

from mingbai.kit.pack import installed


def word(listed: str, code: str) -> str:
    """What a code of a list of the section `oversight` is called; the code itself if the pack dropped it."""
    found = installed().get(f"oversight.{listed}").get(code)
    return str(found["name"].said(get_language() or "zh")) if found else code


def choices(listed: str) -> list[tuple[str, str]]:
    """The list's codes and words, in its order."""
    return [(code, word(listed, code)) for code in installed().get(f"oversight.{listed}")]


def unit(code: str) -> str:
    """A department's name."""
    found = installed().section("units").get(code)
    return str(found["name"].said(get_language() or "zh")) if found else code


def departments() -> list[tuple[str, str]]:
    """Departments that own policies, by code and name."""
    units = installed().section("units").items()
    return [(code, unit(code)) for code, one in units if one["lines"] and one["kind"] != "inspection_team"]
