"""我的待办: what a post must do now, from every room."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from mingbai.kit import slots
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text

SHOWN_FIRST = 7
FAR = date.max


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do, with one clear next step: ``action`` are the words on the button to ``url``."""

    title: Text
    detail: Text
    due: date | None
    url: str
    action: Text


Source = Callable[[ActingPost, datetime], Sequence[Task]]
TASKS = slots.declare("today.tasks", "(acting, at) -> list[org.queries.today.Task]")


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """Everything that waits for a post, nearest deadline first."""
    found = [task for source in slots.filled(TASKS) for task in source(acting, at)]
    return sorted(found, key=lambda task: task.due or FAR)
