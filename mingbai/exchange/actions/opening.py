"""Lays accepted rows open for a comparison: Parquet with tokens, in a folder of the caller's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import polars as pl

from mingbai.exchange.models import Delivery, DeliveryFile
from mingbai.exchange.queries import authorised, calendar
from mingbai.kit.files import uploads
from mingbai.kit.scope import ActingPost
from mingbai.tables.declaring import shipped


def laid_open(
    *, deliveries: Iterable[Delivery], folder: Path, by: ActingPost, at: datetime
) -> dict[str, list[Path]]:
    """Write each delivery's rows that count, as Parquet by dataset code, one path for each file.

    Identity columns hold tokens (hex), as telephones and accounts do; ``row_no`` and ``sheet`` are those of
    the file that came, whose title the path bears. Of datasets about what somebody owns, rows of people
    outside the registry are there only with an authorisation of that day. Raises store.Gone.
    """
    found = whole(deliveries=deliveries, folder=folder)
    for code, paths in found.items():
        entry, identity = calendar.entry(code), shipped().datasets[code].identity
        if entry is not None and entry.assets and identity is not None:
            for path in paths:
                _only_those_who_may_be_asked_about(path, identity.name, at)
    return found


def whole(*, deliveries: Iterable[Delivery], folder: Path) -> dict[str, list[Path]]:
    """Every row that counts, whoever it is about: for this room's own reckoning alone. Raises store.Gone."""
    found: dict[str, list[Path]] = {}
    for delivery in deliveries:
        for file in delivery.files.filter(whole=True).order_by("place"):
            if file.part is not None and file.in_force:
                found.setdefault(delivery.dataset, []).append(_laid(delivery, file, folder))
    return found


def _laid(delivery: Delivery, file: DeliveryFile, folder: Path) -> Path:
    place = folder / delivery.dataset
    place.mkdir(parents=True, exist_ok=True)
    name = f"{delivery.period}-{delivery.pk}-{file.place}-{Path(file.title).stem[:40]}.parquet"
    return uploads.laid(file.part, place / name)


def _only_those_who_may_be_asked_about(path: Path, identity: str, at: datetime) -> None:
    rows = pl.read_parquet(path)
    tokens = rows[identity].drop_nulls().unique()
    allowed = authorised.among(tokens.to_list(), on=at.date())
    left = rows.filter(pl.col(identity).is_in(list(allowed)) | pl.col(identity).is_null())
    left.write_parquet(path, compression="zstd")
