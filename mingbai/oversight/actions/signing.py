"""One signature of the close-out chain: the signer is remembered, the points are brought up to date."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from mingbai.kit.scope import ActingPost
from mingbai.oversight.actions import points
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.models import Problem


def sign_step(
    problem: Problem,
    move: str,
    *,
    by: ActingPost,
    at: datetime,
    version: int | None,
    evidence: dict[str, Any] | None = None,
    also: dict[str, Any] | None = None,
    note: str = "",
) -> None:
    """Make the move in the signer's name. Called in a transaction. Raises MoveRefused."""
    kept = {**(also or {}), "signers": {**problem.signers, move: by.user_id}}
    flow.take(
        subject=problem, move=move, by=by, at=at, version=version, evidence=evidence, also=kept, note=note
    )
    points.restate(problem=problem, why=move, by=by, at=at)
