"""Scalars of the YAML read as codes, days, numbers, money, words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation

from mingbai.packs.problems import PackError, unknown
from mingbai.packs.text import Text
from mingbai.rulebook.nodes import Entry, Node, checked, leaf, refusal

NAME = re.compile(r"[a-z][a-z0-9_]*")  # what can stand in an expression
CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


def code(node: Node) -> str:
    """The code of a document, rule or department."""
    return _matching(node, CODE, zh="代码", en="code (Latin letters, digits, _ . -)")


def name(node: Node) -> str:
    """A name that expressions can use."""
    return _matching(node, NAME, zh="名称（小写字母、数字、_）", en="name (lower-case letters, digits, _)")


def _matching(node: Node, pattern: re.Pattern[str], *, zh: str, en: str) -> str:
    found = leaf(node)
    if not pattern.fullmatch(found.text):
        raise refusal(found.where, zh=f"“{found.text}”不是{zh}", en=f"“{found.text}” is not a {en}")
    return found.text


def choice(node: Node, words: Iterable[str], *, zh: str, en: str) -> str:
    """One of the words."""
    found, known = leaf(node), tuple(words)
    if found.text not in known:
        raise PackError([unknown(found.where, zh=zh, en=en, word=found.text, known=known)])
    return found.text


def flag(node: Node | None, *, default: bool = False) -> bool:
    """true or false, written out."""
    if node is None:
        return default
    return choice(node, ("true", "false"), zh="真假值", en="truth value") == "true"


def day(node: Node) -> date:
    """A date such as 2020-11-30."""
    found = leaf(node)
    try:
        return date.fromisoformat(found.text)
    except ValueError:
        raise refusal(
            found.where,
            zh=f"“{found.text}”不是日期，应写作 2020-11-30",
            en=f"“{found.text}” is not a date such as 2020-11-30",
        ) from None


def scaled(node: Node, *, scale: int, bound: int) -> int:
    """A number × 10^scale; refused when it has more decimals or is too large."""
    found = leaf(node)
    try:
        exact = Decimal(found.text.replace("_", "")).scaleb(scale)
        whole = int(exact)
    except (InvalidOperation, ValueError, OverflowError):
        raise refusal(
            found.where, zh=f"“{found.text}”不是数字", en=f"“{found.text}” is not a number"
        ) from None
    if whole != exact or abs(whole) > bound:
        most = f"{Decimal(bound).scaleb(-scale):f}"
        raise refusal(
            found.where,
            zh=f"“{found.text}”超出范围：最多 {scale} 位小数，绝对值不超过 {most}",
            en=f"“{found.text}” does not fit: {scale} decimals at most, no larger than {most}",
        )
    return whole


def whole(node: Node, *, least: int, most: int) -> int:
    """A whole number within bounds."""
    number = scaled(node, scale=0, bound=10**18)
    if not least <= number <= most:
        raise refusal(node.where, zh=f"应在 {least} 到 {most} 之间", en=f"must be between {least} and {most}")
    return number


def words(node: Node) -> Text:
    """`{zh: …, en: …}`, both written."""
    found: Entry = checked(node, need=("zh", "en"))
    return Text(zh=leaf(found.fields["zh"]).text, en=leaf(found.fields["en"]).text)
