"""The files of a book as entries that remember their lines, layer laid on layer."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

import yaml

from mingbai.packs.problems import PackError, Problem, Where, problem, unknown
from mingbai.packs.yamlfile import composed, text_of

FILES = 256  # those of all eras, and of some decisions of the county


@dataclass(frozen=True, slots=True)
class Leaf:
    """A scalar as it is written; `empty` when nothing (or null) is written."""

    text: str
    where: Where
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list."""

    items: tuple[Node, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Entry:
    """Named fields."""

    fields: Mapping[str, Node]
    where: Where


Node = Leaf | Listing | Entry
T = TypeVar("T")


def refusal(where: Where, *, zh: str, en: str) -> PackError:
    """One problem, ready to raise."""
    return PackError([problem(where, zh=zh, en=en)])


@contextmanager
def gathering(found: list[Problem]) -> Iterator[None]:
    """Lets reading go on after a problem, so that all are told at once."""
    try:
        yield
    except PackError as error:
        found.extend(error.problems)


def layer(files: Iterable[tuple[Path, str]]) -> Entry:
    """Files of one layer laid together, each under the name that messages call it."""
    found: list[Problem] = []
    whole: Node = Entry({}, Where("rulebook"))
    for path, called in files:
        with gathering(found):
            whole = overlay(whole, _file(text_of(path, name=called), called))
    if found:
        raise PackError(found)
    return entry(whole)


@lru_cache(maxsize=FILES)
def _file(text: str, called: str) -> Entry:
    """What a file says; another edition of a book has most of its files in common with the one before."""
    return entry(_node(composed(text, name=called), called))


def overlay(below: Node, above: Node) -> Node:
    """Entries merge field by field, lists of coded entries by code; the rest is replaced."""
    if isinstance(below, Entry) and isinstance(above, Entry):
        merged = dict(below.fields)
        for key, node in above.fields.items():
            merged[key] = overlay(merged[key], node) if key in merged else node
        return Entry(merged, above.where)
    if isinstance(below, Listing) and isinstance(above, Listing):
        lower, upper = _by_code(below), _by_code(above)
        if lower is not None and upper is not None:
            laid = overlay(Entry(lower, below.where), Entry(upper, above.where))
            assert isinstance(laid, Entry)  # noqa: S101 - two entries give an entry
            return Listing(tuple(laid.fields.values()), above.where)
    return above


def _by_code(listing: Listing) -> dict[str, Node] | None:
    coded: dict[str, Node] = {}
    for item in listing.items:
        code = item.fields.get("code") if isinstance(item, Entry) else None
        if not isinstance(code, Leaf):
            return None
        if code.text in coded:
            raise refusal(item.where, zh=f"“{code.text}”重复", en=f"“{code.text}” stands here twice")
        coded[code.text] = item
    return coded


def _node(node: yaml.Node, file: str) -> Node:
    where = Where(file, node.start_mark.line + 1)
    if isinstance(node, yaml.ScalarNode):
        plain = node.style not in ("'", '"', "|", ">")
        return Leaf(node.value, where, empty=plain and node.value in ("", "~", "null"))
    if isinstance(node, yaml.SequenceNode):
        listing = Listing(tuple(_node(item, file) for item in node.value), where)
        _by_code(listing)  # refuses a code that stands here twice
        return listing
    fields: dict[str, Node] = {}
    for key, value in node.value:
        if key.value in fields:
            line = Where(file, key.start_mark.line + 1)
            raise refusal(line, zh=f"“{key.value}”写了两次", en=f"“{key.value}” is written twice")
        fields[key.value] = _node(value, file)
    return Entry(fields, where)


def canonical(node: Node) -> str:
    """The content without lines and layout; equal books give equal text."""
    return json.dumps(_plain(node), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(node: Node) -> object:
    if isinstance(node, Leaf):
        return None if node.empty else node.text
    if isinstance(node, Listing):
        return [_plain(item) for item in node.items]
    return {key: _plain(value) for key, value in node.fields.items()}


def entry(node: Node) -> Entry:
    """The node as named fields. Raises PackError."""
    if not isinstance(node, Entry):
        raise refusal(node.where, zh="这里应写若干“名称: 值”", en="named fields belong here")
    return node


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; none when there is no list."""
    if node is None or (isinstance(node, Leaf) and node.empty):
        return ()
    if not isinstance(node, Listing):
        raise refusal(node.where, zh="这里应写一个列表", en="a list belongs here")
    return node.items


def leaf(node: Node) -> Leaf:
    """The node as one value that is not empty."""
    if not isinstance(node, Leaf) or node.empty or not node.text.strip():
        raise refusal(node.where, zh="这里应写一个值", en="a value belongs here")
    return node


def checked(node: Node, *, need: Iterable[str], may: Iterable[str] = ()) -> Entry:
    """The entry, with every needed field present and no field unknown."""
    found = entry(node)
    needed = tuple(need)
    known = (*needed, *may)
    problems = [
        unknown(value.where, zh="字段", en="field", word=key, known=known)
        for key, value in found.fields.items()
        if key not in known
    ]
    problems += [
        problem(found.where, zh=f"缺少“{key}”", en=f"“{key}” is missing")
        for key in needed
        if key not in found.fields
    ]
    if problems:
        raise PackError(problems)
    return found


def each(node: Node | None, build: Callable[[Node], T], found: list[Problem]) -> list[T]:
    """Every item built; problems gathered, so that one bad item does not hide the next."""
    built: list[T] = []
    for item in items(node):
        with gathering(found):
            built.append(build(item))
    return built
