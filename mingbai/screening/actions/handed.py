"""Doubts handed down from above become findings when they are sent, and their answers go back to the list."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import F

from mingbai.exchange.actions.handed import note_answer
from mingbai.exchange.events import HandedPostponed, HandedReopened, HandedSent, HandedUrged
from mingbai.exchange.models import HandedRow
from mingbai.kit import scope, steps
from mingbai.kit.scope import ActingPost
from mingbai.screening.flow import finding as flow
from mingbai.screening.models import Finding
from mingbai.screening.queries import rules
from mingbai.screening.states import FindingKind, FindingSource, FindingState, Verdict

BATCH = 1_000
ANSWERED = (FindingState.TRUE, FindingState.FALSE, FindingState.TAKEN_UP, FindingState.CLOSED)


def receive(event: HandedSent) -> None:
    """Make a finding of every row that was sent, already with those who answer it; twice makes one."""
    by = scope.require()
    known = Finding.objects.filter(handed_row__in=event.rows).values("handed_row")
    rows = HandedRow.objects.filter(pk__in=event.rows).exclude(pk__in=known).select_related("household")
    words = rules.section("sight")["restricted_words"]
    made = Finding.objects.bulk_create(
        (_made(row, words, by, event.at) for row in rows.order_by("pk").iterator(chunk_size=BATCH)),
        batch_size=BATCH,
    )
    steps.record_all(
        subjects=made, move="send", source=FindingState.NEW, target=FindingState.SENT, by=by, at=event.at
    )


def _made(row: HandedRow, words: Iterable[str], by: ActingPost, at: datetime) -> Finding:
    home = row.household
    return Finding(
        area_code=row.area_code, source=FindingSource.HANDED, kind=FindingKind.HANDED,
        rule=f"H{row.handed_list_id}", subject_kind="person" if row.person_id else "household",
        subject_no=str(row.key), household=home, person_id=row.person_id, name=row.name,
        head_name=home.head_name if home else "", title=row.title, title_en=row.title, reason=row.doubt,
        reason_en=row.doubt, line=row.line, restricted=any(word in row.doubt for word in words),
        handed_row=row.pk, found_at=at, state=FindingState.SENT, due=row.due, sent_at=at,
        sent_by=by.label[:120],
    )  # fmt: skip


def urged(event: HandedUrged) -> None:
    """Whoever has not answered finds it marked."""
    open_ones = Finding.objects.filter(handed_row__in=event.rows, state=FindingState.SENT)
    found = list(open_ones.only("id", "area_code"))
    open_ones.update(urged_at=event.at, urged=F("urged") + 1, version=F("version") + 1)
    steps.record_all(
        subjects=found, move="urge", source=FindingState.SENT, target=FindingState.SENT,
        by=scope.require(), at=event.at,
    )  # fmt: skip


def postponed(event: HandedPostponed) -> None:
    """The list may be answered later."""
    open_ones = Finding.objects.filter(handed_row__in=event.rows, state=FindingState.SENT)
    open_ones.update(due=event.due, version=F("version") + 1)


def reopened(event: HandedReopened) -> None:
    """Answers that the county sent back are to be given again; what was said stays in their history."""
    by = scope.require()
    dues = dict(HandedRow.objects.filter(pk__in=event.rows).values_list("pk", "due"))
    for finding in Finding.objects.filter(handed_row__in=event.rows, state__in=ANSWERED):
        also: dict[str, Any] = {"verdict": "", "sent_at": event.at, "sent_by": by.label[:120]}
        if finding.handed_row in dues:
            also["due"] = dues[finding.handed_row]
        evidence = {"reason": event.reason}
        flow.take(subject=finding, move="reopen", by=by, at=event.at, evidence=evidence, also=also)


def give_back(*, finding: Finding, verdict: Verdict, said: str, by: ActingPost, at: datetime) -> None:
    """Tell the list what was answered; nothing for findings of our own."""
    if finding.handed_row is None:
        return
    kept = finding.answer if verdict != Verdict.UNREACHED else {}
    files = [*kept.get("photos", ()), *filter(None, [kept.get("voice")])]
    name = by.label.partition(" · ")[0]
    note_answer(
        row=finding.handed_row, verdict=verdict, text=said, files=files, answered_by=name, by=by, at=at
    )
