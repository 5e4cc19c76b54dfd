"""How the teams did, month by month."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingbai.kit.views import months
from mingbai.oversight import permits
from mingbai.oversight.queries import rates, teams
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import Subject


@require_GET
def of_month(request: HttpRequest) -> HttpResponse:
    """Catch rate and false-alarm share of every team, for teams and the county."""
    if not teams.sees_plans(request.acting):
        raise PermissionDenied(permits.plans.sentence())
    month = months.asked(request)
    shown: dict[str, Any] = {
        **months.beside(request, month),
        "rates": rates.of(month),
        "scored": scored(Subject.TEAM),
    }
    return render(request, "oversight/rates.html", shown)
