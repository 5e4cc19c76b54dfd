"""好做法: proposed by one person of the county office, adopted by another; a bonus that can be taken back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files.uploads import Upload
from mingbai.kit.scope import ActingPost, entered
from mingbai.kit.shown import day_of
from mingbai.org.queries.machine import machine
from mingbai.oversight import permits
from mingbai.oversight.actions import bonuses, office, papers
from mingbai.oversight.actions.entries import Deed, posting_month, reversal
from mingbai.oversight.actions.refusal import BadPractice, MayNotList
from mingbai.oversight.flow import practice as flow
from mingbai.oversight.flow.practices import NOT_SCORED
from mingbai.oversight.models import Practice, ScoreEntry
from mingbai.oversight.models.practices import PRACTISE
from mingbai.oversight.queries import naming
from mingbai.oversight.queries.scores import first_of
from mingbai.oversight.queries.terms import scored, terms
from mingbai.oversight.states import Subject


@transaction.atomic
def propose(
    *,
    subject: str,
    subject_no: str,
    title: str,
    what: str,
    paper: str,
    scan: Upload | None = None,
    by: ActingPost,
    at: datetime,
) -> Practice:
    """Put a unit's good practice forward, with the paper that proves it. Raises MayNotList, BadPractice."""
    office.demand(by)
    if by.user_id is None:
        raise MayNotList(permits.office.sentence())
    if not scored(Subject.VILLAGE):
        raise BadPractice(NOT_SCORED)
    name = naming.names(subject, [subject_no]).get(subject_no) if subject in PRACTISE else None
    if name is None:
        raise BadPractice(_("There is no such unit."))
    if not (title.strip() and what.strip() and paper.strip()):
        raise BadPractice(_("Say what is done well, and which paper proves it."))
    made = Practice(
        area_code=name.area_code, subject=subject, subject_no=subject_no, label=name.label,
        title=title.strip()[:120], what=what.strip()[:2000], paper=paper.strip()[:400],
        proposed_user=by.user_id, proposed_by=by.label[:120], proposed_at=at,
    )  # fmt: skip
    made.save(force_insert=True)
    if scan is not None:
        made.scan = papers.taken(made, scan, BadPractice, by=by, at=at).code
        made.save(update_fields=["scan"])
    flow.begin(subject=made, by=by, at=at, note=made.title)
    return made


@transaction.atomic
def adopt(
    *, practice: Practice, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Adopt it for others: its unit has the bonus, this month. Raises MoveRefused."""
    _decide(practice, "adopt", reason, by=by, at=at, version=version)
    with entered(machine()):
        deed = Deed.of(first_of(day_of(at)), "adopt", by=by, at=at)
        bonuses.of_practice(practice, terms(), deed).save(force_insert=True)


@transaction.atomic
def refuse(
    *, practice: Practice, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """It is not adopted. Raises MoveRefused."""
    _decide(practice, "refuse", reason, by=by, at=at, version=version)


@transaction.atomic
def withdraw(
    *, practice: Practice, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """What was adopted did not hold: the bonus is taken back. Raises MoveRefused."""
    _decide(practice, "withdraw", reason, by=by, at=at, version=version)
    with entered(machine()):
        standing = ScoreEntry.objects.filter(practice=practice, reverses=None, reversed_by=None)
        for one in standing:
            month = posting_month(one.month, day_of(at))
            reversal(one, Deed.of(month, "withdraw", by=by, at=at)).save(force_insert=True)


def _decide(
    practice: Practice, move: str, reason: str, *, by: ActingPost, at: datetime, version: int | None
) -> None:
    also: dict[str, Any] = {
        "reason": reason.strip()[:1000], "decided_by": by.label[:120], "decided_at": at,
    }  # fmt: skip
    flow.take(
        subject=practice, move=move, by=by, at=at, version=version, evidence={"reason": reason}, also=also
    )
