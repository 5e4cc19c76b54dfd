"""Changing the rule book: a draft, its check, and every move of its way. Another person approves.

The content is open in a draft and in what was sent back, and frozen from submission on. What comes into force
is exactly the book that was checked: a guard compares draft, check and the book in force.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files import store, types
from mingbai.kit.files.uploads import Upload
from mingbai.kit.jobs import asking
from mingbai.kit.pack import installed
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.rulebook.book import Book
from mingbai.screening import permits
from mingbai.screening.actions import editions as keeping
from mingbai.screening.flow import book_change as flow
from mingbai.screening.models import BookChange
from mingbai.screening.queries import checking, editions, touching, values
from mingbai.screening.queries.values import BadValue
from mingbai.screening.states import BookChangeKind as Kind
from mingbai.screening.states import BookChangeState as State

CHECK = "screening.book.check"
PURPOSE = "rule book"
OPEN = (State.DRAFT, State.RETURNED)
PAPERS = frozenset({".pdf", ".png", ".jpg", ".jpeg"})


class MayNotEdit(Refused):
    """The post proposes no changes of the rule book, or not of these rules."""

    code = "may_not_edit"
    status = 403


class BadChange(Refused):
    """What is proposed cannot be: an unknown code, no document, nothing that would change."""

    code = "bad_change"
    status = 400


class Frozen(Refused):
    """It was submitted, and its content stands."""

    code = "frozen"


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody proposes. ``typed``: the value as a person types it; of a confirmation it is not read."""

    kind: Kind
    code: str
    since: date | None = None
    typed: str = ""
    document: str = ""
    paper_number: str = ""
    paper_title: str = ""
    paper_on: date | None = None
    reason: str = ""


@transaction.atomic
def draft(*, facts: Proposal, scan: Upload | None = None, by: ActingPost, at: datetime) -> BookChange:
    """Begin a change. Raises MayNotEdit, BadChange."""
    book = editions.current()
    lines = _lines(facts, book)
    if not (permits.edits_book(by) and permits.of_line(by, lines)):
        raise MayNotEdit(permits.book_editor.sentence())
    change = BookChange(
        area_code=by.area_code, kind=facts.kind, code=facts.code, lines=lines,
        entered_user=by.user_id, entered_by=by.label[:120], entered_at=at,
    )  # fmt: skip
    _fill(change, facts, book)
    change.save(force_insert=True)
    _keep(change, scan, by, at)
    flow.begin(subject=change, by=by, at=at, note=facts.reason)
    return change


@transaction.atomic
def amend(
    *, change: BookChange, facts: Proposal, scan: Upload | None = None, by: ActingPost, at: datetime
) -> None:
    """Change what a draft says; its check counts no more. Raises Frozen, MayNotEdit, BadChange."""
    _demand_open(change, by)
    _fill(change, facts, editions.current())
    change.version += 1
    change.save()
    _keep(change, scan, by, at)


def _lines(facts: Proposal, book: Book) -> list[str]:
    known = book.rules if facts.kind == Kind.RULE else book.parameters
    if facts.code not in known:
        raise BadChange(_("The rule book has no such entry."))
    return touching.lines_of(book, touching.rules_of(book, facts.kind, facts.code))


def _fill(change: BookChange, facts: Proposal, book: Book) -> None:
    _FILLED[Kind(change.kind)](change, facts, book)
    _document(change, facts, book)
    change.reason = facts.reason.strip()


def _value(change: BookChange, facts: Proposal, book: Book) -> None:
    """A value from a day on, where the book says another, or nothing, or nobody has confirmed it."""
    parameter = book.parameters[change.code]
    if facts.since is None:
        raise BadChange(_("Please say from which day it holds."))
    try:
        change.value = values.typed(parameter, facts.typed)
    except BadValue as wrong:
        raise BadChange(wrong.sentence) from wrong
    change.since = facts.since
    _title(change, parameter.words)
    dated = parameter.on(facts.since)
    change.stood = _stood(parameter, dated)
    if dated is not None and dated.verified and values.packed(parameter, dated.value) == change.value:
        raise BadChange(_("This is what the rule book says already."))


def _confirmed(change: BookChange, facts: Proposal, book: Book) -> None:
    """A value that stands in the book and that nobody has confirmed."""
    parameter = book.parameters[change.code]
    dated = next((one for one in parameter.values if one.since == facts.since), None)
    if dated is None or dated.verified:
        raise BadChange(_("There is no such value that waits to be confirmed."))
    if dated.value is None:
        raise BadChange(_("Nobody knows this value yet: give the county's own instead of confirming it."))
    change.since, change.value = dated.since, values.packed(parameter, dated.value)
    change.stood = _stood(parameter, dated)
    _title(change, parameter.words)


def _rule(change: BookChange, _facts: Proposal, book: Book) -> None:
    """A rule that nobody has confirmed."""
    rule = book.rules[change.code]
    if rule.verified:
        raise BadChange(_("This rule is confirmed already."))
    change.stood = {"document": rule.document, "verified": rule.verified}
    _title(change, rule.title)


_FILLED = {Kind.VALUE: _value, Kind.CONFIRM: _confirmed, Kind.RULE: _rule}


def _title(change: BookChange, words: Any) -> None:
    change.title, change.title_en = words.zh[:200], words.en[:200]


def _stood(parameter: Any, dated: Any) -> dict[str, Any]:
    if dated is None:
        return {}
    return {
        "since": dated.since.isoformat(),
        "value": values.packed(parameter, dated.value),
        "document": dated.document,
        "verified": dated.verified,
    }


def _document(change: BookChange, facts: Proposal, book: Book) -> None:
    if facts.document and facts.document not in book.documents:
        raise BadChange(_("The documents register has no such document."))
    if not facts.document and not (
        facts.paper_number.strip() and facts.paper_title.strip() and facts.paper_on
    ):
        raise BadChange(_("Please choose the document, or give number, title and day of the county's own."))
    own = not facts.document
    change.document = facts.document
    change.paper_number = facts.paper_number.strip() if own else ""
    change.paper_title = facts.paper_title.strip() if own else ""
    change.paper_on = facts.paper_on if own else None


def _keep(change: BookChange, scan: Upload | None, by: ActingPost, at: datetime) -> None:
    """Keep the scanned document beside the draft, in place of one that was there."""
    if scan is None:
        return
    limit = installed().get("editions.paper_megabytes") * types.MEGABYTE
    try:
        file = store.take_in(
            iter(scan.pieces), title=scan.title, allowed=PAPERS, limit=limit, purpose=PURPOSE, by=by, at=at,
            expires_at=None, subject=change,
        )  # fmt: skip
    except types.Refused as refused:
        raise BadChange(gettext(str(refused))) from refused
    if change.paper_file:
        store.StoredFile.objects.filter(code=change.paper_file).update(expires_at=at)
    change.paper_file = file.code
    change.save(update_fields=["paper_file"])


def _demand_open(change: BookChange, by: ActingPost) -> None:
    if not permits.book_editor(by, change):
        raise MayNotEdit(permits.book_editor.sentence())
    if change.state not in OPEN:
        raise Frozen(_("It has been submitted; ask for it to be sent back."))


@transaction.atomic
def ask_check(*, change: BookChange, by: ActingPost, at: datetime) -> None:
    """Have the whole book loaded with the change and every example answered, by the queue."""
    may = permits.book_editor(by, change) or permits.book_decider(by, change)
    if not may or change.state not in (*OPEN, State.SUBMITTED):
        raise MayNotEdit(permits.book_editor.sentence())
    job = asking.defer(CHECK, by=by, at=at, purpose=change.title, change=change.pk)
    BookChange.objects.filter(pk=change.pk).update(job=job.code, checked={}, book=None)


def carry_out_check(*, change: BookChange, by: ActingPost, at: datetime, told: checking.Told) -> bool:
    """The check itself; whether the book loads. What it found stands beside the change; its state stays."""
    era = installed().era
    found, laid = checking.checked(change, era, told)
    with transaction.atomic():
        keeping.note(era=era, by=by, at=at)
        BookChange.objects.filter(pk=change.pk).update(
            checked=found, book=editions.packed_up(laid.whole) if laid else None
        )
    return laid is not None


@transaction.atomic
def submit(*, change: BookChange, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Freeze the content and hand it to another person. Raises MoveRefused."""
    also = {"digest": checking.digest(change)}
    flow.take(subject=change, move="submit", by=by, at=at, version=version, also=also)


@transaction.atomic
def approve(
    *, change: BookChange, seen: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Put it in force: an earlier decision about the same gives way, and there is a new edition."""
    also = {"decided_by": by.label[:120], "decided_at": at}
    flow.take(
        subject=change, move="approve", by=by, at=at, version=version, evidence={"seen": seen}, also=also
    )
    for earlier in _earlier(change):
        flow.take(subject=earlier, move="replace", by=by, at=at)
    keeping.keep(
        era=installed().era, edition=change.checked["edition"], whole=bytes(change.book or b""),
        change=change, by=by, at=at,
    )  # fmt: skip


def _earlier(change: BookChange) -> list[BookChange]:
    same = BookChange.objects.filter(state=State.IN_FORCE, code=change.code, since=change.since)
    ruled = same.filter(kind=Kind.RULE) if change.kind == Kind.RULE else same.exclude(kind=Kind.RULE)
    return list(ruled.exclude(pk=change.pk))


@transaction.atomic
def send_back(
    *, change: BookChange, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Give it back to be mended; its content is open again. Raises MoveRefused."""
    evidence = {"reason": reason}
    flow.take(subject=change, move="send_back", by=by, at=at, version=version, evidence=evidence)


@transaction.atomic
def withdraw(*, change: BookChange, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Give it up. Raises MoveRefused."""
    flow.take(subject=change, move="withdraw", by=by, at=at, version=version)
