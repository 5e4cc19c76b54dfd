"""Sending a list's rows to their villages at once, urging the late, setting another day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.events import HandedPostponed, HandedSent, HandedUrged
from mingbai.exchange.flow.handed import handed as flow
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.exchange.states import HandedRowState
from mingbai.kit import steps
from mingbai.kit.events import emit
from mingbai.kit.scope import ActingPost


@transaction.atomic
def send(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> int:
    """Send every matched row to its village; returns how many. Raises MoveRefused, BadList."""
    return _send(handed, "send", by, at, version)


@transaction.atomic
def send_rest(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> int:
    """Send what was matched since. Raises MoveRefused, BadList if there is nothing."""
    return _send(handed, "send_rest", by, at, version)


def _send(handed: HandedList, move: str, by: ActingPost, at: datetime, version: int | None) -> int:
    flow.take(
        subject=handed,
        move=move,
        by=by,
        at=at,
        version=version,
        also={"sent_at": at, "sent_by": by.label[:200]},
    )
    ready = HandedRow.objects.filter(handed_list=handed, state=HandedRowState.READY).exclude(matched="")
    rows = list(ready.select_for_update(of=("self",)).only("pk", "area_code").order_by("pk"))
    if not rows:
        raise BadList(_("No row is ready to be sent: match what lies aside first."))
    ready_, sent = HandedRowState.READY, HandedRowState.SENT
    steps.record_all(subjects=rows, move="send", source=ready_, target=sent, by=by, at=at)
    HandedRow.objects.filter(pk__in=[row.pk for row in rows]).update(
        state=HandedRowState.SENT, sent_at=at, due=handed.due, version=F("version") + 1
    )
    emit(HandedSent(handed_list=handed.pk, rows=tuple(row.pk for row in rows), at=at))
    return len(rows)


@transaction.atomic
def urge(*, handed: HandedList, by: ActingPost, at: datetime, version: int | None = None) -> int:
    """Mark every unanswered row as urged; returns how many. Raises MoveRefused, BadList."""
    flow.take(
        subject=handed, move="urge", by=by, at=at, version=version,
        also={"urged_at": at, "urged": handed.urged + 1},
    )  # fmt: skip
    late = HandedRow.objects.filter(handed_list=handed, state=HandedRowState.SENT)
    rows = list(late.only("pk", "area_code").order_by("pk"))
    if not rows:
        raise BadList(_("Every row that was sent is answered: nobody is late."))
    sent = HandedRowState.SENT
    steps.record_all(subjects=rows, move="urge", source=sent, target=sent, by=by, at=at)
    late.update(urged_at=at)
    emit(HandedUrged(handed_list=handed.pk, rows=tuple(row.pk for row in rows), at=at))
    return len(rows)


@transaction.atomic
def postpone(
    *, handed: HandedList, due: str | date, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Give the villages until another day. Raises MoveRefused, BadList for a day gone by."""
    day = due if isinstance(due, date) else date.fromisoformat(due)
    if day < at.date():
        raise BadList(_("This day has gone by already."))
    flow.take(
        subject=handed, move="postpone", by=by, at=at, version=version, evidence={"due": day.isoformat()},
        also={"due": day},
    )  # fmt: skip
    open_rows = HandedRow.objects.filter(handed_list=handed, state=HandedRowState.SENT)
    ids = tuple(open_rows.values_list("pk", flat=True))
    open_rows.update(due=day)
    emit(HandedPostponed(rows=ids, due=day, at=at))
