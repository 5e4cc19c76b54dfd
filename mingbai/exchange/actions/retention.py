"""What departments sent is erased when its time is over."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from mingbai.exchange.flow.delivering import delivering as flow
from mingbai.exchange.models import Delivery, DeliveryFault
from mingbai.exchange.states import DeliveryState as S
from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine

OVER = (S.ACCEPTED, S.SUPERSEDED, S.ROLLED_BACK)
AT_ONCE = 200


def hourly(*, at: datetime) -> None:
    """Mark deliveries whose rows may be kept no longer; their files are erased by their own time."""
    by = machine()
    with entered(by), transaction.atomic():
        over = Delivery.objects.filter(state__in=OVER, keep_until__lt=at.date()).order_by("id")
        for delivery in over[:AT_ONCE]:
            DeliveryFault.objects.filter(delivery=delivery).delete()
            flow.take(subject=delivery, move="expire", by=by, at=at)
