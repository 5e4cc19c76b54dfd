"""Carries a merge out: one transaction of set-based statements, refused if the ledger has moved meanwhile."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl
from django.db import IntegrityError, connection
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from mingbai.kit.db.planning import MANY
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import today
from mingbai.registry.actions.importing import merging_changed, merging_new, planning
from mingbai.registry.actions.importing.checking import Plain, Steps, newest_step
from mingbai.registry.actions.importing.staging import copied
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.flow import importing as flow
from mingbai.registry.models import ImportBatch
from mingbai.registry.queries import sounds
from mingbai.registry.states import ImportState

NAMES_TABLE = "CREATE TEMPORARY TABLE import_name (name text, token text) ON COMMIT DROP"
NAMES = """
SELECT DISTINCT name FROM registry_importperson
 WHERE batch_id = %(batch)s AND (verdict = 'new' OR (verdict = 'changed'
     AND (changes ? 'name' OR changes ? 'phone')))
"""
# Households that were there before and that a merge touches.
TOUCHED = """
SELECT household_id FROM registry_importhousehold WHERE batch_id = %(batch)s AND verdict = 'changed'
UNION
SELECT p.household_id FROM registry_importperson p
 WHERE p.batch_id = %(batch)s AND p.verdict IN ('new', 'changed') AND p.household_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM registry_importhousehold h
                    WHERE h.batch_id = p.batch_id AND h.household_id = p.household_id AND h.verdict = 'new')
"""
MOVED = """
SELECT EXISTS (
    SELECT 1 FROM kit_step WHERE id > %(seen)s AND subject_type = 'registry.household'
        AND subject_id = ANY (%(homes)s)
    UNION ALL
    SELECT 1 FROM kit_step s JOIN registry_importperson p ON p.person_id = s.subject_id
     WHERE s.id > %(seen)s AND s.subject_type = 'registry.person' AND p.batch_id = %(batch)s
         AND p.verdict = 'changed')
"""
MEMORY = "SELECT set_config('work_mem', '256MB', true)"
SEALS = "SELECT registry_import_seals(%(batch)s)"
# What follows in the same transaction, or soon, is planned by what the planner knows of the tables.
SETTLE = "SELECT registry_ledger_settle(), registry_tokens_settle()"
WRITING = gettext_noop("Merging: %(stage)s")


class LedgerMoved(Refused):
    """Somebody has changed the same households since the check; the batch is checked again first."""

    code = "ledger_moved"


def carry_out(*, batch: ImportBatch, by: ActingPost, at: datetime, steps: Steps | None = None) -> ImportBatch:
    """Write a batch that is being merged into the ledger, wholly or not at all. Raises LedgerMoved."""
    going = steps or Plain()
    with going.step():
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != ImportState.MERGING:
            return batch
        try:
            with planning.joined(batch):
                _write(batch, going, by=by, at=at)
        except IntegrityError as error:
            raise LedgerMoved(MOVED_ON) from error
        flow.take(
            subject=batch, move="finish_merge", by=by, at=at,
            also={"merged_at": at, "seen_step": newest_step(), "trouble": {}},
        )  # fmt: skip
        # The merge's own step is newer than what was seen before it was taken.
        ImportBatch.objects.filter(pk=batch.pk).update(seen_step=newest_step())
    return batch


MOVED_ON = _("The ledger has changed since this import was checked. Please have it checked again.")


def _write(batch: ImportBatch, going: Steps, *, by: ActingPost, at: datetime) -> None:
    given = parameters(batch, by=by, at=at)
    homes = touched(batch)
    with connection.cursor() as cursor:
        cursor.execute(MEMORY)
        cursor.execute(MOVED, {**given, "seen": batch.seen_step, "homes": homes})
        if cursor.fetchone()[0]:
            raise LedgerMoved(MOVED_ON)
        cursor.execute(SEALS, given)
        _names(batch)
        for stage, statement in merging_new.statements():
            going.progress(0, what=WRITING, stage=stage)
            cursor.execute(statement, given)
        if homes:
            for statement in merging_changed.statements(merging_new.STATEMENTS, merging_new.GROUNDS):
                cursor.execute(statement, given)
            today.refresh(households=homes, at=at)
        elif batch.counts.get("villages_changed"):
            for statement in merging_changed.statements(merging_new.STATEMENTS, merging_new.GROUNDS)[-2:]:
                cursor.execute(statement, given)
        cursor.execute(merging_new.STEPS, given)
        cursor.execute("DROP TABLE import_name")
        if batch.counts.get("persons_new", 0) > MANY:
            cursor.execute(SETTLE)


def parameters(batch: ImportBatch, *, by: ActingPost, at: datetime) -> dict[str, Any]:
    """What the statements are given."""
    return {
        "batch": batch.pk, "as_of": batch.as_of, "at": at, "category": batch.category, "key": str(batch.key),
        "counted_by": batch.uploader, "post": by.post_id, "user": by.user_id, "label": by.label[:120],
        "note": batch.title,
    }  # fmt: skip


def touched(batch: ImportBatch) -> list[int]:
    """The households that were there before and that a batch touches."""
    with connection.cursor() as cursor:
        cursor.execute(TOUCHED, {"batch": batch.pk})
        return [id_ for (id_,) in cursor.fetchall()]


def _names(batch: ImportBatch) -> None:
    """What each distinct name is found by, in a temporary table."""
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"batch": batch.pk})
        names = [name for (name,) in cursor.fetchall()]
    read = sounds.readings(pl.Series(names, dtype=pl.String))
    rows = [(name, token) for name in names for token in set(sounds.tokens(name, read.get(name, ("", None))))]
    frame = pl.DataFrame(rows, schema={"name": pl.String, "token": pl.String}, orient="row")
    copied("import_name", NAMES_TABLE, ("name", "token"), frame)
