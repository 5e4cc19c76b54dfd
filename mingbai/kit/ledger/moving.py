"""How a ledger's pages make the moves of a flow: through the room's own verbs, never beside them."""

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from mingbai.kit.flow import Flow, Move
from mingbai.kit.scope import ActingPost


class BadVerb(TypeError):
    """A verb does not take what its move gives."""


@dataclass(frozen=True, slots=True)
class Moving:
    """`verbs` maps a move to the room's action; moves without one are not offered on pages.

    A verb is called as `verb(<subject>=row, by=…, at=…, version=…, <evidence>=…)`: its keyword for the row is
    `subject`, and evidence comes under its own names, read and checked. `bulk` names the moves offered for
    several rows at once.
    """

    flow: Flow
    subject: str
    verbs: Mapping[str, Callable[..., Any]]
    bulk: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name, verb in self.verbs.items():
            move = self.flow.moves[name]
            wanted = {self.subject, "by", "at", "version", *(item.name for item in move.evidence)}
            if missing := wanted - set(inspect.signature(verb).parameters):
                raise BadVerb(f"{self.flow.name}.{name}: {verb.__qualname__} does not take {sorted(missing)}")
        if unknown := set(self.bulk) - set(self.verbs):
            raise BadVerb(f"{self.flow.name}: bulk moves without a verb: {sorted(unknown)}")

    def offered(self, row: Any, acting: ActingPost) -> list[Move]:
        """The moves for which the page shows a button."""
        return [move for move in self.flow.possible(row, acting) if move.name in self.verbs]

    def blocked(self, row: Any, acting: ActingPost) -> list[tuple[Move, Any]]:
        """The moves that a guard forbids for now, each with the sentence that says why."""
        permitted = [move for move in self.flow.permitted(row, acting) if move.name in self.verbs]
        reasons = [(move, self.flow.in_the_way(move, row, acting)) for move in permitted]
        return [(move, reason) for move, reason in reasons if reason]

    def make(
        self, *, move: str, row: Any, by: ActingPost, at: datetime, version: int, evidence: Mapping[str, Any]
    ) -> None:
        """Call the verb. Raises MoveRefused's children and whatever the room refuses."""
        self.verbs[move](**{self.subject: row}, by=by, at=at, version=version, **evidence)
