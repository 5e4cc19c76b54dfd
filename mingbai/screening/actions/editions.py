"""Editions of the rule book, kept whole: one for each content of each era that was ever worked by."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from mingbai.kit.scope import ActingPost, require
from mingbai.screening.events import RunDone
from mingbai.screening.models import BookChange, Edition, Run
from mingbai.screening.queries import editions
from mingbai.screening.states import EditionOrigin


@transaction.atomic
def note(*, era: str, by: ActingPost, at: datetime) -> Edition:
    """Keep the book of an era as it stands, unless it is kept already."""
    laid = editions.of_era(era)
    known = Edition.objects.filter(edition=laid.book.edition).first()
    return known or keep(
        era=era, edition=laid.book.edition, whole=editions.packed_up(laid.whole), change=None, by=by, at=at
    )


def on_run(event: RunDone) -> None:
    """Keep the book that a comparison went by; it is in this process's memory, so this costs little."""
    run = Run.objects.get(pk=event.run)
    note(era=run.era, by=require(), at=event.at)


@transaction.atomic
def keep(
    *, era: str, edition: str, whole: bytes, change: BookChange | None, by: ActingPost, at: datetime
) -> Edition:
    """Keep an edition, under the next number; one that was there before keeps its own."""
    known = Edition.objects.filter(edition=edition).first()
    if known is not None:
        return known
    newest = Edition.objects.aggregate(newest=Max("number"))["newest"] or 0
    return Edition.objects.create(
        area_code=by.area_code[:6].ljust(12, "0"), number=newest + 1, era=era, edition=edition, whole=whole,
        origin=EditionOrigin.DECISION if change else EditionOrigin.SHIPPED, change=change,
        made_by=by.label[:120], made_at=at,
    )  # fmt: skip
