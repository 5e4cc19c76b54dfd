"""What each kind of natural change is about, and what the pack says of it."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry.states import ChangeKind as Kind
from mingbai.registry.states import Entry, Leaving

ARRIVALS: Mapping[str, Entry] = {
    Kind.BIRTH: Entry.BIRTH,
    Kind.MARRY_IN: Entry.MARRIED_IN,
    Kind.MOVE_IN: Entry.MOVED_IN,
    Kind.RELEASED: Entry.RELEASED,
    Kind.DEMOB: Entry.DISCHARGED,
    Kind.FOUND: Entry.FOUND,
    Kind.ADOPT: Entry.ADOPTED,
    Kind.LATE_ENTRY: Entry.ENTERED_LATE,
}
DEPARTURES: Mapping[str, Leaving] = {
    Kind.DEATH: Leaving.DEATH,
    Kind.MARRY_OUT: Leaving.MARRIED_OUT,
    Kind.MOVE_OUT: Leaving.MOVED_OUT,
    Kind.IMPRISONED: Leaving.IMPRISONED,
    Kind.ENLIST: Leaving.ENLISTED,
    Kind.MISSING: Leaving.MISSING,
    Kind.DIVORCE: Leaving.DIVORCED,
}
FROM_ELSEWHERE: Mapping[str, Leaving] = {Kind.MARRY_IN: Leaving.MARRIED_OUT, Kind.ADOPT: Leaving.MOVED_OUT}
"""How somebody leaves another household of the county by coming here; else they moved out of it."""
OF_THE_WHOLE = frozenset({Kind.SPLIT, Kind.MERGE, Kind.HEAD_CHANGE, Kind.HOUSEHOLD_MOVE, Kind.HOUSEHOLD_END})
ENDINGS = (Leaving.DEATH, Leaving.MOVED_OUT)


def papers() -> list[tuple[str, str]]:
    """The papers that the pack knows: code and name."""
    return [(code, _said(each["name"])) for code, each in installed().section("changes")["papers"].items()]


def paper_name(code: str) -> str:
    """What a paper is called; the code itself if the pack no longer knows it."""
    return dict(papers()).get(code, code)


def accepted(kind: str) -> list[str]:
    """The papers that a kind asks for or accepts, by code."""
    asked = _asked(kind)
    return [*asked.get("all_of", ()), *asked.get("any_of", ())]


def wanting(kind: str, there: set[str]) -> list[str]:
    """What is still missing, each as a sentence's part: one paper, or several of which one is enough."""
    asked = _asked(kind)
    missing = [paper_name(code) for code in asked.get("all_of", ()) if code not in there]
    one_of = asked.get("any_of", ())
    if one_of and not there & set(one_of):
        missing.append(" / ".join(paper_name(code) for code in one_of))
    return missing


def may(step: str, acting: ActingPost) -> bool:
    """Whether posts of this kind take a step of the route: "enter", "review" or "approve"."""
    return acting.kind in installed().get(f"changes.route.{step}")


def days(name: str) -> int:
    """A number of days from the pack's ``changes.days``."""
    found: int = installed().get(f"changes.days.{name}")
    return found


def _asked(kind: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = installed().section("changes")["kinds"].get(kind, {})
    return found


def _said(words: Any) -> str:
    return str(words.said(get_language() or "zh"))
