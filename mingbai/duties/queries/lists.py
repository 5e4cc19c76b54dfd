"""职责清单: the county's duties as they are in force, and which of them are a post's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language

from mingbai.duties.models import DutyText
from mingbai.duties.queries import words
from mingbai.duties.states import TextState
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.queries import units

PARTS = ("officers", "departments", "others")
DEPARTMENT = "department"


@dataclass(frozen=True, slots=True)
class Duty:
    """One duty. ``number`` 0: the pack's own text; ``wanting``: the county has not given its text yet."""

    code: str
    kind: str
    unit: str
    theme: str
    often: str
    words: str
    done: str
    evidence: str
    counter: str
    wanting: bool
    policies: tuple[str, ...]
    number: int
    since: date | None

    @property
    def theme_words(self) -> str:
        """What the duty is about, in a word."""
        return words.word("themes", self.theme)

    @property
    def often_words(self) -> str:
        """How often it is done."""
        return words.word("often", self.often)


def every(on: date) -> list[Duty]:
    """All duties of the county on a day, in the pack's order; none where the county has no lists."""
    texts = in_force(on)
    return [_read(code, found, texts.get(code)) for code, found in _packed().items()]


def one(code: str, on: date) -> Duty | None:
    """One duty by its code."""
    found = _packed().get(code)
    return _read(code, found, in_force(on).get(code)) if found else None


def of_post(acting: ActingPost, on: date) -> list[Duty]:
    """What a post's holder has to do: the duties of its kind, and its department's."""
    kinds = {code for code, one in words.section("holders").items() if acting.kind in one["posts"]}
    own = units.of_post(acting) if DEPARTMENT in kinds else None
    code = own.code if own else ""
    return [duty for duty in every(on) if duty.kind in kinds and duty.unit in ("", code)]


def in_force(on: date) -> dict[str, DutyText]:
    """The version of each duty's text that holds on a day; a later one of those begun already."""
    states = (TextState.IN_FORCE, TextState.REPLACED)
    found = DutyText.objects.filter(state__in=states, since__lte=on).order_by("since", "number")
    return {text.duty: text for text in found}


def _packed() -> Mapping[str, Any]:
    section = installed().section("duties")
    return {code: duty for part in PARTS for code, duty in section.get(part, {}).items()}


def _read(code: str, found: Mapping[str, Any], text: DutyText | None) -> Duty:
    done, evidence = _measure(found)
    return Duty(
        code=code,
        kind=found["kind"],
        unit=found.get("unit", ""),
        theme=found["theme"],
        often=found["often"],
        words=_worded(text) or words.said(found["words"]),
        done=(text.done if text else "") or done,
        evidence=(text.evidence if text else "") or evidence,
        counter=found.get("counted_by", ""),
        wanting=bool(found.get("county_text_needed")) and text is None,
        policies=tuple(found.get("policies", ())),
        number=text.number if text else 0,
        since=text.since if text else None,
    )


def _worded(text: DutyText | None) -> str:
    if text is None:
        return ""
    return text.words_en if (get_language() or "zh").startswith("en") else text.words


def _measure(found: Mapping[str, Any]) -> tuple[str, str]:
    """What counts as done and which evidence shows it; what is counted needs no other evidence."""
    if "counted_by" in found:
        return words.said(words.section("counters")[found["counted_by"]]["done"]), ""
    way = words.section("ways")[found["done"]]
    return words.said(way["done"]), words.said(way["evidence"])


def packed_words(code: str) -> dict[str, str]:
    """The pack's own text of a duty, version zero, in both languages."""
    words_ = _packed()[code]["words"]
    return {"words": words_.zh, "words_en": words_.en}
