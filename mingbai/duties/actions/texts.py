"""Changing a duty's text: a draft and every move of its way. Another person approves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from mingbai.duties import permits
from mingbai.duties.actions.refusal import BadText, Frozen, MayNot
from mingbai.duties.flow import duty_text as flow
from mingbai.duties.models import Document, DutyText
from mingbai.duties.queries import lists
from mingbai.duties.queries.lists import Duty
from mingbai.duties.states import OPEN, TextState
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change

MOST_WORDS = 400


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody proposes; see DutyText for what an empty text means."""

    words: str
    since: date
    words_en: str = ""
    done: str = ""
    evidence: str = ""
    document: Document | None = None
    reason: str = ""


@transaction.atomic
def draft(*, duty: str, wording: Wording, by: ActingPost, at: datetime) -> DutyText:
    """Begin the next version of a duty's text. Raises MayNot, BadText."""
    if not permits.edits(by):
        raise MayNot(permits.editor.sentence())
    known = _checked(duty, wording, at)
    newest = DutyText.objects.filter(duty=duty).aggregate(n=Max("number"))["n"] or 0
    text = DutyText(
        area_code=by.area_code, duty=duty, number=newest + 1, stood=known.words[:MOST_WORDS],
        entered_user=by.user_id, entered_by=by.label[:120], entered_at=at, **_values(wording),
    )  # fmt: skip
    text.save(force_insert=True)
    flow.begin(subject=text, by=by, at=at, note=wording.reason)
    return text


@transaction.atomic
def amend(*, text: DutyText, wording: Wording, by: ActingPost, at: datetime, version: int) -> None:
    """Change what a draft says. Raises MayNot, Frozen, BadText, StaleVersion."""
    if not permits.edits(by):
        raise MayNot(permits.editor.sentence())
    if text.state not in OPEN:
        raise Frozen(_("It has been submitted; ask for it to be sent back."))
    _checked(text.duty, wording, at)
    change(text, version=version, values=_values(wording))


def _checked(duty: str, wording: Wording, at: datetime) -> Duty:
    known = lists.one(duty, at.date())
    if known is None:
        raise BadText(_("The county's lists have no such duty."))
    if not wording.words.strip() or len(wording.words) > MOST_WORDS:
        raise BadText(_("Please say the duty in words, at most %(n)s characters.") % {"n": MOST_WORDS})
    if known.since is not None and wording.since < known.since:
        raise BadText(_("The version in force began later than this day."))
    same = (known.words, known.done, known.evidence)
    said = (
        wording.words.strip(),
        wording.done.strip() or known.done,
        wording.evidence.strip() or known.evidence,
    )
    if same == said and not known.wanting:
        raise BadText(_("This is what the list says already."))
    return known


def _values(wording: Wording) -> dict[str, object]:
    texts = ("words", "words_en", "done", "evidence", "reason")
    return {
        **{name: getattr(wording, name).strip() for name in texts},
        "since": wording.since,
        "document": wording.document,
    }


@transaction.atomic
def submit(*, text: DutyText, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Freeze the content and hand it to another person. Raises MoveRefused."""
    flow.take(subject=text, move="submit", by=by, at=at, version=version)


@transaction.atomic
def approve(*, text: DutyText, seen: str, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Put it in force from its day on; the version before gives way. Raises MoveRefused."""
    flow.check(subject=text, move="approve", by=by, version=version)
    for earlier in DutyText.objects.filter(duty=text.duty, state=TextState.IN_FORCE):
        flow.take(subject=earlier, move="replace", by=by, at=at)
    also = {"decided_by": by.label[:120], "decided_at": at}
    flow.take(subject=text, move="approve", by=by, at=at, version=version, evidence={"seen": seen}, also=also)


@transaction.atomic
def send_back(
    *, text: DutyText, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Give it back to be mended. Raises MoveRefused."""
    evidence = {"reason": reason}
    flow.take(subject=text, move="send_back", by=by, at=at, version=version, evidence=evidence)


@transaction.atomic
def withdraw(*, text: DutyText, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Give it up. Raises MoveRefused."""
    flow.take(subject=text, move="withdraw", by=by, at=at, version=version)
