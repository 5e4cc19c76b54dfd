"""A finished tree as values that nobody can change, and its content hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, cast

from mingbai.packs.text import Text
from mingbai.packs.trees import Branch, Leaf, Row, Tree


def frozen(tree: Tree) -> Any:
    """Maps become read-only mappings (coded lists by code, in file order), lists become tuples."""
    if isinstance(tree, Branch):
        return MappingProxyType({key: frozen(child) for key, child in tree.items.items()})
    if isinstance(tree, Row):
        return tuple(frozen(child) for child in tree.items)
    return _still(cast(Leaf, tree).value)


def _still(value: object) -> Any:
    if isinstance(value, Mapping):
        return MappingProxyType({key: _still(item) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return tuple(_still(item) for item in value)
    return value


def edition(tree: Tree) -> str:
    """SHA-256 of the content: values and their sources. Files, lines, comments and the order of keys do
    not count; the order inside plain lists does."""
    text = json.dumps(_canonical(tree), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _canonical(tree: Tree) -> object:
    if isinstance(tree, Branch):
        return {key: _canonical(child) for key, child in tree.items.items()}
    if isinstance(tree, Row):
        return [_canonical(child) for child in tree.items]
    leaf = cast(Leaf, tree)  # `finish` and `without_graves` have left nothing else
    source = asdict(leaf.source) if leaf.source else None
    return {"=": _json(leaf.value), "source": _json(source)}


def _json(value: object) -> object:
    if isinstance(value, Text):
        return {"zh": value.zh, "en": value.en}
    if isinstance(value, Mapping):
        return {str(key): _json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_json(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"decimal {value.normalize():f}"
    return value
