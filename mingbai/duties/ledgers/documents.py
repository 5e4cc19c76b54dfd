"""文件登记: the register of papers."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mingbai.duties import permits
from mingbai.duties.forms.documents import owner
from mingbai.duties.models import Document
from mingbai.duties.queries import lists, policies, words
from mingbai.kit.ledger import Choice, Column, Ledger, Panel, by_slot
from mingbai.kit.shown import day_of


def _content(row: Document, request: HttpRequest) -> dict[str, Any]:
    known = {one.code: one for one in lists.every(day_of(request.at))}
    return {
        "duties": [(known[code], owner(known[code])) for code in row.duties if code in known],
        "policies": policies.titles(row.policies),
        "replaced": list(row.supersedes.order_by("issued_on", "id")),
        "keeps": permits.keeper(request.acting, row),
    }


def _links(request: HttpRequest) -> list[tuple[str, Any]]:
    return [(reverse("duties:register"), _("Enter a paper"))] if permits.keeper(request.acting, None) else []


documents = Ledger(
    name="duties:documents",
    title=_("Register of papers"),
    intro=_("The papers on which duties and policies stand, each with a digest of what it asks."),
    model=Document,
    who=permits.holder,
    order="-issued_on",
    heading=lambda row: f"{row.number} {row.title}",
    columns=[
        Column("number", _("Number of the paper")),
        Column("title", _("Title")),
        Column("issuer", _("Issued by whom"), spare=True),
        Column("level", _("Level of the paper"), lambda row: words.word("register.levels", row.level)),
        Column("issued_on", _("Issued on"), kind="day", sort="issued_on"),
        Column("replaced", _("Replaced by"), lambda row: row.superseded_by and row.superseded_by.number),
    ],
    facts=[
        Column("registered_by", _("Written down by")),
        Column("registered_at", _("Entered"), kind="minute"),
    ],
    panels=[Panel("content", _("Digest"), "duties/panels/document.html", _content)],
    filters=[
        Choice("level", _("Level of the paper"), choices=lambda _acting: words.choices("register.levels"))
    ],
    prefetch=["superseded_by"],
    links=_links,
    export=by_slot,
    may_export=permits.takes_out,
    empty=(_("No papers yet"), _("The county office enters its own papers and digests of superiors'.")),
)
