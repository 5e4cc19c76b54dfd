"""Notices a clock that was set back: deadlines, sign-ins and the order of records rest on it."""

from datetime import datetime, timedelta

from mingbai.cli.refusal import Refusal
from mingbai.kit import clock
from mingbai.kit.home import Home
from mingbai.kit.spoken import _

PATIENCE = timedelta(minutes=5)
"""How far a clock may be put back, as time servers do."""


def last(one: Home) -> datetime | None:
    """When this installation last ran, by this machine's clock; None at the first start."""
    file = one / "clock"
    try:
        return datetime.fromisoformat(file.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return None


def went_back(one: Home) -> bool:
    """Whether the clock now stands before a time at which this installation ran."""
    before = last(one)
    return before is not None and clock.machine() < before - PATIENCE


def keep(one: Home) -> None:
    """Note the time; never an earlier one than is noted."""
    now = clock.machine()
    if now > (last(one) or now - PATIENCE):
        accept(one)


def accept(one: Home) -> None:
    """Take the clock as it stands."""
    (one / "clock").write_text(clock.machine().isoformat(timespec="seconds"), encoding="ascii")


def refuse(one: Home) -> None:
    """Raise Refusal if the clock was set back."""
    if went_back(one):
        raise Refusal(
            _(
                "This machine's clock says %(now)s, yet this installation ran until %(last)s. "
                "Set the clock. If the clock is right now: mingbai doctor --accept-clock."
            )
            % {"now": f"{clock.machine():%Y-%m-%d %H:%M}", "last": f"{last(one):%Y-%m-%d %H:%M}"}
        )
