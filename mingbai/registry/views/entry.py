"""五到位: people, equipment, accuracy, coaching and answerability of data entry, on one page."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit.pack import installed
from mingbai.kit.scope import rows
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.org.queries import areas
from mingbai.registry import permits
from mingbai.registry.actions import entry as actions
from mingbai.registry.flow.changes import FIELDS
from mingbai.registry.forms.changes_entry import ClerkForm, CoachingForm, EquipmentForm
from mingbai.registry.models import EntryClerk
from mingbai.registry.queries import entry
from mingbai.registry.queries.corrections import field_name

YEAR = timedelta(days=365)
FORMS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "clerk": (ClerkForm, actions.add_clerk),
    "equipment": (EquipmentForm, actions.count_equipment),
    "coaching": (CoachingForm, actions.coach),
}


@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """Error rates of the last year, the roster, the equipment, the coaching log."""
    acting = request.acting
    _demand(request)
    until = request.at.date()
    fields = {code: str(title) for code, title in FIELDS}
    rates = [
        (rate, [(fields.get(field) or field_name(field), count) for field, count in rate.by_field])
        for rate in entry.rates(acting, since=until - YEAR, until=until)
    ]
    clerks, equipment = list(entry.clerks(acting)), list(entry.equipment(acting))
    names = areas.names(row.area_code for row in [*clerks, *equipment])
    kinds = installed().section("changes")["equipment"]
    said = get_language() or "zh"
    found = {
        "rates": rates,
        "clerks": [(row, names.get(row.area_code, "")) for row in clerks],
        "equipment": [
            (row, names.get(row.area_code, ""), kinds[row.kind]["name"].said(said))
            for row in equipment
            if row.kind in kinds
        ],
        "coachings": entry.coachings(acting),
    }
    return render(request, "registry/entry.html", found)


def _demand(request: HttpRequest) -> None:
    if not permits.keeps_entry(request.acting):
        raise PermissionDenied(_("Only posts of township and county look after data entry."))


@GET_POST
def add(request: HttpRequest, what: str) -> HttpResponse:
    """Add a clerk, count equipment, or write down a coaching."""
    _demand(request)
    form_of, verb = FORMS[what]

    def save(given: dict[str, Any]) -> HttpResponse:
        verb(**given, by=request.acting, at=request.at)
        messages.success(request, _("Saved."))
        return redirect("registry:entry")

    titles = {"clerk": _("Add to the roster"), "equipment": _("Count equipment"), "coaching": _("Coaching")}
    return answered(request, form_of(request.POST or None, acting=request.acting), save, titles[what])


@require_POST
def clerk_gone(request: HttpRequest, key: UUID) -> HttpResponse:
    """Somebody enters no more."""
    clerk = rows(EntryClerk, request.acting).filter(key=key).first()
    if clerk is None:
        raise Http404(key)
    actions.remove_clerk(clerk=clerk, by=request.acting, at=request.at)
    return redirect("registry:entry")
