"""The only clock of the program. Edges (a request, a job, a command) read it once and pass the time on."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings

SHANGHAI = ZoneInfo("Asia/Shanghai")


def machine() -> datetime:
    """The machine's own clock, also in a demo: for what concerns the machine and not the county."""
    return datetime.now(SHANGHAI)


def read() -> datetime:
    """The time of day now; in a demo whose clock stands, the date is the demo's."""
    now = machine()
    standing = settings.HOME.config.clock
    if standing is None:
        return now
    day = date.fromisoformat(standing)
    return now.replace(year=day.year, month=day.month, day=day.day)
