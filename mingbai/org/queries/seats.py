"""Which posts a person may act through at a moment: their own, and those lent to them.

Asked anew on every request, through one definer function that answers for the signed-in user only, because
nobody has a scope before their posts are known.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from mingbai.kit import slots
from mingbai.kit.scope import ActingPost, range_of
from mingbai.org.models import User
from mingbai.org.queries import kinds
from mingbai.org.queries.machine import machine

SEATS = """SELECT post_id, kind, name, area_code, lines, delegation_id, lent_by, until FROM org_seats(%s)"""
NOTHING = ("", "")
HOUSEHOLDS = slots.declare("org.households", "f(post_id, at) -> ids of the households paired with its holder")


@dataclass(frozen=True, slots=True)
class Seat:
    """One post one may act through. ``delegation_id``, ``lent_by``, ``until``: only when it is lent."""

    post_id: int
    kind: str
    name: str
    area_code: str
    lines: str
    delegation_id: int | None
    lent_by: str | None
    until: datetime | None

    @property
    def key(self) -> str:
        """What the browser's session remembers."""
        return f"d{self.delegation_id}" if self.delegation_id else f"p{self.post_id}"

    @property
    def lent(self) -> bool:
        """Whether the post is another's."""
        return self.delegation_id is not None


def seats(at: datetime) -> list[Seat]:
    """The signed-in user's posts at a time, own ones first, highest area first."""
    with connection.cursor() as cursor:
        cursor.execute(SEATS, [at])
        found = [Seat(*row) for row in cursor.fetchall()]
    return sorted(found, key=lambda seat: (seat.lent, seat.area_code, seat.post_id))


def chosen(found: list[Seat], key: str | None, last_post: int | None = None) -> Seat | None:
    """The seat of the session's key, else the post active last time, else the first."""
    for seat in found:
        if seat.key == key:
            return seat
    for seat in found:
        if seat.post_id == last_post:
            return seat
    return found[0] if found else None


def acting(seat: Seat, *, user_id: int, name: str, at: datetime) -> ActingPost:
    """What a person reaches through a seat; ``name`` is the person's, kept in records beside the post's.

    Called with the person as the scope's user: the ledger is asked which households are paired with a post.
    """
    kind = kinds.kind(seat.kind)
    reach = range_of(seat.area_code)
    ledger = reach if kind.ledger else NOTHING
    return ActingPost(
        post_id=seat.post_id,
        user_id=user_id,
        kind=seat.kind,
        label=f"{name} · {seat.name}" + ("（代）" if seat.lent else ""),
        area_code=seat.area_code,
        lo=ledger[0],
        hi=ledger[1],
        org_lo=reach[0],
        org_hi=reach[1],
        lines=frozenset(filter(None, seat.lines.split(","))),
        abilities=kind.abilities,
        households=_paired(seat.post_id, at) if kind.paired else None,
    )


def _paired(post_id: int, at: datetime) -> tuple[int, ...]:
    return tuple(id_ for ask in slots.filled(HOUSEHOLDS) for id_ in ask(post_id=post_id, at=at))


def postless(*, user_id: int | None, name: str = "") -> ActingPost:
    """Someone known, or about to be, but without a post: reaches nothing but what is one's own."""
    return ActingPost(
        post_id=None,
        user_id=user_id,
        kind="",
        label=name,
        area_code="",
        lo="",
        hi="",
        org_lo="",
        org_hi="",
    )


def acting_of(*, post_id: int | None, user_id: int | None, at: datetime) -> ActingPost | None:
    """The post that somebody asked a job under, as it holds at a moment; None if it no longer does.

    Called with ``user_id`` as the scope's user (slot ``jobs.acting``). What was asked by no user under no
    post, the machine asked: it has neither, and everybody who signs in has at least the first.
    """
    if user_id is None:
        return machine() if post_id is None else None
    user = User.objects.filter(pk=user_id, is_active=True).first()
    seat = next((each for each in seats(at) if each.post_id == post_id), None)
    return acting(seat, user_id=user_id, name=user.display_name, at=at) if seat and user else None
