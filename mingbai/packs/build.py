"""Reads YAML nodes through a schema into a tree, collecting every problem with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, cast

import yaml

from mingbai.packs.problems import Problem, Where, problem, unknown
from mingbai.packs.schema import (
    Bool,
    Choice,
    Code,
    Coded,
    Data,
    Day,
    Many,
    Map,
    Misread,
    Schema,
    Series,
    Str,
    Table,
    Value,
    Words,
)
from mingbai.packs.text import Text
from mingbai.packs.trees import Branch, Gone, Leaf, Row, Source, Tree

REMOVE = "!remove"
_MARK = "tag:yaml.org,2002:"
_PLAIN_TAGS = {_MARK + name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
SOURCE = Map(
    need={"document": Code(), "verified": Bool()},
    may={"place": Str(), "date": Day(), "note": Str()},
)


@dataclass
class Builder:
    """Reads one file; `problems` grows as it goes."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def tree(self, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
        """The tree of `node`, or None when it was refused (the problem is noted)."""
        if node.tag == REMOVE:
            return Gone(self.where(node))
        if not self._plain(node):
            return None
        return _READERS[_kind(schema)](self, node, schema, source)

    def where(self, node: yaml.Node) -> Where:
        """The place of a node."""
        return Where(self.file, node.start_mark.line + 1)

    def refuse(self, node: yaml.Node, *, zh: str, en: str) -> None:
        """Notes a problem at the node."""
        self.problems.append(problem(self.where(node), zh=zh, en=en))

    def _plain(self, node: yaml.Node) -> bool:
        if node.tag in _PLAIN_TAGS:
            return True
        self.refuse(node, zh=f"不认识的标记 {node.tag}", en=f"unknown tag {node.tag}")
        return False

    def pairs(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
        """Key, key node and value node of a map, twice-written keys refused."""
        if not isinstance(node, yaml.MappingNode):
            self.refuse(node, zh="这里应是“键: 值”", en="a map of “key: value” belongs here")
            return
        first: dict[str, int] = {}
        for key, value in node.value:
            word = key.value if isinstance(key, yaml.ScalarNode) else ""
            if not word or word in first:
                at = first.get(word, 0)
                self.refuse(
                    key,
                    zh=f"键“{word}”重复（第 {at} 行已有）" if word else "键应是一个词",
                    en=f"key “{word}” stands twice (first on line {at})"
                    if word
                    else "a key must be one word",
                )
                continue
            first[word] = key.start_mark.line + 1
            yield word, key, value

    def elements(self, node: yaml.Node) -> list[yaml.Node]:
        """The nodes of a list."""
        if isinstance(node, yaml.SequenceNode):
            return list(node.value)
        self.refuse(
            node, zh="这里应是列表（每行以 - 开头）", en="a list (lines beginning with -) belongs here"
        )
        return []

    def scalar(self, node: yaml.Node, schema: Value) -> object | None:
        """The value of a scalar node, or None when refused."""
        if not isinstance(node, yaml.ScalarNode):
            self.refuse(node, zh="这里应是单个值", en="a single value belongs here")
            return None
        if isinstance(schema, Choice) and node.value not in schema.words:
            self.problems.append(
                unknown(self.where(node), zh="选项", en="choice", word=node.value, known=schema.words)
            )
            return None
        try:
            return schema.read(node.value)
        except Misread as error:
            self.refuse(node, zh=error.text.zh, en=error.text.en)
            return None

    def source(self, node: yaml.Node) -> Source | None:
        """A `source:` map as a Source."""
        given: dict[str, Any] = {}
        fields = SOURCE.fields()
        for key, key_node, value in self.pairs(node):
            if key in fields:
                given[key] = self.scalar(value, cast(Value, fields[key]))
            else:
                self.unknown_key(key, key_node, fields)
        lacking = [key for key in SOURCE.need if key not in given]
        for key in lacking:
            self.refuse(node, zh=f"出处缺少 {key}", en=f"the source lacks {key}")
        if lacking or any(value is None for value in given.values()):
            return None
        return Source(**given)

    def unknown_key(self, key: str, node: yaml.Node, known: object) -> None:
        """Notes a key that may not stand here."""
        words = {*cast(dict[str, object], known), "source"}
        self.problems.append(unknown(self.where(node), zh="键", en="key", word=key, known=words))


def _kind(schema: Schema) -> type[Schema]:
    return Value if isinstance(schema, Value) else type(schema)


def _value(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    node, source = _unwrapped(builder, node, source)
    value = builder.scalar(node, cast(Value, schema))
    return None if value is None else Leaf(value, builder.where(node), source)


def _unwrapped(builder: Builder, node: yaml.Node, source: Source | None) -> tuple[yaml.Node, Source | None]:
    """`{value: 5, source: …}` is a value with a source of its own."""
    if not isinstance(node, yaml.MappingNode):
        return node, source
    inner: yaml.Node = node
    for key, key_node, value in builder.pairs(node):
        if key == "value":
            inner = value
        elif key == "source":
            source = builder.source(value) or source
        else:
            builder.unknown_key(key, key_node, {"value": 1})
    return inner, source


def _words(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    given: dict[str, str] = {}
    for key, key_node, value in builder.pairs(node):
        if key in ("zh", "en"):
            given[key] = str(builder.scalar(value, Str()) or "")
        elif key == "source":
            source = builder.source(value) or source
        else:
            builder.unknown_key(key, key_node, {"zh": 1, "en": 1})
    for language in ("zh", "en"):
        if language not in given:
            builder.refuse(
                node,
                zh=f"缺少{'中文（zh）' if language == 'zh' else '英文（en）'}",
                en=f"lacks the {'Chinese (zh)' if language == 'zh' else 'English (en)'} words",
            )
    if len(given) < len(("zh", "en")):
        return None
    return Leaf(Text(zh=given["zh"], en=given["en"]), builder.where(node), source)


def _many(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    node, source = _unwrapped(builder, node, source)
    of = cast(Many, schema).of
    values = [builder.scalar(item, of) for item in builder.elements(node)]
    kept = tuple(value for value in values if value is not None)
    if len(set(kept)) < len(kept):
        builder.refuse(node, zh="列表里有重复的值", en="the list holds a value twice")
    return Leaf(kept, builder.where(node), source)


def _map(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    fields = cast(Map, schema).fields()
    return _branch(builder, node, source, fields.get, known=fields)


def _table(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    table = cast(Table, schema)
    return _branch(builder, node, source, lambda _: table.of, keys=table.keys)


def _branch(
    builder: Builder,
    node: yaml.Node,
    source: Source | None,
    shape: Callable[[str], Schema | None],
    *,
    known: dict[str, Schema] | None = None,
    keys: Value | None = None,
) -> Branch:
    pairs = list(builder.pairs(node))
    own = next((value for key, _, value in pairs if key == "source"), None)
    source = (builder.source(own) or source) if own is not None else source
    items: dict[str, Tree] = {}
    for key, key_node, value in pairs:
        if key == "source":
            continue
        below = shape(key)
        if below is None:
            builder.unknown_key(key, key_node, known or {})
        elif keys is None or builder.scalar(key_node, keys) is not None:
            tree = builder.tree(value, below, source)
            if tree is not None:
                items[key] = tree
    return Branch(items, builder.where(node), source)


def _coded(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    items: dict[str, Tree] = {}
    for element in builder.elements(node):
        code = _code_of(builder, element)
        if code is None:
            continue
        if code in items:
            first = items[code].where.line
            builder.refuse(
                element,
                zh=f"代码“{code}”重复（第 {first} 行已有）",
                en=f"code “{code}” stands twice (first on line {first})",
            )
            continue
        if element.tag == REMOVE:
            items[code] = Gone(builder.where(element))
            continue
        tree = builder.tree(element, cast(Coded, schema).of, source)
        if tree is not None:
            items[code] = tree
    return Branch(items, builder.where(node), source, coded=True)


def _code_of(builder: Builder, node: yaml.Node) -> str | None:
    if not isinstance(node, yaml.MappingNode):
        builder.refuse(node, zh="每一项应是带 code 的“键: 值”", en="each item must be a map with its code")
        return None
    for key, value in node.value:
        if getattr(key, "value", None) == "code":
            return cast("str | None", builder.scalar(value, Code()))
    builder.refuse(node, zh="这一项缺少 code", en="this item lacks its code")
    return None


def _series(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    of = cast(Series, schema).of
    trees = [builder.tree(element, of, source) for element in builder.elements(node)]
    return Row(tuple(tree for tree in trees if tree is not None), builder.where(node), source)


def _data(builder: Builder, node: yaml.Node, schema: Schema, source: Source | None) -> Tree | None:
    return Leaf(_plain(node), builder.where(node), source)


def _plain(node: yaml.Node) -> object:
    if isinstance(node, yaml.MappingNode):
        return {str(_plain(key)): _plain(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    return _guessed(node)


def _guessed(node: yaml.Node) -> object:
    """Examples hold facts of every type, so here YAML's own types stand, numbers exact."""
    text, kind = str(node.value), node.tag.removeprefix(_MARK)
    plain: dict[str, Callable[[], object]] = {
        "null": lambda: None,
        "bool": lambda: text.lower() in ("true", "yes", "on"),
        "int": lambda: int(text) if text.lstrip("-+").isdecimal() else text,
    }
    return plain[kind]() if kind in plain else text


_READERS: dict[type[Schema], Callable[[Builder, yaml.Node, Schema, Source | None], Tree | None]] = {
    Value: _value,
    Words: _words,
    Many: _many,
    Map: _map,
    Table: _table,
    Coded: _coded,
    Series: _series,
    Data: _data,
}
