"""The verbs of an import's flow, as its desk calls them; long work is asked for and done by the queue."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext_noop

from mingbai.kit.jobs import asking
from mingbai.kit.jobs.events import JobEnded
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries.machine import machine
from mingbai.registry.actions.importing.merging import carry_out
from mingbai.registry.actions.importing.undoing import BuiltUpon, built_upon, take_back
from mingbai.registry.flow import importing as flow
from mingbai.registry.models import ImportBatch
from mingbai.registry.states import ImportState

CHECK, MERGE, UNDO = "registry.imports.check", "registry.imports.merge", "registry.imports.undo"
# What the owner of a job reads when it was refused, by the refusal's code.
SAYINGS = {
    "ledger_moved": gettext_noop(
        "The ledger has changed since this import was checked. Please have it checked again."
    ),
    "built_upon": gettext_noop("Something builds on this merge. It cannot be undone."),
    "refused": gettext_noop("Another part of the ledger builds on this merge. It cannot be undone."),
}
CLEAR = (
    "DELETE FROM registry_importseal WHERE batch_id = %s",
    "DELETE FROM registry_importperson WHERE batch_id = %s",
    "DELETE FROM registry_importhousehold WHERE batch_id = %s",
    "DELETE FROM registry_importvillage WHERE batch_id = %s",
)


@transaction.atomic
def ask_for_check(*, batch: ImportBatch, by: ActingPost, at: datetime) -> None:
    """Put the check into the queue."""
    job = asking.defer(CHECK, by=by, at=at, purpose=batch.title, batch=batch.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(job_id=job.pk)


@transaction.atomic
def recheck(*, batch: ImportBatch, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Compare the batch with the ledger as it is now. Raises MoveRefused."""
    flow.take(subject=batch, move="recheck", by=by, at=at, version=version)
    ask_for_check(batch=batch, by=by, at=at)


def ask(*, batch: ImportBatch, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The uploader asks for the merge. Raises MoveRefused."""
    flow.take(subject=batch, move="ask", by=by, at=at, version=version)


def send_back(
    *, batch: ImportBatch, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The other post will not merge it so. Raises MoveRefused."""
    flow.take(subject=batch, move="send_back", by=by, at=at, version=version, evidence={"reason": reason})


@transaction.atomic
def merge(*, batch: ImportBatch, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Another person's post has the batch merged, by the queue. Raises MoveRefused."""
    begin_merge(batch=batch, by=by, at=at, version=version)
    job = asking.defer(MERGE, by=by, at=at, purpose=batch.title, batch=batch.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(job_id=job.pk)


@transaction.atomic
def merge_now(*, batch: ImportBatch, by: ActingPost, at: datetime) -> ImportBatch:
    """The same at once, for who has no queue. Raises MoveRefused, LedgerMoved."""
    begin_merge(batch=batch, by=by, at=at)
    return carry_out(batch=batch, by=by, at=at)


def begin_merge(*, batch: ImportBatch, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Say who has it merged; ``carry_out`` does it. Raises MoveRefused."""
    also = {"merger_id": by.user_id, "merger": by.label}
    flow.take(subject=batch, move="merge", by=by, at=at, version=version, also=also)


@transaction.atomic
def withdraw(*, batch: ImportBatch, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The uploader takes it back; what waited to be merged is forgotten. Raises MoveRefused."""
    flow.take(subject=batch, move="withdraw", by=by, at=at, version=version)
    with connection.cursor() as cursor:
        for statement in CLEAR:
            cursor.execute(statement, [batch.pk])


@transaction.atomic
def undo(
    *, batch: ImportBatch, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Another person's post has the merge undone, by the queue. Raises MoveRefused, BuiltUpon."""
    _begin_undo(batch, reason, by, at, version)
    job = asking.defer(UNDO, by=by, at=at, purpose=reason, batch=batch.pk)
    ImportBatch.objects.filter(pk=batch.pk).update(job_id=job.pk)


@transaction.atomic
def undo_now(*, batch: ImportBatch, reason: str, by: ActingPost, at: datetime) -> ImportBatch:
    """The same at once. Raises MoveRefused, BuiltUpon."""
    _begin_undo(batch, reason, by, at, None)
    return take_back(batch=batch, by=by, at=at)


def _begin_undo(batch: ImportBatch, reason: str, by: ActingPost, at: datetime, version: int | None) -> None:
    flow.check(subject=batch, move="undo", by=by, version=version)
    if later := built_upon(batch):
        raise BuiltUpon(later)
    flow.take(subject=batch, move="undo", by=by, at=at, version=version, evidence={"reason": reason})


def give_up(ended: JobEnded) -> None:
    """Heard of every job that is over: a merge that broke off leaves the batch checked, an undoing merged."""
    moves = {MERGE: (ImportState.MERGING, "fail_merge"), UNDO: (ImportState.UNDOING, "fail_undo")}
    if ended.name not in moves or ended.state == "done":
        return
    state, move = moves[ended.name]
    by = machine()
    with entered(by):
        for batch in ImportBatch.objects.filter(job_id=ended.job_id, state=state):
            flow.take(subject=batch, move=move, by=by, at=ended.at)
