"""Why a move was refused, each with the sentence that the person reads."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.refusal import Refused
from mingbai.kit.text import Text


class MoveRefused(Refused):
    """A move that was not made."""

    def __init__(self, sentence: Text, *, flow: str, move: str, subject: Any = None) -> None:
        super().__init__(sentence, subject=subject)
        self.flow = flow
        self.move = move


class UnknownMove(MoveRefused):
    """The flow has no move of that name."""

    code = "unknown"
    status = 400


class NotPermitted(MoveRefused):
    """The acting post may not make this move."""

    code = "not_permitted"
    status = 403


class WrongState(MoveRefused):
    """The subject is no longer, or not yet, where this move begins."""

    code = "wrong_state"


class GuardHolds(MoveRefused):
    """Something about the subject forbids the move for now."""

    code = "guard"


class StaleVersion(MoveRefused):
    """Someone else changed the subject between reading and sending."""

    code = "stale"


class EvidenceWanting(MoveRefused):
    """A piece of evidence is missing or cannot be read; `problems` holds name -> sentence."""

    code = "evidence"
    status = 400

    def __init__(self, problems: dict[str, Text], *, flow: str, move: str, subject: Any = None) -> None:
        super().__init__(
            _("Something is still missing. Please complete the marked fields."),
            flow=flow,
            move=move,
            subject=subject,
        )
        self.problems = problems
