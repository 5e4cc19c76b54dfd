"""A changed parameter as typed by a person: `poverty_line=5000`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from mingbai.packs.problems import did_you_mean
from mingbai.rulebook.book import Book, Parameter
from mingbai.rulebook.terms import Value


class BadSetting(ValueError):
    """A changed parameter that cannot be understood."""


def setting(book: Book, written: str) -> tuple[str, Value]:
    """Parameter and value in the engine's own form; an empty value means unknown. Raises BadSetting."""
    code, equals, text = written.partition("=")
    parameter = book.parameters.get(code.strip())
    if parameter is None or not equals:
        hint = did_you_mean(code.strip(), book.parameters)
        raise BadSetting(f"{written}: PARAMETER=VALUE{hint.en}{hint.zh}")
    try:
        return parameter.code, _value(parameter, text.strip())
    except (ValueError, InvalidOperation) as error:
        raise BadSetting(f"{written}: {error}") from error


def _value(parameter: Parameter, text: str) -> Value:
    kind = parameter.type.kind
    if not text:
        return None
    if kind == "number":
        return _number(parameter, text)
    if kind == "bool":
        return {"true": True, "false": False}[text]
    if kind == "date":
        return date.fromisoformat(text)
    if kind == "codes":
        return tuple(code.strip() for code in text.split(","))
    if kind == "table":
        raise ValueError("a table is changed in a pack, not here")
    return text


def _number(parameter: Parameter, text: str) -> int:
    exact = Decimal(text).scaleb(2 if parameter.type.money else parameter.type.scale)
    if exact != int(exact) or abs(exact) > parameter.type.bound:
        raise ValueError("too many decimals, or out of proportion to the values in the book")
    return int(exact)
