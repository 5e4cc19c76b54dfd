"""基层减负台账: a month's demands with their minutes; noting one, striking one out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from mingbai.duties import permits
from mingbai.duties.actions import demands as actions
from mingbai.duties.actions.refusal import BadDemand
from mingbai.duties.forms.demands import DemandForm, begun
from mingbai.duties.models import Demand
from mingbai.duties.queries import burden as asked
from mingbai.duties.queries import demands, periods
from mingbai.duties.queries.burden import Cell
from mingbai.kit.scope import rows
from mingbai.kit.shown import day_of
from mingbai.kit.views import months
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.org.queries import areas


@require_GET
def burden(request: HttpRequest) -> HttpResponse:
    """What was asked in a month: by kind, by asker, and by village or township."""
    if not permits.demand_reader(request.acting, None):
        raise PermissionDenied(permits.demand_reader.sentence())
    month = months.asked(request)
    cells = asked.of(request.acting, periods.of("monthly", month))
    return render(
        request,
        "duties/burden.html",
        {
            **months.beside(request, month),
            "total": asked.summed(cells, lambda _cell: ("", "")),
            "kinds": asked.summed(cells, lambda cell: (cell.kind, asked.kind_title(cell))),
            "askers": asked.summed(cells, lambda cell: (cell.asker, cell.asker_name)),
            "places": [] if permits.of_village(request.acting) else _places(cells, request),
            "notes": permits.notes_demands(request.acting),
        },
    )


def _places(cells: list[Cell], request: HttpRequest) -> list[asked.Total]:
    """Villages of a township's post; townships for the county's. In the order of their codes: no ranking."""
    digits = 9 if request.acting.area_code.endswith("000000") else 12
    codes = {cell.area: cell.area[:digits].ljust(12, "0") for cell in cells}
    names = areas.names(codes.values())
    return asked.summed(cells, lambda cell: (codes[cell.area], names.get(codes[cell.area], "")))


@GET_POST
def note(request: HttpRequest) -> HttpResponse:
    """Note a form, list, visit or meeting."""
    if not permits.noter(request.acting, None):
        raise PermissionDenied(permits.noter.sentence())
    form = _form(request)

    def save(_given: dict[str, Any]) -> HttpResponse:
        made = actions.note(asked=form.asked(), by=request.acting, at=request.at)
        said = ngettext("Noted for %(n)d village.", "Noted for %(n)d villages.", len(made))
        messages.success(request, said % {"n": len(made)})
        return redirect("duties:burden")

    detail = _("What this program asks is counted by itself and need not be noted.")
    return answered(request, form, save, _("Note a demand"), detail, told=BadDemand)


def _form(request: HttpRequest) -> DemandForm:
    villages, askers = demands.villages(request.acting), demands.askers(request.acting)
    own = askers[0][0] if askers and not permits.of_village(request.acting) else ""
    given: Any = begun(villages, day_of(request.at), own)
    return DemandForm(request.POST or None, initial=given, villages=villages, askers=askers)


@require_POST
def withdraw(request: HttpRequest, key: UUID) -> HttpResponse:
    """Strike out what one noted oneself."""
    demand = rows(Demand, request.acting).filter(key=key).first()
    if demand is None:
        raise Http404(key)
    actions.withdraw(demand=demand, by=request.acting, at=request.at, version=demand.version)
    messages.success(request, _("Struck out."))
    return redirect("duties:demands-one", key=demand.key)
