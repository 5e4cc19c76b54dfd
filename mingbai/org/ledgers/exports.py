"""Exports: what was asked to leave the program, who allowed it, whether it was fetched."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Choice, Column, Days, Filter, Ledger, Moving, Panel
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.actions import exports as actions
from mingbai.org.flow import export as flow
from mingbai.org.models import ExportRequest
from mingbai.org.queries.exports import exportable, number_of, pk_of, visible
from mingbai.org.states import ExportState


@dataclass(frozen=True, slots=True)
class MarkNumber(Filter):
    """The number that stands on a file or a paper that was found somewhere."""

    def condition(self, value: str, acting: ActingPost) -> Q:
        pk = pk_of(value)
        if pk is None:
            raise self.wrong(value)
        return Q(pk=pk)


def _file(row: ExportRequest, request: HttpRequest) -> dict[str, object] | None:
    """The file's panel, for the asker while it can be fetched."""
    own = request.acting is not None and row.user_id == request.acting.user_id
    if not own or row.state not in {ExportState.READY, ExportState.FETCHED}:
        return None
    return {"left": installed().get("exports.file.most_downloads") - row.downloads}


def _purpose(row: ExportRequest) -> str:
    purposes = installed().get("exports.purposes")
    return str(purposes[row.purpose]["name"]) if row.purpose in purposes else row.purpose


exports = Ledger(
    name="org:exports",
    title=_("Exports"),
    intro=_("Every list that leaves the program: who asked, what for, who allowed it."),
    model=ExportRequest,
    order="-asked_at",
    rows_of=visible,
    heading=lambda row: f"{title_of(row.ledger)} · {row.asker}",
    columns=[
        Column("asker", _("Asked by")),
        Column("number", _("Number on the mark"), number_of),
        Column("ledger", _("Ledger"), lambda row: title_of(row.ledger)),
        Column("rows", _("Rows"), kind="number"),
        Column("purpose", _("Purpose"), _purpose),
        Column("asked_at", _("Asked"), kind="minute", sort="asked_at"),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", spare=True),
    ],
    facts=[
        Column("kind", _("File"), kind="choice"),
        Column("identities", _("With full identities"), lambda row: _("yes") if row.identities else _("no")),
        Column("reason", _("Reason")),
        Column("decided_by", _("Decided by")),
        Column("expires_at", _("Kept until"), kind="minute"),
        Column("downloads", _("Fetched"), kind="number"),
    ],
    filters=[
        MarkNumber("number", _("Number on the mark")),
        Choice("state", _("State"), choices=ExportState.choices),
        Days("asked", _("Asked from"), "asked_at", times=True),
    ],
    panels=[Panel("file", _("File"), "org/panels/export_file.html", _file)],
    moving=Moving(
        flow=flow,
        subject="export",
        verbs={"approve": actions.approve, "refuse": actions.refuse, "withdraw": actions.withdraw},
        bulk=("approve",),
    ),
    empty=(_("No exports"), _("A list is exported from its own page, with a reason.")),
)


def title_of(name: str) -> str:
    """A ledger's title by its name; the name itself if there is no such ledger any more."""
    found = exportable(name)
    return str(found.title) if found else name
