"""Changes and editions of the rule book, as a post may see them."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.rulebook.book import Book
from mingbai.rulebook.differing import Change, differing
from mingbai.rulebook.saying import CHANGES, named
from mingbai.screening.models import BookChange, Edition, Finding
from mingbai.screening.queries import decisions, editions, library, values
from mingbai.screening.queries.values import language
from mingbai.screening.states import BookChangeKind, BookChangeState

MOST = 500  # differences shown


def changes(acting: ActingPost) -> QuerySet[BookChange]:
    """The changes that a post sees, without the whole books beside them."""
    return rows(BookChange, acting).defer("book")


def waiting(acting: ActingPost) -> list[BookChange]:
    """What waits for an approval."""
    return list(changes(acting).filter(state=BookChangeState.SUBMITTED).order_by("due", "id")[:50])


def own(acting: ActingPost) -> list[BookChange]:
    """What was sent back to the person who acts."""
    mine = changes(acting).filter(state=BookChangeState.RETURNED, entered_user=acting.user_id)
    return list(mine.order_by("due", "id")[:50])


def change(acting: ActingPost, key: UUID) -> BookChange | None:
    """One change, if the post sees it."""
    found: BookChange | None = changes(acting).filter(key=key).first()
    return found


def kept(acting: ActingPost) -> QuerySet[Edition]:
    """The editions that a post sees, without their contents."""
    return rows(Edition, acting).defer("whole")


def edition(acting: ActingPost, number: int) -> Edition | None:
    """One edition with its contents."""
    found: Edition | None = rows(Edition, acting).filter(number=number).first()
    return found


def decided_here() -> set[tuple[str, date]]:
    """(code, since) of the values that the county decided itself."""
    ruled = BookChangeKind.RULE
    return {(one.code, one.since) for one in decisions.in_force() if one.kind != ruled and one.since}


def value_words(change: BookChange, value: Any) -> str:
    """A value of a change in words; as it is written if the parameter is gone."""
    parameter = editions.current().parameters.get(change.code)
    return values.told(parameter, value) if parameter else values.for_typing(value)


def document_words(change: BookChange) -> str:
    """The document that a change stands on."""
    if change.document:
        return library.document(editions.current(), change.document)
    parts = (change.paper_number, change.paper_title, change.paper_on.isoformat() if change.paper_on else "")
    return " ".join(part for part in parts if part)


def title(change: BookChange) -> str:
    """What a change is about."""
    return change.title_en if language() == "en" and change.title_en else change.title


def findings_of(acting: ActingPost, rule: str) -> int:
    """How many findings of a rule the post sees that hold today."""
    return rows(Finding, acting).filter(rule=rule, holds=True).count()


def differences(before: Book, after: Book) -> list[tuple[str, str, Change]]:
    """Every change between two books: its kind in words, what it is about, the change itself."""
    return [
        (library.text(CHANGES[one.kind]), named(one.path, (after, before), language()), one)
        for one in differing(before, after)[:MOST]
    ]
