"""What a month's random re-check is drawn from: closed problems, and the work of teams that found nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil

from mingbai.kit.calendar import add_months
from mingbai.kit.pack import installed
from mingbai.oversight.models import Inspection, Problem
from mingbai.oversight.queries import draw, naming, scores
from mingbai.oversight.queries.terms import terms
from mingbai.oversight.states import InspectionState, ProblemState


def wanted(count: int) -> int:
    """The pack's share (a tenth), rounded up: of anything at all at least one."""
    share: Decimal = installed().get("oversight.inspectors.recheck_share")
    return ceil(share * count)


def closed(month: date) -> list[str]:
    """Numbers of problems that are still closed and whose days of waiting ended in the month before."""
    ripe = Problem.objects.filter(
        state=ProblemState.CLOSED, recheck_on__gte=add_months(month, -1), recheck_on__lt=month
    )
    return list(ripe.order_by("number").values_list("number", flat=True))


def found_nothing(month: date) -> list[Inspection]:
    """Visits of the month before by teams that are not rated: nothing was there to be found by anybody."""
    before, rule = add_months(month, -1), terms()
    blank = [code for code in naming.teams() if scores.team(code, [before], rule).score is None]
    visits = Inspection.objects.filter(
        team__in=blank, state=InspectionState.ENDED, recheck=False, on__gte=before, on__lt=month
    )
    return list(visits.order_by("id"))


def other_team(seed: str, name: str, own: str) -> str:
    """Who looks instead, by lot."""
    teams: Sequence[str] = [code for code in naming.teams() if code != own]
    return min(teams, key=lambda code: draw.lot(seed, f"{name}\t{code}"))
