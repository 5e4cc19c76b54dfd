"""Of benefits that exclude each other, which one is due: shared by findings and by the count of standings."""

from __future__ import annotations

from mingbai.rulebook import stacking
from mingbai.rulebook.running import Run


def alias(stack: str) -> str:
    """The name of a group's relation beside the subjects."""
    return f"s_{stack}"


def chosen(run: Run, stack: str) -> str:
    """Which benefit of the group each one is due: nobody is due two of a group for one period.

    Where another of the group is being received, none is due; where unknown amounts leave it open, the first
    in the book stands for all of them, and the reason says so.
    """
    return (
        f"SELECT who, number, kept IS NULL AS left_open FROM ({stacking.relation(run, stack)}) r"  # noqa: S608
        " WHERE NOT got AND coalesce(kept, turn = 1)"
    )
