"""The kinds of post that the pack lists, as this room reads them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from mingbai.kit.pack import installed
from mingbai.kit.wording import said
from mingbai.packs.text import Text


class UnknownKind(LookupError):
    """The pack has no such kind of post."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of post (section ``posts`` of the pack).

    ``ledger`` says whether its holders read people's data at all; ``apart`` names the kinds that one person
    may not hold beside it; ``sole`` that one person at a time holds such a post.
    """

    code: str
    title: Text
    level: str
    ledger: bool
    sole: bool
    second_factor: bool
    paired: bool
    abilities: frozenset[str]
    lines: frozenset[str]
    apart: frozenset[str]
    supervised_by: frozenset[str]
    family: str
    line_of_unit: bool


def kind(code: str) -> Kind:
    """The kind of this code. Raises UnknownKind."""
    found = installed().section("posts").get(code)
    if found is None:
        raise UnknownKind(code)
    return _read(code, found)


def kinds() -> list[Kind]:
    """Every kind, in the pack's order."""
    return [_read(code, found) for code, found in installed().section("posts").items()]


def _read(code: str, found: Mapping[str, Any]) -> Kind:
    return Kind(
        code=code,
        title=found["title"],
        level=found["level"],
        ledger=found["ledger"],
        sole=found["sole"],
        second_factor=found["second_factor"],
        paired=found["paired"],
        abilities=frozenset(found["abilities"]),
        lines=frozenset(found["lines"]),
        apart=frozenset(found["apart"]),
        supervised_by=frozenset(found["supervised_by"]),
        family=found["family"],
        line_of_unit=found["line_of_unit"],
    )


def title(code: str) -> str:
    """A kind's title in the language of the reader."""
    return said(kind(code).title)


def clash(code: str, held: set[str]) -> str | None:
    """One of the held kinds that may not stand beside ``code``, whichever of the two says so."""
    own = kind(code).apart
    return next((each for each in sorted(held) if each in own or code in kind(each).apart), None)
