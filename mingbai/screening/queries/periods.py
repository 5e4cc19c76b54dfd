"""Within what period one rule about one subject is one finding; the pack says which and why."""

from __future__ import annotations

from datetime import date, timedelta

from mingbai.kit.calendar import add_months
from mingbai.kit.pack import installed
from mingbai.rulebook.book import Rule

ALWAYS = ""


def period_of(rule: Rule, kind: str, on: date) -> str:
    """2020, 2020-H2, 2020-Q4, 2020-11, or empty for always. `kind` is the finding's."""
    of = installed().section("runs")["periods"][kind]["of"]
    if of == "calendar_year":
        return str(on.year)
    if of == "benefit" and rule.benefit is not None:
        return of_benefit(rule.benefit.period, on)
    return ALWAYS


def of_benefit(cycle: str, on: date) -> str:
    """The benefit's own period that the day lies in; what comes once has none."""
    named = {
        "month": f"{on:%Y-%m}",
        "quarter": f"{on.year}-Q{(on.month + 2) // 3}",
        "half_year": f"{on.year}-H{(on.month + 5) // 6}",
        "year": str(on.year),
    }
    return named.get(cycle, ALWAYS)


def last_day(period: str, today: date) -> date:
    """The last day of a period as `period_of` names it; of always: today."""
    if period == ALWAYS:
        return today
    year, _, part = period.partition("-")
    months = {"": 12, "H": 6, "Q": 3}.get(part[:1], 1)
    number = int(part.lstrip("HQ") or 1)
    return add_months(date(int(year), 1, 1), months * number) - timedelta(days=1)
