"""Which deliveries count: accepted, not replaced, for a day, by dataset and period."""

from __future__ import annotations

from datetime import date

from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import calendar
from mingbai.exchange.states import DeliveryState
from mingbai.kit.scope import ActingPost, rows


def current(*, as_of: date) -> list[Delivery]:
    """What comparisons of a day read, by dataset, unit and period.

    Of a roll (the calendar's stock) each unit's newest period that has begun; of entries (flow) every period
    that has. Called under the scope of a post that sees every unit's deliveries.
    """
    begun = Delivery.objects.filter(state=DeliveryState.ACCEPTED, starts__lte=as_of)
    chosen: dict[tuple[str, int, str], Delivery] = {}
    for one in begun.select_related("unit").order_by("dataset", "unit__code", "starts", "id"):
        entry = calendar.entry(one.dataset)
        if entry is not None:
            chosen[one.dataset, one.unit_id, "" if entry.stock else one.period] = one
    return list(chosen.values())


def before(delivery: Delivery, acting: ActingPost) -> Delivery | None:
    """The version in force to compare a delivery with: of its period, else (a roll) of the one before."""
    entry = calendar.entry(delivery.dataset)
    known = rows(Delivery, acting).filter(
        dataset=delivery.dataset, unit=delivery.unit_id, state=DeliveryState.ACCEPTED
    )
    same: Delivery | None = known.filter(period=delivery.period).exclude(pk=delivery.pk).first()
    if same is not None or entry is None or not entry.stock:
        return same
    earlier: Delivery | None = known.filter(starts__lt=delivery.starts).order_by("-starts").first()
    return earlier
