"""What a person must give with a move: a reason, a date, a number, one of several answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.utils.translation import gettext_lazy as _

from mingbai.kit.text import Text

LONGEST = 2_000


class Unreadable(ValueError):
    """What was given is not evidence of this kind; the message is for the person."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing asked for. `shortest` counts characters after trimming (kind "text" only)."""

    name: str
    title: Text
    kind: Literal["text", "date", "whole", "choice"] = "text"
    required: bool = True
    help: Text = ""
    shortest: int = 1
    choices: tuple[tuple[str, Text], ...] = ()

    def read(self, given: Any) -> Any:
        """The value to keep: JSON-ready, None when nothing was given. Raises Unreadable."""
        text = "" if given is None else str(given).strip()
        if not text:
            if self.required:
                raise Unreadable(_("Please fill this in."))
            return None
        return _READERS[self.kind](self, text)


def _text(evidence: Evidence, text: str) -> str:
    if len(text) < evidence.shortest:
        raise Unreadable(_("Please say a little more."))
    if len(text) > LONGEST:
        raise Unreadable(_("This is too long: at most 2,000 characters."))
    return text


def _date(_evidence: Evidence, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as wrong:
        raise Unreadable(_("Please give a date like 2026-11-23.")) from wrong


def _whole(_evidence: Evidence, text: str) -> int:
    try:
        return int(text.replace(",", ""))
    except ValueError as wrong:
        raise Unreadable(_("Please give a whole number.")) from wrong


def _choice(evidence: Evidence, text: str) -> str:
    if text not in dict(evidence.choices):
        raise Unreadable(_("Please choose one of the answers."))
    return text


_READERS = {"text": _text, "date": _date, "whole": _whole, "choice": _choice}


def read_all(asked: tuple[Evidence, ...], given: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Text]]:
    """Everything asked for, read: what to keep, and the problems by name. What was not asked is left out."""
    kept: dict[str, Any] = {}
    problems: dict[str, Text] = {}
    for evidence in asked:
        try:
            value = evidence.read(given.get(evidence.name))
        except Unreadable as wrong:
            problems[evidence.name] = wrong.args[0]
        else:
            if value is not None:
                kept[evidence.name] = value
    return kept, problems
