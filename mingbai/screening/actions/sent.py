"""What others sent, as a run takes it: from exchange, which keeps it with tokens in place of numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

import polars as pl

from mingbai.compare.matching.answers import Answers
from mingbai.compare.reaching import Reached
from mingbai.exchange.actions import opening
from mingbai.exchange.actions import pairs as desk
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import pairs, versions
from mingbai.kit.scope import ActingPost

CHUNK = 1 << 20
SAID = ("name", "sex", "birth_date", "township", "village", "phone", "file", "row_in_file")


@dataclass
class Laid:
    """Accepted rows laid open: Parquet by dataset, and what is recorded of each delivery.

    An entry of `inputs` names dataset, owner, period, rows, sha256.
    """

    parts: dict[str, list[Path]] = field(default_factory=dict)
    inputs: list[dict[str, Any]] = field(default_factory=list)

    def digest(self) -> str:
        """SHA-256 of all that is laid open."""
        found = hashlib.sha256()
        for code, paths in sorted(self.parts.items()):
            for path in paths:
                found.update(code.encode())
                found.update(_digest(path).encode())
        return found.hexdigest()


def _digest(path: Path) -> str:
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while data := stream.read(CHUNK):
            found.update(data)
    return found.hexdigest()


class Sent(Protocol):
    """Where a run finds what others sent."""

    def lay(
        self, *, folder: Path, as_of: date, by: ActingPost, at: datetime, only: Collection[str] | None = None
    ) -> Laid:
        """Lay open below `folder` what counts on the day, of all datasets or some. In a transaction."""

    def answers(self) -> Answers:
        """What people decided about doubtful pairs; `person` is a registry person's id."""

    def ask(self, reached: Mapping[str, Reached], *, by: ActingPost, at: datetime) -> None:
        """Put doubtful pairs on the desk; their `person` is a registry person's id."""


class Exchange:
    """What departments sent and another accepted."""

    def lay(
        self, *, folder: Path, as_of: date, by: ActingPost, at: datetime, only: Collection[str] | None = None
    ) -> Laid:
        """The deliveries in force on the day."""
        known = versions.current(as_of=as_of)
        deliveries = known if only is None else [one for one in known if one.dataset in only]
        parts = opening.laid_open(deliveries=deliveries, folder=folder, by=by, at=at)
        return Laid(parts, [_entry(one) for one in deliveries])

    def answers(self) -> Answers:
        """Those of the desk of doubtful pairs."""
        return pairs.answers()

    def ask(self, reached: Mapping[str, Reached], *, by: ActingPost, at: datetime) -> None:
        """On the desk of doubtful pairs; what lies there already stays."""
        for dataset, one in sorted(reached.items()):
            said = one.told.rename({"row_no": "row"}).with_columns(pl.col("row").cast(pl.String))
            said = said.select(
                "row", *(pl.col(name).alias(f"a_{name}") for name in SAID if name in said.columns)
            )
            whole = one.asked.join(said, on="row", how="left", maintain_order="left")
            desk.note(dataset=dataset, doubtful=whole, by=by, at=at)


def _entry(delivery: Delivery) -> dict[str, Any]:
    files: Iterable[Any] = [one for one in delivery.files.order_by("place") if one.in_force]
    digests = "".join(one.sha256 for one in files)
    return {
        "dataset": delivery.dataset, "owner": delivery.unit.name, "period": delivery.period,
        "rows": sum(one.in_force for one in files), "sha256": hashlib.sha256(digests.encode()).hexdigest(),
        "delivery": str(delivery.key),
    }  # fmt: skip
