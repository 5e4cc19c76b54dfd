"""Findings in words, in the language of the page."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from mingbai.screening.models import Finding


def english() -> bool:
    """Whether the page is read in English."""
    return not (get_language() or "zh").startswith("zh")


def said(text: Any) -> str:
    """A text in both languages, as the grounds of a finding hold it; empty for none."""
    if not isinstance(text, dict):
        return str(text or "")
    return str(text.get("en" if english() else "zh") or text.get("zh") or "")


def title(row: Any) -> str:
    """What a finding's rule is called."""
    return str((english() and row.title_en) or row.title)


def reason(row: Any) -> str:
    """Why it was found, in a sentence."""
    return str((english() and row.reason_en) or row.reason)


def subject(row: Any) -> str:
    """Whom or what it is about: the name, with the head of the household where it is another's."""
    if row.head_name and row.name and row.head_name != row.name:
        return f"{row.name}（{row.head_name}）"
    return str(row.name or row.head_name or row.subject_no)


@dataclass(frozen=True, slots=True)
class Value:
    """A value that a condition speaks of."""

    words: str
    value: str
    document: str
    verified: bool | None


@dataclass(frozen=True, slots=True)
class Ground:
    """One condition of the rule: its words, whether it is true, and on what."""

    words: str
    truth: bool | None
    values: tuple[Value, ...]


def grounds(finding: Finding) -> list[Ground]:
    """判定依据: each condition with its values, words, parameter and document."""
    return [
        Ground(said(one.get("words")), one.get("truth"), tuple(map(_value, one.get("values", ()))))
        for one in finding.grounds
    ]


def _value(one: dict[str, Any]) -> Value:
    return Value(
        said(one.get("words")), said(one.get("value")), said(one.get("document")), one.get("verified")
    )
