"""Panels of an import's page: what it brings, its files."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mingbai.registry import permits
from mingbai.registry.models import ImportBatch, ImportFile
from mingbai.registry.queries import imports
from mingbai.registry.states import ImportState

CHECKED = (
    ImportState.CHECKED,
    ImportState.ASKED,
    ImportState.MERGING,
    ImportState.MERGED,
    ImportState.UNDOING,
)


def result(row: ImportBatch, request: HttpRequest) -> dict[str, Any] | None:
    """Persons, households and villages: new, changed, unchanged; what goes back; what the files lack."""
    if row.state not in (*CHECKED, ImportState.UNDONE):
        return None
    words = {"persons": _("Persons"), "households": _("Households"), "villages": _("Villages")}
    lines = [
        {
            "kind": kind,
            "title": title,
            **{v: row.counts.get(f"{kind}_{v}", 0) for v in ("new", "changed", "same")},
        }
        for kind, title in words.items()
    ]
    return {
        "lines": [line for line in lines if line["new"] or line["changed"] or line["same"]],
        "again": permits.uploader(request.acting, row)
        and row.state in (ImportState.CHECKED, ImportState.ASKED, ImportState.MERGED),
    }


def files(row: ImportBatch, request: HttpRequest) -> dict[str, Any]:
    """Every file: rows taken, sent back, blank; or why nothing was taken."""
    mine = permits.uploader(request.acting, row)
    return {"files": [_file(file, mine=mine) for file in row.files.order_by("place")]}


def _file(file: ImportFile, *, mine: bool) -> dict[str, Any]:
    return {
        "title": file.title, "dataset": imports.dataset_name(file.dataset), "rows": file.rows,
        "accepted": file.accepted - file.late, "rejected": file.rejected + file.late, "blank": file.blank,
        "refused": imports.refusal(file), "strangers": "、".join(file.strangers), "mends": file.mends,
        "returned": file.place if mine and file.returned else None,
    }  # fmt: skip
