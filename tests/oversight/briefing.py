"""Problems for a brief, laid straight as the flow would leave them."""

from datetime import date, timedelta
from itertools import count
from typing import Any

from mingbai.kit import steps
from mingbai.oversight.models import Problem
from tests.factories.county import VILLAGE
from tests.oversight import scene

FRIDAY = scene.on(27)  # of the week that begins on 23 November 2020
_numbers = count(1)


def problem(office: Any, **more: Any) -> Problem:
    """One that is being rectified since the week before, within its deadline unless said otherwise."""
    number = next(_numbers)
    values = {
        "area_code": VILLAGE, "source": "self", "about": "village", "category": "data",
        "severity": "moderate", "number": f"WT-2020-{number:06d}", "name": "", "title": f"事项{number}",
        "fact": "样例事实", "found_on": date(2020, 11, 18), "found_by": "县督查组",
        "listed_at": scene.on(18), "state": "assigned", "deadline": date(2020, 12, 1), **more,
    }  # fmt: skip
    values.setdefault("due", values["deadline"])
    with scene.act(office):
        made = Problem.objects.create(**values)
        steps.record(
            subject=made, move="assign", source="listed", target="assigned", by=office, at=scene.on(18)
        )
    return made


def late(days: int) -> date:
    """A deadline so many days before the brief's Friday."""
    return FRIDAY.date() - timedelta(days=days)
