"""A flow is a table of moves: name, from, to, who may, guard, deadline, evidence asked.

Buttons, deadlines, reminders, the timeline, the diagram in docs/flow.md and the property tests
are derived from the table; nothing about a flow is written twice.
"""

from mingbai.kit.flow.deadlines import Deadline
from mingbai.kit.flow.evidence import Evidence
from mingbai.kit.flow.flow import Flow, Taken
from mingbai.kit.flow.found import found
from mingbai.kit.flow.moves import Guard, Move, State
from mingbai.kit.flow.permits import Permit, ability, all_of, any_of, anyone, kind, not_, same_user
from mingbai.kit.flow.refusals import (
    EvidenceWanting,
    GuardHolds,
    MoveRefused,
    NotPermitted,
    StaleVersion,
    UnknownMove,
    WrongState,
)

__all__ = [
    "Deadline",
    "Evidence",
    "EvidenceWanting",
    "Flow",
    "Guard",
    "GuardHolds",
    "Move",
    "MoveRefused",
    "NotPermitted",
    "Permit",
    "StaleVersion",
    "State",
    "Taken",
    "UnknownMove",
    "WrongState",
    "ability",
    "all_of",
    "any_of",
    "anyone",
    "found",
    "kind",
    "not_",
    "same_user",
]
