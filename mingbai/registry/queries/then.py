"""The household on the page's day, worked out once for all panels of one page."""

from datetime import date
from typing import Any

from mingbai.kit.shown import day_of
from mingbai.registry.models import Household
from mingbai.registry.queries import asof
from mingbai.registry.queries.asof import Then


def then(request: Any, household: Household, as_of: date | None) -> Then:
    """What is true of the household on ``as_of``, today if it is None; kept on the request."""
    day = as_of or day_of(request.at)
    kept: dict[tuple[int, date], Then] = getattr(request, "households_then", {})
    if (household.pk, day) not in kept:
        kept[household.pk, day] = asof.household(household, day)
        request.households_then = kept
    return kept[household.pk, day]
