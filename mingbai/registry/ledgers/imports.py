"""The import desk: every batch, where it stands, what it would change."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import all_of
from mingbai.kit.jobs import Job
from mingbai.kit.ledger import Choice, Column, Days, Ledger, Moving, Panel, by_slot
from mingbai.kit.scope import rows
from mingbai.kit.text import Text
from mingbai.registry import permits
from mingbai.registry.actions import importing as actions
from mingbai.registry.flow import importing as flow
from mingbai.registry.ledgers import imports_shown as panels
from mingbai.registry.models import ImportBatch
from mingbai.registry.queries import imports as queries
from mingbai.registry.states import ImportState


def _counted(name: str) -> Any:
    return lambda row: row.counts.get(name)


def _to_merge(row: ImportBatch) -> int:
    return queries.to_merge(row.counts)


def _links(request: HttpRequest) -> list[tuple[str, Text]]:
    acting = request.acting
    may = acting is not None and permits.may_receive(acting)
    return [(reverse("registry:import_send"), _("Send files"))] if may else []


def _work(row: ImportBatch, request: HttpRequest) -> dict[str, object] | None:
    """How far the queue is, for the person whose work it is."""
    acting = request.acting
    if row.job_id is None or acting is None:
        return None
    job = rows(Job, acting).filter(pk=row.job_id).first()
    if job is None or job.state == "done":
        return None
    return {"row": job, "file": None, "may_repeat": job.state in ("failed", "cancelled")}


imports = Ledger(
    name="registry:imports",
    title=_("Imports"),
    intro=_("The national layouts and our own come in here: sent by one person, merged by another."),
    model=ImportBatch,
    order="-uploaded_at",
    who=permits.sees_imports,
    heading=lambda row: row.title,
    columns=[
        Column("title", _("What")),
        Column("state", _("State"), kind="state"),
        Column("as_of", _("As it stood on"), kind="day"),
        Column("rows", _("Rows"), _counted("rows"), kind="number", spare=True),
        Column("merge", _("To merge"), _to_merge, kind="number", spare=True),
        Column("rejected", _("Sent back"), _counted("rejected"), kind="number"),
        Column("uploader", _("Sent by"), spare=True),
        Column("uploaded_at", _("Sent"), kind="minute", sort="uploaded_at"),
    ],
    facts=[
        Column("category", _("New registered households are"), kind="choice"),
        Column("merger", _("Merged by")),
        Column("merged_at", _("Merged"), kind="minute"),
    ],
    filters=[
        Choice("state", _("State"), choices=ImportState.choices),
        Days("sent", _("Sent from"), "uploaded_at", times=True),
    ],
    panels=[
        Panel("work", _("How far it is"), "kit/jobs/progress.html", _work),
        Panel("result", _("What it brings"), "registry/panels/import_result.html", panels.result),
        Panel("files", _("Files"), "registry/panels/import_files.html", panels.files),
    ],
    moving=Moving(
        flow=flow,
        subject="batch",
        verbs={
            "recheck": actions.recheck,
            "ask": actions.ask,
            "send_back": actions.send_back,
            "merge": actions.merge,
            "withdraw": actions.withdraw,
            "undo": actions.undo,
        },
    ),
    links=_links,
    empty=(_("No imports"), _("Files that are sent appear here, with what they would change.")),
    export=by_slot,
    may_export=all_of(permits.sees_imports, permits.takes_out),
)
