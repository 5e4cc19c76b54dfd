"""What the queue does for imports: checks, merges, undoings."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs import JobFailed, job
from mingbai.kit.jobs.run import Run
from mingbai.kit.refusal import Refused
from mingbai.registry.actions import importing
from mingbai.registry.models import ImportBatch

LONGEST = 900  # seconds that one statement of a merge may take: a whole county at once


@job(importing.CHECK, title=_("Check of an import"), statement_seconds=LONGEST)
def check(run: Run, *, batch: int) -> dict[str, Any]:
    """Read, stage and compare; goes on where a killed attempt ended."""
    with run.step():
        found = ImportBatch.objects.get(pk=batch)
    done = importing.check(batch=found, by=run.acting, at=run.at, steps=run)
    return {"rows": done.counts.get("rows", 0)}


@job(importing.MERGE, title=_("Merge of an import"), statement_seconds=LONGEST)
def merge(run: Run, *, batch: int) -> dict[str, Any]:
    """Merge in one transaction; nothing for a batch that is merged already."""
    with run.step():
        found = ImportBatch.objects.get(pk=batch)
    try:
        importing.carry_out(batch=found, by=run.acting, at=run.at, steps=run)
    except Refused as refused:
        raise JobFailed(importing.SAYINGS[refused.code]) from refused
    return {}


@job(importing.UNDO, title=_("Undoing of an import"), statement_seconds=LONGEST)
def undo(run: Run, *, batch: int) -> dict[str, Any]:
    """Undo in one transaction; nothing for a batch that is undone already."""
    with run.step():
        found = ImportBatch.objects.get(pk=batch)
    try:
        importing.take_back(batch=found, by=run.acting, at=run.at, steps=run)
    except Refused as refused:
        raise JobFailed(importing.SAYINGS[refused.code]) from refused
    return {}
