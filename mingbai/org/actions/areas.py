"""Loading a county's areas, units and posts from its pack, and dated changes of areas."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.events import emit
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org import permits
from mingbai.org.actions.refusal import Refused, demand
from mingbai.org.events import AreaChanged
from mingbai.org.models import Area, AreaChange, Post, Unit
from mingbai.org.queries import establishment
from mingbai.org.states import Change

BATCH = 1_000


class AreaGone(Refused):
    """The area does not exist any more on that day."""


class SuccessorMissing(Refused):
    """A merged or recoded area needs the area that continues it."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows of each were new."""

    areas: int
    units: int
    posts: int


@transaction.atomic
def load_county(*, by: ActingPost, at: datetime) -> Loaded:
    """Write the pack's areas, units and posts; what is there already stays. Safe to run again."""
    demand(permits.loads, by=by)
    pack = installed()
    areas = establishment.areas(pack, since=at.date())
    new_areas = _new(Area, "code", areas)
    new_units = _new(Unit, "code", establishment.units(pack))
    units = dict(Unit.objects.values_list("code", "pk"))
    new_posts = _new(Post, "code", establishment.posts(pack, units=units, since=at.date()))
    county = Area.objects.get(code=by.area_code)
    if new_areas or new_units or new_posts:
        detail = {"areas": new_areas, "units": new_units, "posts": new_posts, "edition": pack.edition}
        steps.record(subject=county, move="load_county", source="", target="", by=by, at=at, detail=detail)
    return Loaded(areas=new_areas, units=new_units, posts=new_posts)


def _new(model: type[Area] | type[Unit] | type[Post], key: str, rows: list) -> int:
    known = set(model._default_manager.values_list(key, flat=True))
    fresh = [row for row in rows if getattr(row, key) not in known]
    model._default_manager.bulk_create(fresh, batch_size=BATCH)
    return len(fresh)


@transaction.atomic
def change_area(
    *,
    area: Area,
    kind: Change,
    on: date,
    document: str,
    by: ActingPost,
    at: datetime,
    new_name: str = "",
    successor_code: str | None = None,
) -> AreaChange:
    """Record one dated change; ``queries.areas.name_on`` reads old records' names from it.

    Raises AreaGone, SuccessorMissing, NotAllowed.
    """
    demand(permits.loads, by=by)
    if area.valid_to is not None and area.valid_to <= on:
        raise AreaGone(_("This area had already ended on that day."))
    if kind in {Change.MERGED, Change.RECODED} and not successor_code:
        raise SuccessorMissing(_("Please name the area that continues this one."))
    change = AreaChange.objects.create(
        code=area.code,
        kind=kind,
        on=on,
        successor_code=successor_code,
        old_name=area.name,
        new_name=new_name,
        document=document,
    )
    _apply(area, change)
    steps.record(
        subject=area, move=kind, source=change.old_name, target=new_name, by=by, at=at, note=document
    )
    emit(AreaChanged(code=area.code, successor_code=successor_code, at=at))
    return change


def _apply(area: Area, change: AreaChange) -> None:
    if change.kind == Change.RENAMED:
        area.name = change.new_name
        area.initials = establishment.initials(change.new_name)
    else:
        area.valid_to = change.on
    area.save(update_fields=["name", "initials", "valid_to"])
