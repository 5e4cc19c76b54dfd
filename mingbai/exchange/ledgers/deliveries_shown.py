"""Panels of a delivery's page: what was found, its files, its versions."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from mingbai.exchange import permits
from mingbai.exchange.models import Delivery, DeliveryFile
from mingbai.exchange.queries import calendar, deliveries
from mingbai.exchange.states import DeliveryState as S
from mingbai.exchange.states import Difference
from mingbai.kit.jobs import Job
from mingbai.kit.scope import rows
from mingbai.tables.declaring import shipped

MENDABLE = (S.CHECKED, S.ASKED, S.ACCEPTED)


def purposes(row: Delivery) -> str:
    """What the dataset may be used for, in words."""
    language = get_language() or "zh"
    names = {code for column in shipped().datasets[row.dataset].columns for code in column.purposes}
    return "；".join(words.said(language) for code, words in shipped().purposes.items() if code in names)


def work(row: Delivery, request: HttpRequest) -> dict[str, object] | None:
    """How far the queue is, for the person whose work it is."""
    acting = request.acting
    if row.job_id is None or acting is None:
        return None
    job = rows(Job, acting).filter(pk=row.job_id).first()
    if job is None or job.state == "done":
        return None
    return {"row": job, "file": None, "may_repeat": job.state in ("failed", "cancelled")}


def result(row: Delivery, request: HttpRequest) -> dict[str, Any] | None:
    """How many rows were taken, go back, differ from the version before."""
    if not row.counts:
        return None
    compared = row.counts.get("before") is not None
    mine = permits.sender(request.acting, row)
    return {
        "counts": row.counts,
        "differences": [
            (value, label, row.counts.get(value, 0)) for value, label in Difference.choices if compared
        ],
        "open_review": row.changes is not None and _may_look(row, request),
        "again": mine and row.state in MENDABLE and row.counts.get("open", 0) > 0,
        "replace": mine and row.state in MENDABLE and not row.counts.get("open", 0),
    }


def _may_look(row: Delivery, request: HttpRequest) -> bool:
    entry = calendar.entry(row.dataset)
    if entry is None or not entry.assets:
        return True
    own = permits.units.of_post(request.acting)
    return own is not None and own.pk == row.unit_id


def files(row: Delivery, request: HttpRequest) -> dict[str, Any]:
    """Every file: rows taken, sent back, blank; or why nothing was taken."""
    mine = permits.sender(request.acting, row) and row.counts.get("open", 0) > 0
    return {"files": [_file(file, mine=mine) for file in row.files.order_by("place")]}


def _file(file: DeliveryFile, *, mine: bool) -> dict[str, Any]:
    return {
        "title": file.title, "rows": file.rows, "accepted": file.accepted, "rejected": file.rejected,
        "blank": file.blank, "identical": file.identical, "replaced": file.replaced,
        "refused": deliveries.refusal(file), "strangers": "、".join(file.strangers),
        "passed": "、".join(file.passed), "mends": file.mends, "whole": file.whole,
        "returned": file.place if mine and file.returned else None,
    }  # fmt: skip


def versions(row: Delivery, request: HttpRequest) -> dict[str, Any] | None:
    """The other deliveries of the same dataset, unit and period, newest first."""
    others = rows(Delivery, request.acting).filter(dataset=row.dataset, unit=row.unit_id, period=row.period)
    found = list(others.order_by("-sent_at", "-id")[:20])
    return {"versions": found} if len(found) > 1 else None
