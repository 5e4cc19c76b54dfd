"""明白卡: cards leave the program as files, and that they did is noted with each household."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from mingbai.kit import sight
from mingbai.kit.files import store
from mingbai.kit.files.types import PDF
from mingbai.kit.jobs import asking
from mingbai.kit.jobs.models import Job
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits
from mingbai.registry.actions.refusal import OutsideArea
from mingbai.registry.models import Household
from mingbai.registry.queries import cards, cards_papers

MAKE = "registry.cards.make"
PURPOSE = "household card"


@transaction.atomic
def ask(*, village: str, by: ActingPost, at: datetime, request_id: UUID | None) -> Job:
    """Ask for the cards of a village. Raises OutsideArea."""
    if not (permits.may_count(by) and by.covers(village)):
        raise OutsideArea(_("This lies outside the area of your post."))
    return asking.defer(MAKE, by=by, at=at, purpose=PURPOSE, request_id=request_id, village=village)


@transaction.atomic
def one(*, household: Household, kind: str, by: ActingPost, at: datetime) -> bytes:
    """A household's card as ``pdf`` or ``docx``; that it was made is noted."""
    card = cards.card(household, as_of=at.date())
    made = cards_papers.pdf([card], at=at) if kind == "pdf" else cards_papers.docx(card)
    sight.note(
        subject=household, area_code=household.area_code, act=sight.Act.PRINTED, purpose=PURPOSE, by=by, at=at
    )
    return made


def keep_village(
    *, village: str, by: ActingPost, at: datetime, told: Callable[..., None]
) -> tuple[str | None, int]:
    """Make and keep a village's cards; the file's code and how many, None where no family has one."""
    families = list(cards.with_cards(by, village))
    made = []
    for number, household in enumerate(families):
        told(number, len(families))
        made.append(cards.card(household, as_of=at.date()))
    if not made:
        return None, 0
    kept = store.keep(
        [cards_papers.pdf(made, at=at)],
        title=f"{_('Household cards of a village')}-{village}-{at:%Y%m%d}.pdf",
        media_type=PDF,
        purpose=PURPOSE,
        by=by,
        at=at,
        expires_at=at + timedelta(hours=installed().get("exports.file.expires_hours")),
    )
    sight.note_all(subjects=families, act=sight.Act.PRINTED, purpose=PURPOSE, by=by, at=at)
    return str(kept.code), len(made)
