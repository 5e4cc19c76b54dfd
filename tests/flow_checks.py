"""Property tests of any flow, derived from its table."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import transaction
from hypothesis import strategies as st

from mingbai.kit import steps
from mingbai.kit.flow import Flow, MoveRefused
from mingbai.kit.flow.flow import reachable
from mingbai.kit.scope import ActingPost, entered

START = datetime(2020, 3, 2, 9, 0, tzinfo=UTC)
LONGEST = 8


def walk(
    flow: Flow,
    make: Callable[[], Any],
    posts: Sequence[ActingPost],
    data: Any,
    *,
    evidence: Mapping[str, Mapping[str, Any]],
    also: Callable[[str, ActingPost], Mapping[str, Any]] = lambda _move, _by: {},
) -> None:
    """Let Hypothesis choose posts and moves, and compare what happens with the table after every step.

    Everything is undone at the end. `evidence` gives good evidence for each move that asks for some.
    """
    with entered(posts[0]), transaction.atomic():
        subject, at = make(), START
        for _n in range(data.draw(st.integers(1, LONGEST), label="moves")):
            by = data.draw(st.sampled_from(posts), label="post")
            move = data.draw(st.sampled_from(sorted(flow.moves)), label="move")
            at += timedelta(hours=5)
            given = {"evidence": evidence.get(move, {}), "also": also(move, by)}
            _step(flow, subject, {"move": move, "by": by, "at": at, **given})
            subject.refresh_from_db()
            assert subject.state in reachable(flow)
        transaction.set_rollback(True)


def _step(flow: Flow, subject: Any, wish: dict[str, Any]) -> None:
    move, by = wish["move"], wish["by"]
    expected = move in {each.name for each in flow.possible(subject, by)}
    before = (subject.state, subject.version, steps.of(subject).count())
    due = flow.due_after(flow.moves[move], wish["at"].date(), subject)
    due = wish["also"].get("due", due.day if due else None)
    try:
        flow.take(subject=subject, **wish)
    except MoveRefused:
        assert not expected, f"{move} was offered and refused"
        assert (subject.state, subject.version, steps.of(subject).count()) == before
    else:
        assert expected, f"{move} was made though it was not offered"
        _recorded(flow, subject, move, before[:2], due)


def _recorded(flow: Flow, subject: Any, move: str, before: tuple[str, int], due: date | None) -> None:
    step = steps.of(subject).last()
    assert subject.version == before[1] + 1
    assert (step.move, step.source, step.target) == (move, before[0], flow.moves[move].target)
    assert step.detail.get("due") == (due.isoformat() if due else None)
