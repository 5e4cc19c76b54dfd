"""The papers that prove a natural change: photographed or scanned, sealed, kept beside it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files import store, types
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.changes import OPEN, Frozen, NotYours
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.flow import natural_change as flow
from mingbai.registry.models import ChangePaper, NaturalChange
from mingbai.registry.queries import changes_kinds as kinds

ALLOWED = frozenset({".pdf", ".png", ".jpg", ".jpeg"})
PURPOSE = "natural change"


class BadPaper(Refused):
    """Not a picture or PDF, too large, one too many, or of a kind that this change does not need."""

    code = "bad_paper"
    status = 400


@transaction.atomic
def add(
    *,
    change: NaturalChange,
    kind: str,
    title: str,
    pieces: Iterator[bytes],
    by: ActingPost,
    at: datetime,
) -> ChangePaper:
    """Keep a paper with a draft, or with what was sent back. Raises Frozen, NotYours, BadPaper."""
    _demand_open(change, by)
    most = installed().section("changes")["file"]
    if kind not in kinds.accepted(change.kind):
        raise BadPaper(_("This kind of change does not need this paper."))
    if change.papers.count() >= most["most_papers"]:
        raise BadPaper(
            _("There are %(n)d papers already; please remove one first.") % {"n": most["most_papers"]}
        )
    try:
        file = store.take_in(
            pieces, title=title, allowed=ALLOWED, limit=most["most_megabytes"] * types.MEGABYTE,
            purpose=PURPOSE, by=by, at=at, expires_at=None, subject=change,
        )  # fmt: skip
    except types.Refused as refused:
        raise BadPaper(gettext(str(refused))) from refused
    return ChangePaper.objects.create(
        area_code=change.area_code, change=change, household_id=change.household_id, kind=kind,
        file=file.code, title=file.title, added_at=at,
    )  # fmt: skip


@transaction.atomic
def remove(*, change: NaturalChange, paper: ChangePaper, by: ActingPost, at: datetime) -> None:
    """Take a paper away again before submitting. Raises Frozen, NotYours."""
    _demand_open(change, by)
    store.StoredFile.objects.filter(code=paper.file).update(expires_at=at)
    paper.delete()


def _demand_open(change: NaturalChange, by: ActingPost) -> None:
    if not flow.moves["submit"].who(by, change):
        raise NotYours(_("Only posts of village and township enter natural changes."))
    if change.state not in OPEN:
        raise Frozen(_("It has been submitted: ask the township to send it back."))
