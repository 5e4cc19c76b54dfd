"""Reads the files of a layer and lays the layers on one another, section by section."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import reduce
from typing import cast

import yaml

from mingbai.packs import yamlfile
from mingbai.packs.build import Builder
from mingbai.packs.layout import ELSEWHERE, PackFile
from mingbai.packs.problems import PackError, Problem, Where, problem, unknown
from mingbai.packs.schema import Coded, Schema
from mingbai.packs.trees import Branch, Gone, Tree, overlay

ITEMS = "items"
Layer = dict[str, Branch]


def read_file(file: PackFile, *, schemas: Mapping[str, Schema], problems: list[Problem]) -> Branch | None:
    """The file's tree, or None; what is wrong with it is added to `problems`."""
    schema = schemas.get(file.section)
    if schema is None:
        where = Where(file.name)
        problems.append(
            unknown(
                where,
                zh="部分（文件名）",
                en="section (file name)",
                word=file.section,
                known={*schemas, *ELSEWHERE},
            )
        )
        return None
    try:
        root = yamlfile.read(file.path, name=file.name)
    except PackError as error:
        problems.extend(error.problems)
        return None
    builder = Builder(file.name)
    tree = _listing(builder, root, schema) if isinstance(schema, Coded) else builder.tree(root, schema, None)
    problems.extend(builder.problems)
    return tree if isinstance(tree, Branch) else None


def _listing(builder: Builder, root: yaml.Node, schema: Coded) -> Tree | None:
    """A section that is a coded list stands in its files as `source:` and `items:`."""
    parts = {key: (key_node, value) for key, key_node, value in builder.pairs(root)}
    source = builder.source(parts["source"][1]) if "source" in parts else None
    for key in parts.keys() - {"source", ITEMS}:
        builder.unknown_key(key, parts[key][0], {ITEMS: 1})
    if ITEMS not in parts:
        builder.refuse(root, zh="文件缺少 items 列表", en="the file lacks its list of items")
        return None
    return builder.tree(parts[ITEMS][1], schema, source)


def read_layer(files: Sequence[PackFile], *, schemas: Mapping[str, Schema], problems: list[Problem]) -> Layer:
    """The sections of one layer; two files of a layer may not give the same thing twice."""
    layer: Layer = {}
    for file in files:
        tree = read_file(file, schemas=schemas, problems=problems)
        if tree is None:
            continue
        problems.extend(_twice(layer.get(file.section), tree))
        below = layer.get(file.section)
        layer[file.section] = tree if below is None else cast(Branch, overlay(below, tree))
    return layer


def _twice(before: Branch | None, tree: Branch) -> list[Problem]:
    if before is None:
        return []
    return [
        problem(
            tree.items[key].where,
            zh=f"“{key}”在 {before.items[key].where} 已经写过",
            en=f"“{key}” already stands at {before.items[key].where}",
        )
        for key in tree.items
        if key in before.items
    ]


def lay(layers: Sequence[Layer], *, problems: list[Problem]) -> Layer:
    """All layers together, lowest first. Removing what is not there is a problem."""
    return reduce(lambda below, above: _laid(below, above, problems), layers, {})


def _laid(below: Layer, above: Layer, problems: list[Problem]) -> Layer:
    together = dict(below)
    for section, tree in above.items():
        base = below.get(section)
        problems.extend(_removed_in_vain(base, tree, path=section))
        together[section] = tree if base is None else cast(Branch, overlay(base, tree))
    return together


def _removed_in_vain(below: Tree | None, above: Tree, *, path: str) -> list[Problem]:
    if not isinstance(above, Branch):
        return []
    known = below.items if isinstance(below, Branch) else {}
    found: list[Problem] = []
    for key, tree in above.items.items():
        beneath = known.get(key)
        if isinstance(tree, Gone) and (beneath is None or isinstance(beneath, Gone)):
            living = [k for k, t in known.items() if not isinstance(t, Gone)]
            found.append(
                unknown(
                    tree.where,
                    zh=f"可删除项（{path}）",
                    en=f"item of {path} to remove",
                    word=key,
                    known=living,
                )
            )
        else:
            found.extend(_removed_in_vain(beneath, tree, path=f"{path}.{key}"))
    return found
