"""The timeline of a row: its steps, in the flow's own words."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from mingbai.kit import steps
from mingbai.kit.flow import Flow, Move, State
from mingbai.kit.text import Text


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of evidence as the timeline shows it."""

    title: Text
    value: Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One step."""

    at: datetime
    title: Text
    who: str
    state: State | None
    lines: tuple[Line, ...]
    note: str


def of(row: Any, flow: Flow) -> list[Entry]:
    """The steps of a row, newest first."""
    return [_entry(step, flow) for step in steps.of(row).order_by("-id")]


def _entry(step: Any, flow: Flow) -> Entry:
    move = flow.moves.get(step.move)
    return Entry(
        at=step.happened_at,
        title=move.title if move else _("Begun"),
        who=step.post_label,
        state=flow.states.get(step.target),
        lines=tuple(_lines(step.detail.get("evidence", {}), move)),
        note=step.note,
    )


def _lines(evidence: dict[str, Any], move: Move | None) -> Iterator[Line]:
    asked = {item.name: item for item in move.evidence} if move else {}
    for name, value in evidence.items():
        item = asked.get(name)
        if item is None:
            yield Line(name, value)
        else:
            yield Line(item.title, dict(item.choices).get(value, value))
