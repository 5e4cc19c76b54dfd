"""From written SQL to checked terms. Whatever is not matched here is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlglot import exp

from mingbai.packs.problems import Where, did_you_mean
from mingbai.rulebook.catalogue import Scope
from mingbai.rulebook.functions import FUNCTIONS, TOTALS
from mingbai.rulebook.grammar import only, parts, tree, unread
from mingbai.rulebook.joining import Refused, added, compared, expect, multiplied, same, sized
from mingbai.rulebook.nodes import refusal
from mingbai.rulebook.terms import Call, Constant, Parameter, Term
from mingbai.rulebook.totals import total
from mingbai.rulebook.types import BOOL, DATE, number, text

COMPARISONS = {exp.EQ: "=", exp.NEQ: "<>", exp.LT: "<", exp.LTE: "<=", exp.GT: ">", exp.GTE: ">="}
MOST_DECIMALS = 6
SUMS = {exp.Add: "+", exp.Sub: "-"}
LINKS = {exp.And: "and", exp.Or: "or"}


def understood(written: str, *, scope: Scope, where: Where) -> Term:
    """The term that is written. Raises PackError with file and line."""
    try:
        return _term(tree(written), scope)
    except Refused as error:
        raise refusal(where, zh=error.text.zh, en=error.text.en) from error


def condition(written: str, *, scope: Scope, where: Where) -> Term:
    """The same, when it must be a question of yes or no."""
    term = understood(written, scope=scope, where=where)
    if term.type.kind != "bool":
        raise refusal(
            where,
            zh=f"这里应是真假判断，却是 {term.type}",
            en=f"a condition must be yes or no, this is {term.type}",
        )
    return term


def _term(node: Any, scope: Scope) -> Term:
    reader = READERS.get(type(node))
    if reader is not None:
        return reader(node, scope)
    if type(node) in COMPARISONS:
        return _pair(node, scope, lambda a, b: compared(COMPARISONS[type(node)], a, b))
    if type(node) in SUMS:
        return _pair(node, scope, lambda a, b: added(SUMS[type(node)], a, b))
    if type(node) in LINKS:
        return _pair(node, scope, lambda a, b: _logic(LINKS[type(node)], a, b))
    raise unread(node)


def _pair(node: Any, scope: Scope, build: Callable[[Term, Term], Term]) -> Term:
    only(node, "this", "expression")
    return build(_term(node.this, scope), _term(node.expression, scope))


def _logic(op: str, *sides: Term) -> Term:
    return Call(BOOL, op, tuple(expect(side, "bool", op) for side in sides))


def _paren(node: Any, scope: Scope) -> Term:
    only(node, "this")
    return _term(node.this, scope)


def _not(node: Any, scope: Scope) -> Term:
    only(node, "this")
    return _logic("not", _term(node.this, scope))


def _negative(node: Any, scope: Scope) -> Term:
    only(node, "this")
    inner = expect(_term(node.this, scope), "number", "-")
    if isinstance(inner, Constant) and isinstance(inner.value, int):
        return Constant(inner.type, -inner.value)
    return Call(inner.type, "negative", (inner,))


def _name(node: Any, scope: Scope) -> Term:
    return scope.read(parts(node))


def _literal(node: Any, scope: Scope) -> Term:
    only(node, "this", "is_string")
    if node.is_string:
        return Constant(text((node.this,)), node.this)
    try:
        exact = Decimal(node.this)
    except InvalidOperation:
        raise unread(node) from None
    scale = max(0, -int(exact.as_tuple().exponent))
    if "e" in node.this.lower() or scale > MOST_DECIMALS:
        raise unread(node)
    value = int(exact.scaleb(scale))
    return Constant(sized(number(scale=scale, bound=abs(value), bare=True)), value)


def _truth(node: Any, scope: Scope) -> Term:
    return Constant(BOOL, bool(node.this))


def _day(node: Any, scope: Scope) -> Term:
    inner = node.this
    if not node.to.is_type("date") or not isinstance(inner, exp.Literal) or not inner.is_string:
        raise unread(node)
    try:
        return Constant(DATE, date.fromisoformat(inner.this))
    except ValueError:
        raise Refused(zh=f"“{inner.this}”不是日期", en=f"{inner.this} is not a date") from None


def _between(node: Any, scope: Scope) -> Term:
    only(node, "this", "low", "high")
    value = _term(node.this, scope)
    low = compared(">=", value, _term(node.args["low"], scope))
    return _logic("and", low, compared("<=", value, _term(node.args["high"], scope)))


def _is(node: Any, scope: Scope) -> Term:
    only(node, "this", "expression")
    if not isinstance(node.expression, exp.Null):
        raise unread(node)
    return Call(BOOL, "is_null", (_term(node.this, scope),))


def _in(node: Any, scope: Scope) -> Term:
    only(node, "this", "expressions", "field")
    value = _term(node.this, scope)
    if node.args.get("field") is not None:
        codes = _term(node.args["field"], scope)
        if not isinstance(codes, Parameter):
            raise unread(node)
        return Call(BOOL, "in_codes", (expect(value, "text", "in"), expect(codes, "codes", "in")))
    listed = [_term(item, scope) for item in node.expressions]
    if not all(isinstance(item, Constant) for item in listed):
        raise unread(node)
    terms, joint = same([value, *listed], "in")
    if joint.kind not in ("text", "number"):
        raise unread(node)
    return Call(BOOL, "in", tuple(terms))


def _case(node: Any, scope: Scope) -> Term:
    only(node, "ifs", "default")
    if node.args.get("default") is None:
        raise Refused(zh="case 必须写 else", en="a case must say what else")
    for branch in node.args["ifs"]:
        only(branch, "this", "true")
    whens = [expect(_term(branch.this, scope), "bool", "when") for branch in node.args["ifs"]]
    results = [_term(branch.args["true"], scope) for branch in node.args["ifs"]]
    results, joint = same([*results, _term(node.args["default"], scope)], "case")
    if joint.kind in ("codes", "table"):
        raise unread(node)
    flat = [part for pair in zip(whens, results, strict=False) for part in pair]
    return Call(joint, "case", (*flat, results[-1]))


def _call(node: Any, scope: Scope) -> Term:
    only(node, "this", "expressions")
    name = str(node.this).lower()
    if name in TOTALS:
        return total(name, node.expressions, None, scope=scope, read=_term)
    args = [_term(arg, scope) for arg in node.expressions]
    if name == "lookup":
        return _lookup(args)
    if name not in FUNCTIONS:
        hint = did_you_mean(name, (*FUNCTIONS, *TOTALS, "lookup"))
        raise Refused(zh=f"没有函数“{name}”{hint.zh}", en=f"there is no function {name}{hint.en}")
    return FUNCTIONS[name](args)


def _lookup(args: list[Term]) -> Term:
    if (
        len(args) != len(("table", "text"))
        or not isinstance(args[0], Parameter)
        or args[0].type.kind != "table"
    ):
        raise Refused(zh="写作 lookup(表格参数, 文本)", en="write lookup(table_parameter, text)")
    result = replace(args[0].type, kind="number")
    return Call(result, "lookup", (args[0], expect(args[1], "text", "lookup")))


def _filter(node: Any, scope: Scope) -> Term:
    only(node, "this", "expression")
    call, where = node.this, node.expression
    if not isinstance(call, exp.Anonymous) or not isinstance(where, exp.Where):
        raise unread(node)
    only(call, "this", "expressions")
    only(where, "this")
    return total(str(call.this).lower(), call.expressions, where.this, scope=scope, read=_term)


Reader = Callable[[Any, Scope], Term]
READERS: dict[type, Reader] = {
    exp.Paren: _paren,
    exp.Not: _not,
    exp.Neg: _negative,
    exp.Column: _name,
    exp.Dot: _name,
    exp.Literal: _literal,
    exp.Boolean: _truth,
    exp.Cast: _day,
    exp.Between: _between,
    exp.Is: _is,
    exp.In: _in,
    exp.Case: _case,
    exp.Anonymous: _call,
    exp.Filter: _filter,
    exp.Mul: lambda node, scope: _pair(node, scope, multiplied),
}
