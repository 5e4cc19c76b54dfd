"""Data leaving the program. Each move of the flow has its verb here."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingbai.kit.jobs import asking
from mingbai.kit.jobs.events import JobEnded
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.actions.refusal import NotAllowed, Refused
from mingbai.org.flow import export as flow
from mingbai.org.models import ExportRequest
from mingbai.org.queries.exports import layout
from mingbai.org.queries.machine import machine
from mingbai.org.states import ExportState, FileKind

SHORTEST_REASON = 4
MAKING = "org.exports.make"


class MayNotExport(NotAllowed):
    """Posts of this kind take nothing out of the program."""


class BadExport(Refused):
    """No reason, no such purpose, nothing to export, or more rows than may ever leave at once."""

    code = "bad_export"


class NoLonger(Refused):
    """The file was fetched as often as the pack allows, or is gone."""

    code = "no_longer"


@transaction.atomic
def ask(
    *,
    ledger: str,
    filters: Mapping[str, str],
    rows: int,
    purpose: str,
    reason: str,
    by: ActingPost,
    at: datetime,
    kind: str = FileKind.XLSX,
    language: str = "zh-hans",
    identities: bool = False,
) -> ExportRequest:
    """Ask for the rows of a ledger under its filters. A small one is made at once, others wait for approval.

    `ledger` names a list or a layout of it; `kind` is one of FileKind; titles and words are written in
    `language`. `identities` (of layouts only) opens every number. Raises MayNotExport, BadExport.
    """
    if "export" not in by.abilities:
        raise MayNotExport(gettext_lazy("Posts of this kind take no lists out of the program."))
    rules = installed().section("exports")
    _check_why(purpose, reason, rules)
    _check_form(ledger, kind, identities, by)
    _check_size(rows, kind, identities, rules)
    always = identities and rules["identities"]["approval_always"]
    export = ExportRequest.objects.create(  # type: ignore[misc] # who may export has a user and a post
        user_id=by.user_id,
        post_id=by.post_id,
        asker=by.label,
        area_code=by.area_code,
        ledger=ledger,
        filters=dict(filters),
        kind=kind,
        language=language,
        rows=rows,
        purpose=purpose,
        reason=reason.strip(),
        identities=identities,
        needs_approval=always or rows > rules["rows"]["approval_above"],
        asked_at=at,
    )
    flow.begin(subject=export, by=by, at=at, note=export.reason)
    if not export.needs_approval:
        make(export=export, by=machine(), at=at)
    return export


def _check_why(purpose: str, reason: str, rules: Mapping[str, Any]) -> None:
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadExport(_("Please say what the list is for."))
    if purpose not in rules["purposes"]:
        raise BadExport(_("Please choose a purpose."))


def _check_form(ledger: str, kind: str, identities: bool, by: ActingPost) -> None:
    """Numbers stand in layouts alone, and those leave as workbooks: in a CSV a spreadsheet cuts digits."""
    prescribed = layout(ledger) is not None
    if prescribed and kind != FileKind.XLSX:
        raise BadExport(_("A national layout leaves as a workbook. Please choose the workbook."))
    if identities and not prescribed:
        raise BadExport(_("Only the national layouts carry numbers. Choose one of them, or take no numbers."))
    if identities and "reveal" not in by.abilities:
        raise MayNotExport(gettext_lazy("Posts of this kind open no sealed numbers."))


def _check_size(rows: int, kind: str, identities: bool, rules: Mapping[str, Any]) -> None:
    if rows == 0:
        raise BadExport(_("The list is empty: there is nothing to export."))
    most = rules["identities"]["most_rows"] if identities else rules["rows"]["most"]
    if rows > most:
        raise BadExport(
            _("At most %(n)s rows leave at once. Narrow the list with its filters.") % {"n": most}
        )
    on_paper = rules["pdf"]["most_rows"]
    if kind == FileKind.PDF and rows > on_paper:
        raise BadExport(
            _("A PDF holds at most %(n)s rows. Take the workbook, or narrow the list with its filters.")
            % {"n": on_paper}
        )


@transaction.atomic
def approve(*, export: ExportRequest, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Another person's post approves; the list is then made. Raises MoveRefused."""
    decided = {"decided_by": by.label, "decided_at": at}
    flow.take(subject=export, move="approve", by=by, at=at, version=version, also=decided)
    make(export=export, by=machine(), at=at)


def refuse(
    *, export: ExportRequest, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Another person's post refuses with a reason. Raises MoveRefused."""
    decided = {"decided_by": by.label, "decided_at": at}
    evidence = {"reason": reason}
    flow.take(subject=export, move="refuse", by=by, at=at, version=version, evidence=evidence, also=decided)


def withdraw(*, export: ExportRequest, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The asker takes it back. Raises MoveRefused."""
    flow.take(subject=export, move="withdraw", by=by, at=at, version=version)


@transaction.atomic
def make(*, export: ExportRequest, by: ActingPost, at: datetime) -> None:
    """The machine puts the making into the queue, on behalf of the asker's post. Raises MoveRefused."""
    job = asking.defer(
        MAKING, by=_on_behalf(export), at=at, purpose=export.reason, request_id=export.key,
        export=str(export.key),
    )  # fmt: skip
    flow.take(subject=export, move="begin_making", by=by, at=at, also={"job_id": job.pk})


def _on_behalf(export: ExportRequest) -> ActingPost:
    """The asker's post as the queue needs it; what it reaches is found anew when the job runs."""
    return ActingPost(
        post_id=export.post_id,
        user_id=export.user_id,
        kind="",
        label=export.asker,
        area_code=export.area_code,
    )


def finish(*, export: ExportRequest, file_id: str, by: ActingPost, at: datetime) -> None:
    """The machine notes that the file is there, and until when. Raises MoveRefused."""
    kept = {"file_id": file_id, "expires_at": kept_until(at)}
    flow.take(subject=export, move="finish", by=by, at=at, also=kept)


def kept_until(at: datetime) -> datetime:
    """Until when a file made now is kept (``exports.file.expires_hours``)."""
    return at + timedelta(hours=installed().get("exports.file.expires_hours"))


def fail(*, export: ExportRequest, by: ActingPost, at: datetime) -> None:
    """The machine notes that making failed. Raises MoveRefused."""
    flow.take(subject=export, move="fail", by=by, at=at)


def give_up(ended: JobEnded) -> None:
    """Heard of every job that is over: an export whose making failed or was called off has failed."""
    if ended.name != MAKING or ended.state == "done":
        return
    by = machine()
    with entered(by):
        for export in ExportRequest.objects.filter(job_id=ended.job_id, state=ExportState.MAKING):
            fail(export=export, by=by, at=ended.at)


def fetch(*, export: ExportRequest, by: ActingPost, at: datetime) -> None:
    """The asker takes the file. Raises MoveRefused, NoLonger."""
    flow.check(subject=export, move="fetch", by=by)
    over = export.expires_at is None or export.expires_at <= at
    if over or export.downloads >= installed().get("exports.file.most_downloads"):
        raise NoLonger(gettext_lazy("This file can no longer be fetched. Please ask for the list again."))
    flow.take(subject=export, move="fetch", by=by, at=at, also={"downloads": export.downloads + 1})


def expire(*, export: ExportRequest, by: ActingPost, at: datetime) -> None:
    """The machine closes an export whose time is over. Raises MoveRefused."""
    flow.take(subject=export, move="expire", by=by, at=at)


@transaction.atomic
def tick(*, by: ActingPost, at: datetime) -> int:
    """The machine's round: close exports whose time is over; returns how many."""
    over = ExportRequest.objects.filter(
        state__in=[ExportState.READY, ExportState.FETCHED], expires_at__lte=at
    )
    found = list(over)
    for export in found:
        expire(export=export, by=by, at=at)
    return len(found)
