"""The week of a team: its matters are given, villages and households drawn, and drawn again by anybody."""

import csv
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit.pack import installed
from mingbai.kit.scope import rows
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.oversight import permits
from mingbai.oversight.actions import planning
from mingbai.oversight.forms.tasks import GiveForm
from mingbai.oversight.models import Draw
from mingbai.oversight.queries import draw as lots
from mingbai.oversight.queries import redraw, visits
from mingbai.oversight.views import office


@GET_POST
def give(request: HttpRequest) -> HttpResponse:
    """督查事项交办单. The machine makes the seed: who gives the matters cannot steer the lot."""
    office.demand(request)
    form = GiveForm(request.POST or None, initial=_usual(request))

    def save(given: dict[str, Any]) -> HttpResponse:
        seed = lots.new_seed()
        made = planning.give_task(**{**given, **form.given()}, seed=seed, by=request.acting, at=request.at)
        messages.success(request, _("The team has its matters."))
        return redirect("oversight:tasks-one", key=made.key)

    return answered(request, form, save, _("Give a team its matters"))


def _usual(request: HttpRequest) -> dict[str, Any]:
    return {"week": request.at.date(), **installed().get("oversight.sample")}


@require_POST
def draw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Draw the week's villages and households."""
    task = visits.tasks(request.acting).filter(key=key).first()
    if task is None:
        raise Http404(key)
    made = planning.plan(task=task, by=request.acting, at=request.at)
    messages.success(request, _("Drawn: %(n)d villages.") % {"n": len(made)})
    return redirect("oversight:tasks-one", key=task.key)


@require_GET
def again(request: HttpRequest, key: UUID) -> HttpResponse:
    """A recorded lot, drawn again and compared with what was planned."""
    row = _draw(request, key)
    found = redraw.redrawn(row, request.acting)
    return render(request, "oversight/redrawn.html", {"row": row, "found": found})


@require_GET
def listed(request: HttpRequest, key: UUID) -> HttpResponse:
    """The list as it was drawn from, with each name's lot, for whoever draws with their own means."""
    row = _draw(request, key)
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="draw-{row.key}.csv"'
    table = csv.writer(answer)
    table.writerow(["name", "lot", "drawn", "first", "replaced"])
    for line in redraw.redrawn(row, request.acting).lines:
        table.writerow([line.name, line.lot, int(line.chosen), int(line.first), line.gone])
    return answer


def _draw(request: HttpRequest, key: UUID) -> Draw:
    if not permits.plans(request.acting, None):
        raise PermissionDenied(permits.plans.sentence())
    row: Draw | None = rows(Draw, request.acting).filter(key=key).first()
    if row is None:
        raise Http404(key)
    return row
