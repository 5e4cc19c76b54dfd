"""What long work goes in, whether the queue runs it or somebody calls it straight."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Protocol

from django.db import transaction


class Steps(Protocol):
    """Pieces that happen wholly or not at all, and word of how far it is; ``kit.jobs.run.Run`` is one."""

    def step(self) -> AbstractContextManager[None]:
        """One piece of work."""

    def progress(self, done: int, total: int | None = None, what: str = "", **values: Any) -> None:
        """How many rows are done."""


class Plain:
    """Steps for who calls without a queue: each commits unless the caller has a transaction open."""

    @contextmanager
    def step(self) -> Iterator[None]:
        with transaction.atomic():
            yield

    def progress(self, done: int, total: int | None = None, what: str = "", **values: Any) -> None:
        """Nobody listens."""
