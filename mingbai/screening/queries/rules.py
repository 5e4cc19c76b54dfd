"""What the pack says of findings: who sends, answers and settles them, by when."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost


def section(name: str) -> Any:
    """One part of the pack's section ``screening``."""
    return installed().section("screening")[name]


def may(step: str, acting: ActingPost) -> bool:
    """Whether posts of this kind take a step of the route: send, settle, reopen, identify."""
    return acting.kind in section("route")[step]


def verifiers(kind: str) -> Sequence[str]:
    """The kinds of post that answer a kind of finding."""
    found: Sequence[str] = section("verify")[kind]
    return found


def answered_kinds(acting: ActingPost) -> list[str]:
    """The kinds of finding that a post of this kind answers."""
    return [kind for kind, posts in section("verify").items() if acting.kind in posts]


def days(name: str) -> int:
    """A figure of the clocks."""
    found: int = section("days")[name]
    return found


def verify_days(kind: str) -> int:
    """How long the verifiers have."""
    found: int = section("days")["verify_within_days"][kind]
    return found


def proof(*, rule: str, kind: str) -> str:
    """What a photograph would prove, in the reader's language; empty where none is asked for."""
    table = section("answer")["proof"]
    found = table.get(rule) or table.get(kind)
    return str(found.said(get_language() or "zh")) if found else ""
