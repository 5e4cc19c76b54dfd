"""催办 and 提级督办: who is late or nearly so is reminded, then a leader is told, who says a word to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from mingbai.kit.scope import ActingPost
from mingbai.oversight.flow import problem as flow
from mingbai.oversight.models import Problem


@transaction.atomic
def urge(*, problem: Problem, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """催办: remind who has to mend it; the deadline stays. Raises MoveRefused."""
    also = {"urged": problem.urged + 1, "urged_at": at}
    flow.take(subject=problem, move="urge", by=by, at=at, version=version, also=also)


@transaction.atomic
def raise_above(*, problem: Problem, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """提级督办: tell the county leader who is linked to the township. Raises MoveRefused."""
    also = {"raised_above": True, "raised_on": at.date()}
    flow.take(subject=problem, move="raise_above", by=by, at=at, version=version, also=also)


@transaction.atomic
def instruct(
    *, problem: Problem, instruction: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """批示: the linked leader's word; it stands first where the problem is mended. Raises MoveRefused."""
    flow.take(
        subject=problem, move="instruct", by=by, at=at, version=version,
        evidence={"instruction": instruction}, also={"instruction": instruction.strip()[:1000]},
    )  # fmt: skip


@transaction.atomic
def urge_all(*, problems: Iterable[Problem], by: ActingPost, at: datetime) -> int:
    """One tap; returns how many. Raises MoveRefused."""
    return _each(urge, problems, by, at)


@transaction.atomic
def raise_all(*, problems: Iterable[Problem], by: ActingPost, at: datetime) -> int:
    """The same for what is raised; returns how many. Raises MoveRefused."""
    return _each(raise_above, problems, by, at)


def _each(verb: Callable[..., None], problems: Iterable[Problem], by: ActingPost, at: datetime) -> int:
    found = list(problems)
    for one in found:
        verb(problem=one, by=by, at=at)
    return len(found)
