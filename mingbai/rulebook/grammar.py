"""sqlglot's parser, told to know no function: every call arrives by its own name and is looked up by us.

Its built-in functions differ between dialects (`date_diff('year')` counts calendar years in one and completed
years in another), so none of them is ever used.
"""

from __future__ import annotations

from typing import Any, ClassVar

import sqlglot
from sqlglot import exp, parser
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from mingbai.rulebook.joining import Refused

LONGEST = 2_000  # characters of one expression
DEEPEST = 60


class RuleBook(Dialect):
    """Plain SQL expressions without any built-in function."""

    class Parser(parser.Parser):
        """Keeps `case`, drops everything else that is spelled like a function."""

        FUNCTIONS: ClassVar[dict[str, Any]] = {}
        FUNCTION_PARSERS: ClassVar[dict[str, Any]] = {}
        NO_PAREN_FUNCTIONS: ClassVar[dict[Any, Any]] = {}
        NO_PAREN_FUNCTION_PARSERS = {"CASE": parser.Parser.NO_PAREN_FUNCTION_PARSERS["CASE"]}


def tree(written: str) -> exp.Expr:
    """The one expression that is written. Raises Refused."""
    if len(written) > LONGEST or "--" in written or "/*" in written:
        raise Refused(
            zh=f"表达式不能带注释，最长 {LONGEST} 字", en=f"no comments, {LONGEST} characters at most"
        )
    try:
        trees = sqlglot.parse(written, dialect=RuleBook)
    except (SqlglotError, RecursionError) as error:
        first = str(error).splitlines()[0]
        raise Refused(zh=f"表达式写法有误：{first}", en=f"not readable as an expression: {first}") from error
    if len(trees) != 1 or trees[0] is None:
        raise Refused(zh="这里应写一个表达式", en="one expression belongs here")
    if _depth(trees[0]) > DEEPEST:
        raise Refused(zh="表达式嵌套太深", en="the expression is nested too deeply")
    return trees[0]


def _depth(node: exp.Expr) -> int:
    return 1 + max((_depth(child) for child in node.iter_expressions()), default=0)


def parts(node: exp.Expr) -> tuple[str, ...]:
    """The names of a dotted path. Raises Refused for anything else."""
    if isinstance(node, exp.Dot):
        return (*parts(node.this), *parts(node.expression))
    if isinstance(node, exp.Identifier):
        if node.args.get("quoted"):
            raise Refused(zh=f"名称“{node.name}”不要加引号", en=f"write the name {node.name} without quotes")
        return (str(node.name),)
    if isinstance(node, exp.Column):
        names = [node.args.get(part) for part in ("catalog", "db", "table", "this")]
        return tuple(name for part in names if part is not None for name in parts(part))
    raise unread(node)


def unread(node: exp.Expr) -> Refused:
    """What to say of a piece of SQL that is not in our language."""
    shown = node.sql()
    return Refused(zh=f"不支持这种写法：{shown}", en=f"not in the language of rules: {shown}")


def only(node: exp.Expr, *known: str) -> None:
    """Refuses a node that carries anything we would not read, so that nothing is silently ignored."""
    for key, value in node.args.items():
        if key not in known and value not in (None, False, [], ()):
            raise unread(node)
