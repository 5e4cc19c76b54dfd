"""The verbs of a delivery's flow, as its desk calls them."""

from __future__ import annotations

from datetime import datetime

from django.db import connection, transaction

from mingbai.exchange.events import DeliveryAccepted
from mingbai.exchange.flow.delivering import delivering as flow
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries.deliveries import title
from mingbai.exchange.states import DeliveryState
from mingbai.kit.events import emit
from mingbai.kit.jobs import asking
from mingbai.kit.scope import ActingPost

CHECK = "exchange.check"
LOCK = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


@transaction.atomic
def ask_for_check(*, delivery: Delivery, by: ActingPost, at: datetime) -> None:
    """Put the check into the queue."""
    job = asking.defer(CHECK, by=by, at=at, purpose=title(delivery), delivery=delivery.pk)
    Delivery.objects.filter(pk=delivery.pk).update(job_id=job.pk)


@transaction.atomic
def recheck(*, delivery: Delivery, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Check again, say after the version before has changed. Raises MoveRefused."""
    flow.take(subject=delivery, move="recheck", by=by, at=at, version=version)
    ask_for_check(delivery=delivery, by=by, at=at)


def ask(*, delivery: Delivery, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The sender hands it in. Raises MoveRefused."""
    flow.take(subject=delivery, move="ask", by=by, at=at, version=version)


def send_back(
    *, delivery: Delivery, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The other person will not accept it so. Raises MoveRefused."""
    flow.take(subject=delivery, move="send_back", by=by, at=at, version=version, evidence={"reason": reason})


def withdraw(*, delivery: Delivery, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The sender takes it back. Raises MoveRefused."""
    flow.take(subject=delivery, move="withdraw", by=by, at=at, version=version)


@transaction.atomic
def accept(*, delivery: Delivery, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Another person puts it into force; the version of the same period gives way. Raises MoveRefused."""
    flow.check(subject=delivery, move="accept", by=by, version=version)
    _alone(delivery)
    before = _in_force(delivery)
    if before is not None:
        flow.take(subject=before, move="supersede", by=by, at=at)
    also = {"accepter_id": by.user_id, "accepter": by.label, "accepted_at": at, "supersedes": before}
    flow.take(subject=delivery, move="accept", by=by, at=at, version=version, also=also)
    emit(DeliveryAccepted(delivery=delivery.pk, dataset=delivery.dataset, at=at))


@transaction.atomic
def roll_back(
    *, delivery: Delivery, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Take it out of force; the version whose place it took comes back. Raises MoveRefused."""
    _alone(delivery)
    flow.take(subject=delivery, move="roll_back", by=by, at=at, version=version, evidence={"reason": reason})
    before = delivery.supersedes
    if before is not None and before.state == DeliveryState.SUPERSEDED:
        flow.take(subject=before, move="restore", by=by, at=at)
    emit(DeliveryAccepted(delivery=delivery.pk, dataset=delivery.dataset, at=at))


def _in_force(delivery: Delivery) -> Delivery | None:
    return Delivery.objects.filter(
        dataset=delivery.dataset, unit=delivery.unit_id, period=delivery.period, state=DeliveryState.ACCEPTED
    ).first()


def _alone(delivery: Delivery) -> None:
    """Two who accept versions of one period do so one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK, [f"exchange:{delivery.dataset}:{delivery.unit_id}:{delivery.period}"])
