"""Changes of the rule book on their way, and the editions they made."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

from mingbai.kit.jobs.models import Job
from mingbai.kit.ledger import Choice, Column, Ledger, Moving, Panel, by_slot
from mingbai.kit.scope import rows
from mingbai.screening import permits
from mingbai.screening.actions import book as actions
from mingbai.screening.flow import book_change
from mingbai.screening.models import BookChange, Edition
from mingbai.screening.queries import book, checking
from mingbai.screening.queries import editions as books
from mingbai.screening.queries.values import language
from mingbai.screening.states import BookChangeKind, BookChangeState, EditionOrigin

SHORT = 12  # characters of a hash that people compare


def _content(row: BookChange, request: HttpRequest) -> dict[str, Any]:
    """Before and after side by side, the paper, and what may still be done with the draft."""
    stood = row.stood
    mends = row.state in actions.OPEN and permits.book_editor(request.acting, row)
    return {
        "before": book.value_words(row, stood["value"]) if "value" in stood else "",
        "stood": stood,
        "after": book.value_words(row, row.value) if row.kind != BookChangeKind.RULE else "",
        "ruled": row.kind == BookChangeKind.RULE,
        "document": book.document_words(row),
        "mends": mends,
    }


def _check(row: BookChange, request: HttpRequest) -> dict[str, Any] | None:
    """What loading the book with it gave, and whether that still counts."""
    under_way = row.state in (*actions.OPEN, BookChangeState.SUBMITTED)
    if not under_way and not row.checked:
        return None
    job = rows(Job, request.acting).filter(code=row.job).first() if row.job else None
    known = books.current().rules
    failed = [
        {**one, "title": known[one["rule"]].title.said(language()) if one["rule"] in known else ""}
        for one in row.checked.get("failed", [])
    ]
    may = permits.book_editor(request.acting, row) or permits.book_decider(request.acting, row)
    return {
        "job": job,
        "checked": row.checked,
        "problems": [one[language()] for one in row.checked.get("problems", [])],
        "failed": failed,
        "fresh": checking.fresh(row),
        "asks": under_way and may and (job is None or job.over),
    }


def _heading(row: BookChange) -> str:
    return f"{book.title(row)} · {row.get_kind_display()}"


def _links(request: HttpRequest) -> list[tuple[str, str]]:
    links = [(reverse("screening:parameters"), translated("Values of the rule book"))]
    return [*links, (reverse("screening:unverified"), translated("To be confirmed"))]


book_changes = Ledger(
    name="screening:book_changes",
    title=_("Changes of the rule book"),
    intro=_("Proposed with a document, checked against the whole book, approved by another person."),
    model=BookChange,
    who=permits.county_post,
    rows_of=book.changes,
    order="-entered_at",
    heading=_heading,
    columns=[
        Column("title", _("About"), book.title),
        Column("code", _("Code"), spare=True),
        Column("kind", _("What is decided"), kind="choice"),
        Column("since", _("Holds from"), kind="day"),
        Column("entered_by", _("Proposed by"), spare=True),
        Column("entered_at", _("Proposed on"), kind="minute", sort="entered_at", spare=True),
        Column("state", _("State"), kind="state"),
        Column("due", _("Deadline"), kind="due", spare=True),
    ],
    facts=[
        Column("reason", _("Reason")),
        Column("decided_by", _("Decided by")),
        Column("decided_at", _("Decided"), kind="minute"),
    ],
    panels=[
        Panel("content", _("What it changes"), "screening/panels/change_content.html", _content),
        Panel("check", _("The check"), "screening/panels/change_check.html", _check),
    ],
    filters=[
        Choice("state", _("State"), choices=BookChangeState.choices),
        Choice("kind", _("What is decided"), choices=BookChangeKind.choices),
    ],
    moving=Moving(
        flow=book_change,
        subject="change",
        verbs={
            "submit": actions.submit,
            "approve": actions.approve,
            "send_back": actions.send_back,
            "withdraw": actions.withdraw,
        },
    ),
    empty=(_("No changes"), _("A change is begun on the page of the value that it is about.")),
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
)


def _others(row: Edition, request: HttpRequest) -> dict[str, Any]:
    return {"others": book.kept(request.acting).exclude(pk=row.pk)[:50]}


def _by(row: Edition) -> str:
    return book.title(row.change) if row.change else ""


editions = Ledger(
    name="screening:editions",
    title=_("Editions of the rule book"),
    intro=_("Every content that was worked by is kept whole: each finding can be traced to its words."),
    model=Edition,
    who=permits.county_post,
    rows_of=book.kept,
    order="-made_at",
    heading=lambda row: translated("Edition %(n)s") % {"n": row.number},
    columns=[
        Column("number", _("Edition")),
        Column("era", _("Era")),
        Column("origin", _("Made by what"), kind="choice"),
        Column("change", _("Decision"), _by),
        Column("made_by", _("Entered by"), spare=True),
        Column("made_at", _("Since"), kind="minute", sort="made_at"),
        Column("edition", _("Content hash"), lambda row: row.edition[:SHORT], spare=True),
    ],
    panels=[
        Panel("compare", _("What differs"), "screening/panels/edition_compare.html", _others),
    ],
    filters=[Choice("origin", _("Made by what"), choices=EditionOrigin.choices)],
    prefetch=["change"],
    empty=(_("No editions yet"), _("The first one is kept with the first comparison or the first change.")),
    links=lambda _request: [(reverse("screening:own_file"), translated("Take the county's own file along"))],
    export=by_slot,
    may_export=permits.takes_out,
)
