"""What the county's machine does by itself, each minute or hour. It may run and lapse, never decide."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from mingbai.kit import slots
from mingbai.kit.files import store
from mingbai.kit.scope import ActingPost, entered

MACHINE = slots.declare("jobs.machine", "(*, at) -> ActingPost: the machine post, reaching every row.")


@contextmanager
def as_machine(at: datetime) -> Iterator[ActingPost]:
    """Act as the county's machine post, in one transaction."""
    (ask,) = slots.filled(MACHINE)
    acting: ActingPost = ask(at=at)
    with entered(acting, purpose="machine"), transaction.atomic():
        yield acting


def clear_files(*, at: datetime) -> None:
    """Erase files whose time is over, and what interrupted work left on the disk."""
    with as_machine(at):
        store.erase_expired(at=at)
        # The disk's clock, not the ledger's: it compares with the times that the disk gave.
        store.clear_strays(now=time.time())
