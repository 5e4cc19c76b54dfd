"""What a delivery keeps beside its row: sealed files, erased when their time is over."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import UUID

import polars as pl
from django.utils import timezone

from mingbai.exchange.models import Delivery
from mingbai.kit.files import store, uploads
from mingbai.kit.scope import ActingPost

PARQUET = "application/vnd.apache.parquet"


def keep(
    pieces: Iterable[bytes],
    *,
    title: str,
    media_type: str,
    delivery: Delivery,
    by: ActingPost,
    at: datetime,
    expires_at: datetime,
) -> UUID:
    """Seal bytes as a file of the delivery; its code."""
    kept = store.keep(
        pieces, title=title, media_type=media_type, purpose="exchange", by=by, at=at, expires_at=expires_at,
        subject=delivery,
    )  # fmt: skip
    code: UUID = kept.code
    return code


def part(path: Path, delivery: Delivery, *, by: ActingPost, at: datetime) -> UUID:
    """Seal a table of accepted rows for as long as the dataset may be kept."""
    return keep(
        uploads.pieces(path), title=f"{delivery.dataset}.parquet", media_type=PARQUET, delivery=delivery,
        by=by, at=at, expires_at=_after(delivery),
    )  # fmt: skip


def rows(code: UUID, folder: Path) -> pl.LazyFrame:
    """The sealed table of this code, laid open in a folder of the caller's. Raises store.Gone."""
    return pl.scan_parquet(uploads.laid(code, folder / f"{code}.parquet"))


def _after(delivery: Delivery) -> datetime:
    """The first moment after the last day on which the rows may be kept."""
    return timezone.make_aware(datetime.combine(delivery.keep_until + timedelta(days=1), time.min))
