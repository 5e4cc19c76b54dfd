"""Whether a signed-in browser may go on: who it is, through which post, and what must be done first."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.models import SecondFactor, SignIn, User
from mingbai.org.queries import kinds, seats
from mingbai.org.queries.seats import Seat


class Gone(StrEnum):
    """Why a browser is no longer signed in."""

    UNKNOWN = "unknown"
    ENDED = "ended"
    IDLE = "idle"
    TOO_LONG = "too_long"
    LOCKED = "locked"


class First(StrEnum):
    """What must be done before anything else."""

    PASSWORD = "password"  # noqa: S105 - a step, not a secret
    ENROL = "enrol"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Presence:
    """A signed-in person on this request."""

    user: User
    sign_in: SignIn
    seats: list[Seat]
    seat: Seat | None
    acting: ActingPost
    first: First | None


def ended(sign_in: SignIn | None, user: User, at: datetime) -> Gone | None:
    """Why this browser's sign-in no longer counts, if it does not."""
    if sign_in is None:
        return Gone.UNKNOWN
    if not user.is_active:
        return Gone.LOCKED
    if sign_in.ended_at is not None:
        return Gone.ENDED
    rules = installed().section("security")
    if not timedelta(0) <= at - sign_in.seen_at < timedelta(minutes=rules["idle"]["minutes"]):
        return Gone.IDLE
    if at - sign_in.started_at >= timedelta(hours=rules["session"]["hours"]):
        return Gone.TOO_LONG
    return None


def present(user: User, sign_in: SignIn, *, key: str | None, verified: bool, at: datetime) -> Presence:
    """The person with their posts as they stand now, acting through the seat ``key``."""
    found = seats.seats(at)
    seat = seats.chosen(found, key, user.last_post)
    number, name = user.pk, user.display_name
    if seat is None:
        acting = seats.postless(user_id=number, name=name)
    else:
        acting = seats.acting(seat, user_id=number, name=name, at=at)
    return Presence(user, sign_in, found, seat, acting, first(user, found, seat, verified=verified, at=at))


def first(user: User, found: list[Seat], seat: Seat | None, *, verified: bool, at: datetime) -> First | None:
    """What stands before everything else: a password to change, a second factor to set up or to give."""
    if user.must_change_password or password_expired(user, at):
        return First.PASSWORD
    if verified or not any(kinds.kind(each.kind).second_factor for each in found):
        return None
    if not SecondFactor.objects.filter(user=user).exclude(confirmed_at=None).exists():
        return First.ENROL
    return First.CODE if seat else None


def password_expired(user: User, at: datetime) -> bool:
    """Whether the password is older than the pack allows (``security.password.max_age_days``)."""
    if user.password_at is None:
        return True
    return bool((at - user.password_at).days >= installed().get("security.password.max_age_days"))


def password_days_left(user: User, at: datetime) -> int | None:
    """Days until the password must be changed, once they are few (``security.password.warn_days``)."""
    rules = installed().get("security.password")
    if user.password_at is None:
        return None
    left = rules["max_age_days"] - (at - user.password_at).days
    return left if left <= rules["warn_days"] else None
