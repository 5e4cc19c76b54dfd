"""What a file says, with the place and the source of every value; and how one layer lies on another.

`overlay` is associative: laying county on era on common gives the same however it is bracketed. For that a
removal stays in the tree as a tombstone until `finish`, and a thing put back after a removal is `fresh`: it
replaces what lies beneath instead of merging into it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from mingbai.packs.problems import Where


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value comes from: a document of the pack, a place in it, its date, and whether we saw it."""

    document: str
    verified: bool
    place: str = ""
    date: date | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value that is replaced as a whole: scalar, text pair, list of scalars."""

    value: object
    where: Where
    source: Source | None


@dataclass(frozen=True, slots=True)
class Gone:
    """Explicitly removed by this layer."""

    where: Where


@dataclass(frozen=True, slots=True)
class Branch:
    """Values by key; `coded` when it was a list of items with codes."""

    items: Mapping[str, Tree]
    where: Where
    source: Source | None = None
    coded: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A list whose order is its meaning."""

    items: tuple[Tree, ...]
    where: Where
    source: Source | None = None


Tree = Leaf | Gone | Branch | Row


def overlay(below: Tree, above: Tree) -> Tree:
    """`above` laid on `below`: maps and coded lists merge, everything else is replaced."""
    if not isinstance(above, Branch) or above.fresh:
        return above
    if isinstance(below, Branch):
        return _merged(below, above)
    return replace(above, fresh=True)


def _merged(below: Branch, above: Branch) -> Branch:
    items = dict(below.items)
    for key, tree in above.items.items():
        items[key] = overlay(items[key], tree) if key in items else tree
    return replace(above, items=items, fresh=below.fresh)


def without_graves(tree: Tree) -> Tree:
    """The tree with what was removed left out."""
    if isinstance(tree, Branch):
        kept = {k: without_graves(t) for k, t in tree.items.items() if not isinstance(t, Gone)}
        return replace(tree, items=kept, fresh=False)
    if isinstance(tree, Row):
        return replace(tree, items=tuple(without_graves(t) for t in tree.items))
    return tree
