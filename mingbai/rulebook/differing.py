"""What changed between two editions of the book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass

from mingbai.packs.problems import Where
from mingbai.rulebook.book import Book
from mingbai.rulebook.terms import Term

LONGEST = 120  # characters shown of one value
PARTS = ("documents", "entities", "parameters", "stacks", "rules")
SKIPPED = (Where, Term)  # where a thing stands is not what it says; terms are told by what is written


@dataclass(frozen=True, slots=True)
class Change:
    """`kind` is added, removed or changed; `path` names the field; texts are short."""

    kind: str
    path: str
    before: str = ""
    after: str = ""


def differing(before: Book, after: Book) -> list[Change]:
    """All changes, by section and code. Equal editions differ in nothing."""
    if before.edition == after.edition:
        return []
    return [
        change for part in PARTS for change in _mappings(part, getattr(before, part), getattr(after, part))
    ]


def _mappings(path: str, old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for key in dict.fromkeys((*old, *new)):
        here = f"{path}.{key}"
        if key not in new:
            yield Change("removed", here)
        elif key not in old:
            yield Change("added", here)
        else:
            yield from _values(here, old[key], new[key])


def _values(path: str, old: object, new: object) -> Iterator[Change]:
    if isinstance(old, SKIPPED) or old == new:
        return
    if is_dataclass(old) and type(old) is type(new):
        for one in fields(old):
            yield from _values(f"{path}.{one.name}", getattr(old, one.name), getattr(new, one.name))
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _mappings(path, old, new)
    elif isinstance(old, tuple) and isinstance(new, tuple):
        yield from _mappings(path, _named(old), _named(new))
    else:
        yield Change("changed", path, _short(old), _short(new))


def _named(items: tuple[object, ...]) -> dict[str, object]:
    """Conditions by name, dated values by day, the rest by place."""
    return {
        str(getattr(item, "name", None) or getattr(item, "since", None) or number): item
        for number, item in enumerate(items)
    }


def _short(value: object) -> str:
    shown = str(value)
    return shown if len(shown) <= LONGEST else shown[: LONGEST - 1] + "…"
