"""Totals over many rows: which collection is meant, and what may stand inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from sqlglot import exp

from mingbai.rulebook.catalogue import Scope
from mingbai.rulebook.functions import TOTALS
from mingbai.rulebook.grammar import parts, unread
from mingbai.rulebook.joining import Refused, expect
from mingbai.rulebook.terms import Term, Total
from mingbai.rulebook.types import BOOL, Type, number

# Neither is proved; both are asked of every total before a rule is answered (tables.check_values).
MOST_ROWS = 200_000  # of one subject: a village's payments of a year
LARGEST_SUM = 10**15
COUNTED = number(bound=MOST_ROWS, bare=True)


def total(
    fun: str, args: Sequence[Any], where: Any, *, scope: Scope, read: Callable[[Any, Scope], Term]
) -> Term:
    """One value over the rows of a collection. Raises Refused."""
    if fun not in TOTALS or len(args) != 1:
        raise Refused(
            zh=f"filter 只用于 {'、'.join(TOTALS)}，各一个参数",
            en=f"filter goes with one argument of {', '.join(TOTALS)}",
        )
    names, size, row = _collection(args[0], scope)
    inner = replace(scope, entity=row, prefix=names[:size])
    if fun == "count":
        _bare_collection(args[0], len(names) == size)
    value = None if fun == "count" else read(args[0], inner)
    kept = expect(read(where, inner), "bool", "where") if where is not None else None
    path = names[len(scope.prefix) : size - 1]
    return Total(_type(fun, value), fun, path, names[size - 1], value, kept)


def _collection(node: Any, scope: Scope) -> tuple[tuple[str, ...], int, str]:
    """The first path that leads through a collection: a day or a parameter may stand before it."""
    refused = None
    for found in node.find_all(exp.Column, exp.Dot):
        names = parts(found)
        try:
            return names, *scope.collection(names)
        except Refused as why:
            refused = refused or why
    raise refused or unread(node)


def _bare_collection(node: Any, ends_there: bool) -> None:
    if not isinstance(node, exp.Column | exp.Dot) or not ends_there:
        raise Refused(zh="count 里只写集合名", en="count names a collection and nothing else")


def _type(fun: str, value: Term | None) -> Type:
    if value is None or fun == "count_distinct":
        return COUNTED
    if fun in ("any_of", "all_of"):
        expect(value, "bool", fun)
        return BOOL
    if fun == "sum":
        expect(value, "number", "sum")
        bound = max(value.type.bound, min(value.type.bound * MOST_ROWS, LARGEST_SUM))
        return replace(value.type, bound=bound, bare=False)
    if value.type.kind not in ("number", "date"):
        raise Refused(zh=f"{fun} 只用于数字或日期", en=f"{fun} is for numbers or dates")
    return replace(value.type, bare=False)
