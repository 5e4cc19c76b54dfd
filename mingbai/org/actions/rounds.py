"""The machine's rounds: what lapses by itself."""

from datetime import datetime

from mingbai.kit.jobs.clockwork import as_machine
from mingbai.org.actions import delegations, exports, throttle
from mingbai.org.actions.session_store import SessionStore


def minutely(*, at: datetime) -> None:
    """Start and close delegations on their minute; access itself never waits for this."""
    with as_machine(at) as machine:
        delegations.tick(by=machine, at=at)


def hourly(*, at: datetime) -> None:
    """Close exports whose time is over; forget old attempts to sign in, and browsers' sessions."""
    with as_machine(at) as machine:
        exports.tick(by=machine, at=at)
        throttle.forget_old(at=at)
        SessionStore.clear_expired()
