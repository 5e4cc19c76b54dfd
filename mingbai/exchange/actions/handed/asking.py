"""What a page asks for: short lists are done at once, long ones by the queue, with the same verbs."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingbai.exchange.actions.handed import reading, returning, sending
from mingbai.exchange.flow.handed import handed as flow
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.states import HandedRowState
from mingbai.kit.files import store
from mingbai.kit.files.types import MEGABYTE
from mingbai.kit.jobs import asking
from mingbai.kit.scope import ActingPost

READ, SPLIT = "exchange.handed.read", "exchange.handed.split"
SEND, GIVE_BACK = "exchange.handed.send", "exchange.handed.give_back"
AT_ONCE = 2_000  # rows; more take longer than a person should look at a page that does not answer
LARGEST_AT_ONCE = 2 * MEGABYTE


@transaction.atomic
def begin(*, handed: HandedList, by: ActingPost, at: datetime) -> None:
    """Read a list that was received, and split it too if nothing needs to be asked.

    Raises FileRefused, BadList of a file that is read at once.
    """
    kept = store.kept(str(handed.stored))
    if kept is not None and kept.size > LARGEST_AT_ONCE:
        _defer(READ, handed, by, at)
        return
    reading.read(handed=handed, by=by, at=at)
    if reading.known(handed):
        split(handed=handed, by=by, at=at)


@transaction.atomic
def split(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Split, or have it split. Raises MoveRefused, FileRefused."""
    flow.check(subject=handed, move="split", by=by, version=version)
    if handed.rows_in > AT_ONCE:
        _defer(SPLIT, handed, by, at)
    else:
        reading.split(handed=handed, by=by, at=at)


@transaction.atomic
def send(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Send, or have it sent. Raises MoveRefused, BadList."""
    flow.check(subject=handed, move="send", by=by, version=version)
    ready = HandedRow.objects.filter(handed_list=handed, state=HandedRowState.READY)
    if ready.count() > AT_ONCE:
        _defer(SEND, handed, by, at)
    else:
        sending.send(handed=handed, by=by, at=at)


@transaction.atomic
def give_back(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Make the feedback file, or have it made. Raises MoveRefused, BadList."""
    flow.check(subject=handed, move="give_back", by=by, version=version)
    if handed.rows_in > AT_ONCE:
        _defer(GIVE_BACK, handed, by, at)
    else:
        returning.give_back(handed=handed, by=by, at=at)


@transaction.atomic
def withdraw(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Take a list back before it is sent; its rows are forgotten. Raises MoveRefused."""
    flow.take(subject=handed, move="withdraw", by=by, at=at, version=version)
    HandedRow.objects.filter(handed_list=handed).delete()


def correct_columns(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Open the columns again before anything is sent. Raises MoveRefused."""
    flow.take(subject=handed, move="correct_columns", by=by, at=at, version=version)


def _defer(name: str, handed: HandedList, by: ActingPost, at: datetime) -> None:
    job = asking.defer(name, by=by, at=at, purpose=handed.title, handed=handed.pk)
    HandedList.objects.filter(pk=handed.pk).update(job_id=job.pk)
    handed.job_id = job.pk
