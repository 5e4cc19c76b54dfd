"""What Python says to the audit itself: notes and refusals; and what an audit administrator reads in it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, connections, transaction

from mingbai.kit.redact import masked
from mingbai.kit.scope import ActingPost, entered, scope

NEWEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One statement, note or refusal."""

    id: int
    recorded_at: datetime
    op: str
    table: str | None
    rows: int
    post_id: int | None
    user_id: int | None
    role: str
    request: str
    purpose: str
    detail: dict[str, Any] | None
    sealed: bool


def noted(act: str, **detail: Any) -> None:
    """Note an event that changes no audited row (a sign-in, a start), in the present transaction."""
    with connection.cursor() as cursor:
        _say(cursor, "note", act, detail)


def refused(act: str, *, by: ActingPost | None, at: datetime, subject: Any = None, **detail: Any) -> None:
    """Record an attempt that was refused, in a transaction of its own: it stays when the attempt's is undone.

    ``act`` names what was attempted, ``detail`` says why it was refused and where it was sent.
    """
    found = {**detail, **_subject(subject), "at": at.isoformat()}
    alone = transaction.atomic(using="aside")
    with entered(by, request=scope().request), alone, connections["aside"].cursor() as cursor:
        _say(cursor, "refused", act, found)


def read(
    *, before: int = NEWEST_ID, table: str | None = None, row: int | None = None, most: int = 50
) -> list[Entry]:
    """Entries, newest first, for the audit administrator; the database refuses others."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM kit_audit_read(%s, %s, %s, %s)", [before, table, row, most])
        return [_entry(*row) for row in cursor.fetchall()]


def _entry(*row: Any) -> Entry:
    *columns, detail, sealed = row
    return Entry(*columns, detail=json.loads(detail or "null"), sealed=sealed)  # type: ignore[misc]


def newest(using: str = "default") -> datetime | None:
    """When the newest entry was recorded."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT kit_audit_newest()")
        found: datetime | None = cursor.fetchone()[0]
        return found


def _say(cursor: Any, op: str, act: str, detail: dict[str, Any]) -> None:
    # Nothing sealed should come here; what looks like a person's number is masked all the same.
    said = masked(json.dumps({"act": act, **detail}, ensure_ascii=False, default=str))
    cursor.execute("SELECT kit_audit_say(%s, %s::jsonb)", [op, said])


def _subject(subject: Any) -> dict[str, Any]:
    if subject is None:
        return {}
    return {"subject_type": subject._meta.label_lower, "subject_id": subject.pk}
