"""The verifier's moves from the desk: each an answer in words (actions.verifying)."""

from datetime import datetime

from mingbai.kit.scope import ActingPost
from mingbai.screening.actions.verifying import Answer, answer
from mingbai.screening.models import Finding
from mingbai.screening.states import Verdict


def confirm(
    *, finding: Finding, said: str | None, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """核实属实. Raises as verifying.answer."""
    answer(finding=finding, given=Answer(Verdict.TRUE, said or "", base=version or 0), by=by, at=at)


def deny(
    *, finding: Finding, said: str | None, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """核实不属实. Raises as verifying.answer."""
    answer(finding=finding, given=Answer(Verdict.FALSE, said or "", base=version or 0), by=by, at=at)


def unreached(
    *, finding: Finding, said: str | None, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """联系不上. Raises as verifying.answer."""
    answer(finding=finding, given=Answer(Verdict.UNREACHED, said or "", base=version or 0), by=by, at=at)
