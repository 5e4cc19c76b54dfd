"""Asks of what all layers gave together: is it complete, and does every value have a source?"""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.packs.problems import Problem, problem, unknown
from mingbai.packs.schema import Coded, Many, Map, Ref, Schema, Series, Table
from mingbai.packs.trees import Branch, Leaf, Row, Tree


def lacking(tree: Tree, schema: Schema, *, path: str) -> Iterator[Problem]:
    """Required fields that no layer gave, and values without a source."""
    if isinstance(tree, Leaf) and tree.source is None:
        yield problem(
            tree.where,
            zh=f"{path} 没有出处（source）；可写在文件开头",
            en=f"{path} has no source; it may be given once at the head of the file",
        )
    if isinstance(tree, Branch) and isinstance(schema, Map):
        yield from _lacking_fields(tree, schema, path=path)
    for key, child, below in children(tree, schema):
        yield from lacking(child, below, path=f"{path}.{key}")


def _lacking_fields(tree: Branch, schema: Map, *, path: str) -> Iterator[Problem]:
    for key in schema.need:
        if key not in tree.items:
            yield problem(tree.where, zh=f"{path} 缺少 {key}", en=f"{path} lacks {key}")


def children(tree: Tree, schema: Schema) -> Iterator[tuple[str, Tree, Schema]]:
    """Each thing directly below, with its key and its shape."""
    if isinstance(tree, Branch):
        for key, child in tree.items.items():
            below = _below(schema, key)
            if below is not None:
                yield key, child, below
    elif isinstance(tree, Row) and isinstance(schema, Series):
        for number, child in enumerate(tree.items):
            yield str(number), child, schema.of


def _below(schema: Schema, key: str) -> Schema | None:
    if isinstance(schema, Map):
        return schema.fields().get(key)
    return schema.of if isinstance(schema, (Table, Coded)) else None


def dangling(tree: Tree, schema: Schema, *, codes: dict[str, frozenset[str]]) -> Iterator[Problem]:
    """References to items that no layer declares, and sources that name an unknown document."""
    yield from _dangling_source(tree, codes=codes)
    if isinstance(tree, Leaf):
        yield from _dangling_reference(tree, schema, codes=codes)
    for _, child, below in children(tree, schema):
        yield from dangling(child, below, codes=codes)


def _dangling_source(tree: Tree, *, codes: dict[str, frozenset[str]]) -> Iterator[Problem]:
    source = getattr(tree, "source", None)
    if source is not None and source.document not in codes["documents"]:
        yield unknown(
            tree.where, zh="文件（documents）", en="document", word=source.document, known=codes["documents"]
        )


def _dangling_reference(tree: Leaf, schema: Schema, *, codes: dict[str, frozenset[str]]) -> Iterator[Problem]:
    inner = schema.of if isinstance(schema, Many) else schema
    if not isinstance(inner, Ref):
        return
    values = tree.value if isinstance(tree.value, tuple) else (tree.value,)
    known = codes.get(inner.section, frozenset())
    for value in values:
        if value not in known:
            yield unknown(
                tree.where,
                zh=f"条目（{inner.section}）",
                en=f"item of {inner.section}",
                word=str(value),
                known=known,
            )
