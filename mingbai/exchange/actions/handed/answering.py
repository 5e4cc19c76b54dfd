"""Answers: noted as verifiers give them, held against the ledger, let stand or asked for again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from mingbai.exchange.events import HandedReopened
from mingbai.exchange.flow.handed import handed_row as flow
from mingbai.exchange.models import HandedRow
from mingbai.exchange.queries import handed_claims
from mingbai.exchange.states import HandedVerdict
from mingbai.kit.events import emit
from mingbai.kit.scope import ActingPost

LONGEST = 2_000


@transaction.atomic
def note_answer(
    *,
    row: int,
    verdict: str,
    text: str,
    files: Sequence[str],
    answered_by: str,
    by: ActingPost,
    at: datetime,
) -> HandedRow:
    """What a verifier found. ``row`` is the id of the HandedRow, ``verdict`` true, false or unreached,
    ``files`` codes of stored files that prove it, ``answered_by`` the person as papers name them.

    Given again, it replaces what stood; the steps keep both. Nobody reached leaves the row open and counts.
    An answer against the ledger is held for the county to look at. Raises MoveRefused.
    """
    found: HandedRow = HandedRow.objects.select_for_update(of=("self",)).get(pk=row)
    if HandedVerdict(verdict) == HandedVerdict.UNREACHED:
        flow.take(subject=found, move="miss", by=by, at=at, note=text, also={"tried": found.tried + 1})
        return found
    against = against_ledger(found, verdict, text)
    also = {
        "verdict": verdict, "answer": text[:LONGEST], "files": [str(code) for code in files],
        "answered_at": at, "answered_by": answered_by[:120], "answered_user": by.user_id,
        "contradicts": against, "stands_why": "",
    }  # fmt: skip
    flow.take(
        subject=found, move="answer_doubtful" if against else "answer", by=by, at=at, note=text, also=also
    )
    return found


def against_ledger(row: HandedRow, verdict: str, text: str) -> list[dict[str, Any]]:
    """On which facts of the ledger such an answer would stand against it; empty for none."""
    said = handed_claims.claimed(doubt=row.doubt, verdict=verdict, answer=text)
    if not said or not (row.person_id or row.household_id):
        return []
    pair = (row.person_id, row.household_id)
    return handed_claims.contradictions(said, handed_claims.subjects([pair])[pair])


@transaction.atomic
def let_stand(
    *, row: HandedRow, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The answer goes out although the ledger says otherwise, with the reason. Raises MoveRefused."""
    flow.take(
        subject=row, move="let_stand", by=by, at=at, version=version, evidence={"reason": reason},
        also={"stands_why": reason[:400]},
    )  # fmt: skip


@transaction.atomic
def ask_again(
    *, row: HandedRow, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The village answers anew. Raises MoveRefused."""
    flow.take(
        subject=row, move="ask_again", by=by, at=at, version=version, evidence={"reason": reason},
        also={"contradicts": [], "verdict": "", "sent_at": at},
    )  # fmt: skip
    emit(HandedReopened(rows=(row.pk,), reason=reason, at=at))


@transaction.atomic
def confirm_known(*, row: HandedRow, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """A person confirms that the answer to the same doubt of an earlier list holds. Raises MoveRefused."""
    known = row.known
    also = {
        "verdict": known.get("verdict", ""), "answer": known.get("text", ""), "files": known.get("files", []),
        "answered_at": at, "answered_by": known.get("answered_by", ""), "answered_user": by.user_id,
    }  # fmt: skip
    flow.take(subject=row, move="confirm_known", by=by, at=at, version=version, also=also)
