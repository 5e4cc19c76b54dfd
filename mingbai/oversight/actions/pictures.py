"""Photographs of facts and drawn signatures: sealed, kept beside what they belong to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files import store, types
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.scoped import ScopedModel
from mingbai.oversight.actions.filling import of_team
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.models import Fact
from mingbai.oversight.queries import visits

KILOBYTE = 1024
PHOTOS = frozenset({".jpg", ".png"})
PNG = b"\x89PNG"
LARGEST_SIGNATURE = 200  # kilobytes
UNREADABLE = _("The picture could not be read. Make it again.")


@transaction.atomic
def photograph(*, fact: Fact, content: bytes, by: ActingPost, at: datetime) -> UUID:
    """Keep a photograph of what a fact says. Raises MayNotList, BadProblem."""
    of_team(by, fact.inspection)
    limits = installed().get("oversight.pictures")
    if len(visits.photos([fact])[fact.pk]) >= limits["most"]:
        raise BadProblem(_("At most %(n)d photographs of one fact.") % {"n": limits["most"]})
    title = "photo.png" if content.startswith(PNG) else "photo.jpg"
    return _kept(fact, title, content, most=limits["kilobytes"], by=by, at=at)


def signature(*, subject: ScopedModel, content: bytes, by: ActingPost, at: datetime) -> UUID | None:
    """Keep a signature drawn on the screen; None if nothing was drawn. Raises BadProblem."""
    if not content:
        return None
    return _kept(subject, "signature.png", content, most=LARGEST_SIGNATURE, by=by, at=at)


def _kept(
    subject: ScopedModel, title: str, content: bytes, *, most: int, by: ActingPost, at: datetime
) -> UUID:
    try:
        file = store.take_in(
            iter([content]), title=title, allowed=PHOTOS, limit=most * KILOBYTE, purpose="inspection", by=by,
            at=at, expires_at=None, subject=subject,
        )  # fmt: skip
    except types.Refused as refused:
        raise BadProblem(gettext(str(refused))) from refused
    return file.code
