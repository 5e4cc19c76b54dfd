"""The only writer of matters."""

from datetime import datetime

from mingbai.kit.scope import ActingPost
from tests.samples.flow import flow
from tests.samples.models import Matter


def report(
    *, matter: Matter, by: ActingPost, at: datetime, version: int, fact: str, cost: int | None, way: str
) -> None:
    flow.take(
        subject=matter,
        move="report",
        by=by,
        at=at,
        version=version,
        evidence={"fact": fact, "cost": cost, "way": way},
        also={"reported_by_id": by.user_id},
    )


def send_back(*, matter: Matter, by: ActingPost, at: datetime, version: int, why: str) -> None:
    flow.take(subject=matter, move="send_back", by=by, at=at, version=version, evidence={"why": why})


def close(*, matter: Matter, by: ActingPost, at: datetime, version: int) -> None:
    flow.take(subject=matter, move="close", by=by, at=at, version=version)
