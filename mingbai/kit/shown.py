"""How values are shown: dates with what they mean today, money with separators, numbers that line up."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from html import escape
from typing import Any

from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FEN_IN_YUAN = 100
FEN_IN_WAN = 1_000_000
NOTHING = "—"


def escaped(words: str) -> SafeString:
    """The words as HTML. As Django's conditional_escape, which asks more than hundreds of cells can bear."""
    return words if isinstance(words, SafeString) else SafeString(escape(words))


def day_of(value: date | datetime) -> date:
    """The local date of a date or an aware time."""
    return timezone.localtime(value).date() if isinstance(value, datetime) else value


def iso(value: date | datetime | None) -> str:
    """2026-11-23, or a dash."""
    return day_of(value).isoformat() if value else NOTHING


def minute(value: datetime | None) -> str:
    """2026-11-23 14:05 in local time, or a dash."""
    return timezone.localtime(value).strftime("%Y-%m-%d %H:%M") if value else NOTHING


def until(due: date, today: date) -> str:
    """How far a deadline is: "3 days left", "due today", "2 days overdue"."""
    days = (due - today).days
    if days == 0:
        return _("due today")
    if days > 0:
        return ngettext("due in %(n)d day", "due in %(n)d days", days) % {"n": days}
    return ngettext("%(n)d day overdue", "%(n)d days overdue", -days) % {"n": -days}


def since(then: date, today: date) -> str:
    """How long ago a day was: "today", "yesterday", "5 days ago"."""
    days = (today - then).days
    if days < 0:
        return ngettext("in %(n)d day", "in %(n)d days", -days) % {"n": -days}
    if days == 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    return ngettext("%(n)d day ago", "%(n)d days ago", days) % {"n": days}


def yuan(fen: int | None) -> str:
    """Money from fen: 1,234.50, exact; or a dash."""
    if fen is None:
        return NOTHING
    return f"{Decimal(fen) / FEN_IN_YUAN:,.2f}"


def wan(fen: int | None) -> str:
    """Money from fen in ten thousand yuan: 12.35, rounded half up to the hundredth; or a dash."""
    if fen is None:
        return NOTHING
    return f"{(Decimal(fen) / FEN_IN_WAN).quantize(Decimal('0.01'), ROUND_HALF_UP):,}"


def number(value: int | Decimal | None) -> str:
    """A number with thousands separators, or a dash."""
    return NOTHING if value is None else f"{value:,}"


def short(value: Decimal) -> str:
    """A number without empty places, and never as a power of ten."""
    return f"{value.normalize():f}"


def plain(value: Any) -> str:
    """Any value as a cell of a list or a workbook shows it."""
    if value is None or value == "":
        return NOTHING
    if isinstance(value, datetime):
        return minute(value)
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return str(value)
