"""The rows of a flow's table."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from mingbai.kit.flow.deadlines import Deadline
from mingbai.kit.flow.evidence import Evidence
from mingbai.kit.flow.permits import Permit
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text

Tone = Literal["plain", "open", "waiting", "closed", "danger"]


@dataclass(frozen=True, slots=True)
class State:
    """Where a subject can stand. `tone` colours its pill: "closed" is green, "danger" red, nothing else."""

    name: str
    title: Text
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Guard:
    """A fact that must hold. `sentence` tells a person what is in the way and what would mend it."""

    sentence: Text
    test: Callable[[Any, ActingPost], bool]


@dataclass(frozen=True, slots=True)
class Move:
    """One way from some states to one state.

    `within` is how long the subject may rest in a source before this move is late. `danger` asks twice and
    colours the button red: what cannot be taken back. `keeps_due`: the deadline that runs goes on running.
    """

    name: str
    title: Text
    sources: tuple[str, ...]
    target: str
    who: Permit
    guard: Guard | None = None
    within: Deadline | None = None
    evidence: tuple[Evidence, ...] = ()
    danger: bool = False
    help: Text = ""
    keeps_due: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "sources", tuple(self.sources))
        object.__setattr__(self, "evidence", tuple(self.evidence))
