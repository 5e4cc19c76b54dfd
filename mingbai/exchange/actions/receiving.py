"""Takes files in: sealed as they come, a delivery made of them, its check asked for."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.exchange import permits
from mingbai.exchange.actions.refusal import BadDelivery, NotYourFile
from mingbai.exchange.flow.delivering import delivering as flow
from mingbai.exchange.models import Delivery, DeliveryFile
from mingbai.exchange.queries import calendar, deliveries
from mingbai.exchange.queries.calendar import Entry
from mingbai.exchange.queries.periods import Period
from mingbai.exchange.states import Channel, DeliveryState
from mingbai.kit.files import store
from mingbai.kit.files.types import MEGABYTE
from mingbai.kit.files.uploads import Hashed, Upload
from mingbai.kit.scope import ActingPost
from mingbai.org.models import Unit

ALLOWED = frozenset({".xlsx", ".xls", ".csv"})


class SentBefore(BadDelivery):
    """The very same file lies here already; nothing was changed. ``delivery`` is where."""

    code = "sent_before"
    status = 409

    def __init__(self, delivery: Delivery, title: str) -> None:
        words = {"file": title, "when": f"{delivery.sent_at:%Y-%m-%d}"}
        super().__init__(_("“%(file)s” was sent already on %(when)s; nothing was changed.") % words)
        self.delivery = delivery


@transaction.atomic
def receive(
    *,
    dataset: str,
    period: Period,
    unit: Unit,
    files: Sequence[Upload],
    channel: str,
    by: ActingPost,
    at: datetime,
    parent: Delivery | None = None,
) -> Delivery:
    """Keep files as a new delivery that waits for its check.

    Raises NotYourFile, BadDelivery, SentBefore, files' Refused.
    """
    entry = _demand(dataset, period, unit, by, at)
    _demand_files(files)
    delivery = Delivery.objects.create(
        area_code=by.area_code, dataset=dataset, unit=unit, period=period.code, starts=period.starts,
        ends=period.ends, channel=Channel(channel), parent=parent, user_id=by.user_id, post_id=by.post_id,
        sender=by.label, sent_at=at, keep_until=_kept_until(entry, period),
    )  # fmt: skip
    if parent is not None:
        _take_over(parent, delivery)
    _keep(delivery, files, mends=parent is not None, by=by, at=at)
    flow.begin(subject=delivery, by=by, at=at)
    return delivery


@transaction.atomic
def send_again(*, delivery: Delivery, files: Sequence[Upload], by: ActingPost, at: datetime) -> Delivery:
    """Mended rows come back: into the same delivery while it is not accepted, else as its next version.

    Raises MoveRefused, BadDelivery, SentBefore, files' Refused.
    """
    if delivery.state == DeliveryState.ACCEPTED:
        period = Period(delivery.period, delivery.starts, delivery.ends)
        return receive(
            dataset=delivery.dataset, period=period, unit=delivery.unit, files=files,
            channel=delivery.channel, by=by, at=at, parent=delivery,
        )  # fmt: skip
    _demand_files(files)
    flow.take(subject=delivery, move="send_again", by=by, at=at)
    _keep(delivery, files, mends=True, by=by, at=at)
    return delivery


def _demand(dataset: str, period: Period, unit: Unit, by: ActingPost, at: datetime) -> Entry:
    entry = calendar.entry(dataset)
    if entry is None:
        raise BadDelivery(_("Files of this kind are not sent here."))
    if not permits.sends_for(by, unit.code) or (entry.units and unit.code not in entry.units):
        raise NotYourFile(_("“%(what)s” is another unit's to send.") % {"what": entry.title})
    if period.starts > at.date():
        raise BadDelivery(_("The period lies in the future."))
    return entry


def _kept_until(entry: Entry, period: Period) -> date:
    """The last day of the month that lies the dataset's retention after the period's end."""
    year, month = divmod(period.ends.year * 12 + period.ends.month - 1 + entry.dataset.retention_months, 12)
    return date(year, month + 1, monthrange(year, month + 1)[1])


def _demand_files(files: Sequence[Upload]) -> None:
    if not files:
        raise BadDelivery(_("Please choose a file."))
    if len(files) > (most := calendar.limits()["most_at_once"]):
        raise BadDelivery(_("At most %(n)s files at once.") % {"n": most})


def _take_over(parent: Delivery, delivery: Delivery) -> None:
    """The next version begins with what was accepted of the one before."""
    for file in parent.files.filter(whole=True):
        file.pk, file.delivery = None, delivery
        file.save(force_insert=True)


def _keep(delivery: Delivery, files: Sequence[Upload], *, mends: bool, by: ActingPost, at: datetime) -> None:
    for place, upload in enumerate(files, delivery.files.count()):
        hashed = Hashed(upload.pieces)
        kept = store.take_in(
            iter(hashed), title=upload.title, allowed=ALLOWED,
            limit=calendar.limits()["most_megabytes"] * MEGABYTE, purpose="exchange", by=by, at=at,
            expires_at=at + calendar.kept("upload_days"), subject=delivery,
        )  # fmt: skip
        if before := deliveries.holding(delivery, hashed.digest):
            raise SentBefore(before, kept.title)
        DeliveryFile.objects.create(
            area_code=delivery.area_code, delivery=delivery, place=place, title=kept.title, stored=kept.code,
            sha256=hashed.digest, mends=mends,
        )  # fmt: skip
