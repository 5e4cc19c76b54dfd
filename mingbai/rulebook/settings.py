"""A changed parameter as typed by a person: `poverty_line=5000`."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from mingbai.packs.problems import did_you_mean
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book, Parameter
from mingbai.rulebook.terms import Value

NO_PARAMETER = Text(zh="没有参数“{code}”{hint}", en="There is no parameter “{code}”{hint}")
FORM = Text(zh="“{written}”应写成 参数=值", en="“{written}” is to be written PARAMETER=VALUE")
NO_NUMBER = Text(zh="“{written}”的值不是数字", en="The value of “{written}” is no number")
TOO_FINE = Text(
    zh="“{written}”的小数位太多，或与规则书里的数值相差太远",
    en="“{written}” has too many decimals, or is out of proportion to the values in the book",
)
NO_CHOICE = Text(zh="“{written}”的值只能是 true 或 false", en="The value of “{written}” is true or false")
NO_DAY = Text(
    zh="“{written}”的值应是日期，如 2020-11-30", en="The value of “{written}” is a day like 2020-11-30"
)
IN_PACK = Text(
    zh="“{code}”是一张表，要在规则包里改，再用 --to-packs 指明",
    en="“{code}” is a table: change it in a pack and name that with --to-packs",
)

CHOICES = {"true": True, "false": False}


class BadSetting(Exception):
    """A changed parameter that cannot be understood; `words` are for people."""

    def __init__(self, words: Text, **details: str) -> None:
        self.words = Text(zh=words.zh.format(**details), en=words.en.format(**details))
        super().__init__(self.words.en)


def setting(book: Book, written: str) -> tuple[str, Value]:
    """Parameter and value in the engine's own form; an empty value means unknown. Raises BadSetting."""
    code, equals, text = (part.strip() for part in written.partition("="))
    if not equals:
        raise BadSetting(FORM, written=written)
    parameter = book.parameters.get(code)
    if parameter is None:
        hint = did_you_mean(code, book.parameters)
        zh, en = (NO_PARAMETER.said(one).format(code=code, hint=hint.said(one)) for one in ("zh", "en"))
        raise BadSetting(Text(zh=zh, en=en))
    return code, _value(parameter, text, written) if text else None


def _value(parameter: Parameter, text: str, written: str) -> Value:
    kind = parameter.type.kind
    if kind == "number":
        return _number(parameter, text, written)
    if kind == "bool":
        if text not in CHOICES:
            raise BadSetting(NO_CHOICE, written=written)
        return CHOICES[text]
    if kind == "date":
        return _day(text, written)
    if kind == "codes":
        return tuple(code.strip() for code in text.split(","))
    if kind == "table":
        raise BadSetting(IN_PACK, code=parameter.code)
    return text


def _day(text: str, written: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise BadSetting(NO_DAY, written=written) from error


def _number(parameter: Parameter, text: str, written: str) -> int:
    try:
        exact = Decimal(text).scaleb(2 if parameter.type.money else parameter.type.scale)
    except InvalidOperation as error:
        raise BadSetting(NO_NUMBER, written=written) from error
    if not exact.is_finite() or exact != int(exact) or abs(exact) > parameter.type.bound:
        raise BadSetting(TOO_FINE, written=written)
    return int(exact)
