"""What lies aside: matched by hand, given back as not ours, or set aside again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange.actions.handed.matching import to_person
from mingbai.exchange.actions.handed.splitting import answered_before, mark, recalled
from mingbai.exchange.actions.refusal import BadList
from mingbai.exchange.flow.handed import handed_row as flow
from mingbai.exchange.models import HandedRow
from mingbai.exchange.states import HandedMatch
from mingbai.kit.scope import ActingPost, rows
from mingbai.registry.models import Membership, Person


@transaction.atomic
def match(
    *, row: HandedRow, person: Person, by: ActingPost, at: datetime, version: int | None = None
) -> HandedRow:
    """A person says whom the row means; it then waits in that person's village. Raises MoveRefused."""
    past = rows(Membership, by).filter(person=person).order_by("valid_from")
    hit = to_person(person, HandedMatch.HAND, dict(past.values_list("person_id", "household_id")))
    same = mark(hit.person_id, hit.household_id, row.doubt)
    before = answered_before(row.handed_list, [same]).get(same)
    also = {
        "area_code": hit.area_code, "person_id": hit.person_id, "household_id": hit.household_id,
        "matched": hit.matched, "aside": "", "mark": same, "known": recalled(before) if before else {},
    }  # fmt: skip
    flow.take(subject=row, move="match", by=by, at=at, version=version, also=also)
    return row


@transaction.atomic
def not_ours(
    *, row: HandedRow, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Give the row back: the reason goes into the reply column. Raises MoveRefused."""
    also = {"answer": reason, "answered_at": at, "answered_by": by.label[:120], "answered_user": by.user_id}
    flow.take(
        subject=row, move="not_ours", by=by, at=at, version=version, evidence={"reason": reason}, also=also
    )


@transaction.atomic
def not_ours_all(*, picked: Sequence[HandedRow], reason: str, by: ActingPost, at: datetime) -> int:
    """The same for several rows with one reason, all or none. Raises MoveRefused, BadList."""
    if not picked:
        raise BadList(_("Please pick a row."))
    for row in picked:
        not_ours(row=row, reason=reason, by=by, at=at)
    return len(picked)


@transaction.atomic
def take_back(*, row: HandedRow, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Nobody is meant after all, or it is ours after all: the row lies aside again. Raises MoveRefused."""
    also: dict[str, Any] = {
        "area_code": row.handed_list.area_code, "person_id": None, "household_id": None, "matched": "",
        "aside": "unknown", "mark": "", "known": {}, "answer": "", "answered_at": None, "answered_by": "",
    }  # fmt: skip
    flow.take(subject=row, move="take_back", by=by, at=at, version=version, also=also)
