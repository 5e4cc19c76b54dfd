"""A page of one month, with the way to the months beside it."""

from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _

from mingbai.kit.calendar import add_months
from mingbai.kit.ledger.asked import BadQuestion
from mingbai.kit.shown import day_of


def asked(request: HttpRequest) -> date:
    """`month=2020-11`, as its first day; left out, the present one. Raises BadQuestion."""
    given = request.GET.get("month")
    if not given:
        return day_of(request.at).replace(day=1)
    try:
        return date.fromisoformat(f"{given}-01")
    except ValueError as wrong:
        raise BadQuestion(_("“%(value)s” is no month.") % {"value": given[:20]}) from wrong


def beside(request: HttpRequest, month: date) -> dict[str, date | None]:
    """What kit/c/months.html shows: the month, the one before, the one after unless it has not begun."""
    later = add_months(month, 1)
    return {
        "month": month,
        "before": add_months(month, -1),
        "after": later if later <= day_of(request.at) else None,
    }
