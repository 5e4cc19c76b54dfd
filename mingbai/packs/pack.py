"""One county in one era: everything its packs say, frozen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from mingbai.packs.frozen import edition, frozen
from mingbai.packs.problems import did_you_mean
from mingbai.packs.text import Text
from mingbai.packs.trees import Branch, Leaf, Row, Source, Tree


class UnknownKey(LookupError):
    """No such path in the pack; the sentence names the nearest one."""

    def __init__(self, path: str, text: Text) -> None:
        self.path = path
        self.text = text
        super().__init__(text.en)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a value stands and what it rests on; `line` counts from 1."""

    file: str
    line: int
    source: Source | None

    @property
    def verified(self) -> bool:
        """Whether somebody held the document in hands."""
        return self.source is not None and self.source.verified


@dataclass(frozen=True)
class Pack:
    """Values by dotted path (`security.lockout.failures`); sections as read-only mappings."""

    county: str
    era: str
    trees: Mapping[str, Branch]
    values: Mapping[str, Any]
    edition: str
    # What was found at a path: nothing in a pack ever changes, and a page asks the same paths for every row.
    found: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def made(cls, *, county: str, era: str, trees: Mapping[str, Branch]) -> Pack:
        """The pack of finished trees."""
        values = MappingProxyType({section: frozen(tree) for section, tree in trees.items()})
        whole = Branch(dict(trees), next(iter(trees.values())).where)
        return cls(county, era, MappingProxyType(dict(trees)), values, edition(whole))

    def get(self, path: str) -> Any:
        """The value at a path. Raises UnknownKey, never answers with a silent default."""
        if path not in self.found:
            value: Any = self.values
            for part in path.split("."):
                value = _step(value, part, path)
            self.found[path] = value
        return self.found[path]

    def section(self, name: str) -> Mapping[str, Any]:
        """A section as a mapping; a list of coded items by code, in the order of the files."""
        section: Mapping[str, Any] = self.get(name)
        return section

    def has(self, path: str) -> bool:
        """Whether the path is given."""
        try:
            self.get(path)
        except UnknownKey:
            return False
        return True

    def edition_of(self, *sections: str) -> str:
        """The content hash of some sections alone, e.g. of the rule book."""
        chosen = {name: self.trees[name] for name in sections if name in self.trees}
        return edition(Branch(chosen, next(iter(self.trees.values())).where))

    def provenance(self, path: str) -> Provenance:
        """File, line and source of what stands at a path."""
        tree: Tree = Branch(dict(self.trees), next(iter(self.trees.values())).where)
        for part in path.split("."):
            tree = _down(tree, part, path)
        source = tree.source if isinstance(tree, (Leaf, Branch, Row)) else None
        return Provenance(tree.where.file, tree.where.line, source)


def _step(value: Any, part: str, path: str) -> Any:
    if isinstance(value, Mapping) and part in value:
        return value[part]
    if isinstance(value, tuple) and part.isdecimal() and int(part) < len(value):
        return value[int(part)]
    raise _unknown(path, part, value if isinstance(value, Mapping) else {})


def _down(tree: Tree, part: str, path: str) -> Tree:
    if isinstance(tree, Branch) and part in tree.items:
        return tree.items[part]
    if isinstance(tree, Row) and part.isdecimal() and int(part) < len(tree.items):
        return tree.items[int(part)]
    raise _unknown(path, part, tree.items if isinstance(tree, Branch) else {})


def _unknown(path: str, part: str, known: Mapping[str, Any]) -> UnknownKey:
    hint = did_you_mean(part, known)
    text = Text(zh=f"规则包里没有“{path}”{hint.zh}", en=f"the pack has no “{path}”{hint.en}")
    return UnknownKey(path, text)
