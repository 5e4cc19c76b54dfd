"""五到位: who enters data, with what, how well, and who coaches whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry import permits
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.models import Coaching, EntryClerk, EntryEquipment, EntryFault
from mingbai.registry.states import FaultSource

BATCH = 1_000


class BadEquipment(Refused):
    """The pack knows no such equipment, or more of it works than there is."""

    code = "bad_equipment"
    status = 400


class NotKeeper(Refused):
    """The post does not look after data entry."""

    code = "not_keeper"
    status = 403


@dataclass(frozen=True, slots=True)
class Wrong:
    """A field of a scoped row was entered wrongly by somebody (``clerk``: post and name)."""

    subject: Any
    field: str
    user_id: int | None
    clerk: str


@transaction.atomic
def note_faults(*, wrong: Sequence[Wrong], source: FaultSource, by: ActingPost, at: datetime) -> int:
    """Count errors of entry; also an import's rejected rows. Returns how many. Raises OutsideArea."""
    for area_code in {each.subject.area_code for each in wrong}:
        demand_cover(by, area_code)
    EntryFault.objects.bulk_create(
        (
            EntryFault(
                area_code=each.subject.area_code,
                user_id=each.user_id,
                clerk=each.clerk[:120],
                field=each.field[:40],
                source=source,
                subject_type=each.subject._meta.label_lower,
                subject_id=each.subject.pk,
                found_on=at.date(),
            )
            for each in wrong
        ),
        batch_size=BATCH,
    )
    return len(wrong)


@transaction.atomic
def add_clerk(
    *,
    area_code: str,
    name: str,
    duty: str,
    full_time: bool,
    trained_on: date | None,
    by: ActingPost,
    at: datetime,
    user_id: int | None = None,
) -> EntryClerk:
    """Put somebody on the roster from today on. Raises NotKeeper, OutsideArea, BadDay."""
    _demand(by, area_code)
    if trained_on is not None and trained_on > at.date():
        raise BadDay(_("The day lies in the future."))
    return EntryClerk.objects.create(
        area_code=area_code,
        name=name,
        duty=duty,
        full_time=full_time,
        trained_on=trained_on,
        user_id=user_id,
        valid_from=at.date(),
    )


@transaction.atomic
def remove_clerk(*, clerk: EntryClerk, by: ActingPost, at: datetime) -> None:
    """Somebody enters no more from today on; the row stays. Raises NotKeeper, OutsideArea."""
    _demand(by, clerk.area_code)
    EntryClerk.objects.filter(pk=clerk.pk, valid_to=None).update(valid_to=at.date())


@transaction.atomic
def count_equipment(
    *, area_code: str, kind: str, count: int, working: int, note: str, by: ActingPost, at: datetime
) -> EntryEquipment:
    """Say what an area has today. Raises NotKeeper, OutsideArea, BadEquipment."""
    _demand(by, area_code)
    if kind not in installed().section("changes")["equipment"] or not 0 <= working <= count:
        raise BadEquipment(_("More pieces work than there are, or the list has no such piece."))
    values = {"count": count, "working": working, "note": note, "checked_on": at.date()}
    found, _new = EntryEquipment.objects.update_or_create(area_code=area_code, kind=kind, defaults=values)
    return found


@transaction.atomic
def coach(
    *,
    area_code: str,
    clerk_name: str,
    on: date,
    topic: str,
    agreed: str,
    by: ActingPost,
    at: datetime,
) -> Coaching:
    """Write down who was shown what. Raises NotKeeper, OutsideArea, BadDay."""
    _demand(by, area_code)
    if on > at.date():
        raise BadDay(_("The day lies in the future."))
    return Coaching.objects.create(
        area_code=area_code, clerk_name=clerk_name, on=on, topic=topic, agreed=agreed, coach=by.label[:120]
    )


def _demand(by: ActingPost, area_code: str) -> None:
    demand_cover(by, area_code)
    if not permits.keeps_entry(by):
        raise NotKeeper(_("Only posts of township and county look after data entry."))
