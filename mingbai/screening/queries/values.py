"""Values in three shapes: as packs write them, as the engine holds them, as people say them."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit.text import Text as Words
from mingbai.rulebook.book import Parameter
from mingbai.rulebook.speech import said
from mingbai.rulebook.types import Type

# Text; a list of texts for codes; a map of texts for a table; None for what nobody knows.
Packed = str | list[str] | dict[str, str] | None
YUAN_PLACES = 2  # the packs write yuan, the engine counts fen
LANGUAGES = ("zh", "en")


class BadValue(ValueError):
    """What was typed is no value of the parameter; carries the sentence for the person."""

    def __init__(self, sentence: Words) -> None:
        super().__init__(str(sentence))
        self.sentence = sentence


def language() -> str:
    """Of the reader: "zh" or "en"."""
    return "en" if (get_language() or "zh").startswith("en") else "zh"


def packed(parameter: Parameter, value: Any) -> Packed:
    """An engine's value as a pack file would write it."""
    if value is None:
        return None
    if isinstance(value, Mapping):
        return {key: _plain(amount, YUAN_PLACES) for key, amount in value.items()}
    if isinstance(value, list | tuple):
        return [str(item) for item in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return _plain(value, places(parameter.type)) if isinstance(value, int) else str(value)


def _plain(number: int, scale: int) -> str:
    text = f"{Decimal(number).scaleb(-scale):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(type_: Type) -> int:
    """How many decimals a value of the type may have in a pack file."""
    return YUAN_PLACES + type_.scale if type_.money else type_.scale


def engine(parameter: Parameter, value: Packed) -> Any:
    """A pack file's value as the engine holds it. Raises BadValue."""
    if value is None:
        return None
    if isinstance(value, dict):
        return {key: _number(text, YUAN_PLACES) for key, text in value.items()}
    if isinstance(value, list):
        return tuple(value)
    return _SCALARS[parameter.type.kind](parameter.type, value)


def _number(text: str, scale: int) -> int:
    try:
        exact = Decimal(text.replace(",", "").replace("，", "").strip()).scaleb(scale)
    except InvalidOperation as wrong:
        raise BadValue(_("“%(text)s” is not a number.") % {"text": text}) from wrong
    if not exact.is_finite() or exact != int(exact):
        raise BadValue(_("At most %(n)d decimals.") % {"n": scale})
    return int(exact)


def _bool(_type: Type, text: str) -> bool:
    if text not in ("true", "false"):
        raise BadValue(_("Please choose yes or no."))
    return text == "true"


def _day(_type: Type, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as wrong:
        raise BadValue(_("Please give a date like 2026-11-23.")) from wrong


_SCALARS: dict[str, Callable[[Type, str], Any]] = {
    "number": lambda type_, text: _number(text, places(type_)),
    "bool": _bool,
    "date": _day,
    "text": lambda _type, text: text,
}


def typed(parameter: Parameter, text: str) -> Packed:
    """What a person typed, in the pack's one way of writing it; nothing means unknown. Raises BadValue.

    A table is typed line by line, `key value`; codes are separated by commas or spaces.
    """
    given = text.strip()
    if not given:
        return None
    kind = parameter.type.kind
    if kind == "codes":
        return [
            code for code in given.replace("，", " ").replace("、", " ").replace(",", " ").split() if code
        ]
    read: Packed = (
        dict(_row(line) for line in given.splitlines() if line.strip()) if kind == "table" else given
    )
    return packed(parameter, engine(parameter, read))


def _row(line: str) -> tuple[str, str]:
    key, _space, amount = line.strip().replace("：", " ").replace(":", " ").rpartition(" ")
    if not key.strip():
        raise BadValue(_("Each line needs a name and an amount: “%(line)s”.") % {"line": line.strip()})
    return key.strip(), amount


def for_typing(value: Packed) -> str:
    """The same as a person would type it."""
    if isinstance(value, dict):
        return "\n".join(f"{key} {amount}" for key, amount in value.items())
    if isinstance(value, list):
        return ", ".join(value)
    return value or ""


def told(parameter: Parameter, value: Packed, *, in_: str = "") -> str:
    """The value in words that can be read aloud, with its unit."""
    return words(parameter, engine(parameter, value), in_=in_)


def words(parameter: Parameter, value: Any, *, in_: str = "") -> str:
    """An engine's value in words."""
    tongue = in_ or language()
    if isinstance(value, Mapping):
        listed = [f"{key} {said(amount, parameter.type, language=tongue)}" for key, amount in value.items()]
        return ("；" if tongue == "zh" else "; ").join(listed)
    text = said(value, parameter.type, language=tongue)
    return _with_unit(text, parameter, tongue) if value is not None and parameter.type.money else text


def _with_unit(text: str, parameter: Parameter, tongue: str) -> str:
    """For what the money is: 4000元/人·年."""
    if not parameter.unit or parameter.unit == "元":
        return text
    if tongue == "zh" and parameter.unit.startswith("元"):
        return text.removesuffix("元") + parameter.unit
    return f"{text} ({parameter.unit})"
