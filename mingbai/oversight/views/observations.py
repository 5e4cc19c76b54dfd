"""观摩评议: opened, scored on the phone, frozen, told as the era allows (handbook G.9)."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit.shown import day_of
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.oversight import permits
from mingbai.oversight.actions import observing as actions
from mingbai.oversight.actions.refusal import BadMark
from mingbai.oversight.forms.observations import MarkForm, OpenForm
from mingbai.oversight.models import Observation, Observed
from mingbai.oversight.queries import circular, draw, observed, observing, teams, terms
from mingbai.oversight.views import office


@require_GET
def listed(request: HttpRequest) -> HttpResponse:
    """Every quarter's observation, the newest first."""
    _demand(request)
    found = [(one, circular.named(one.period)) for one in observing.listed()]
    shown = {"found": found, "directs": teams.directs(request.acting)}
    return render(request, "oversight/observations.html", shown)


@GET_POST
def begin(request: HttpRequest) -> HttpResponse:
    """Open the quarter's; the machine makes the seed, so nobody chooses the villages."""
    office.demand(request)
    form = OpenForm(request.POST or None, initial={"on": day_of(request.at)})

    def save(given: dict[str, Any]) -> HttpResponse:
        made = actions.begin(on=given["on"], seed=draw.new_seed(), by=request.acting, at=request.at)
        messages.success(request, _("Open: townships and inspection teams can score."))
        return redirect("oversight:observation", name=made.period.name)

    return answered(request, form, save, _("Open an observation"))


@require_GET
def one(request: HttpRequest, name: str) -> HttpResponse:
    """What is to be scored, how far it is, and once frozen what came of it."""
    found = _found(request, name)
    return render(request, "oversight/observation.html", _shown(request, found))


@require_GET
def again(request: HttpRequest, name: str) -> HttpResponse:
    """The same, lot and marks reckoned again; for who sees every result."""
    found = _found(request, name)
    if not teams.sees_plans(request.acting) or found.frozen_at is None:
        raise PermissionDenied(permits.plans.sentence())
    shown = {**_shown(request, found), "again": True, "agrees": observed.again(found)}
    return render(request, "oversight/observation.html", shown)


def _shown(request: HttpRequest, found: Observation) -> dict[str, Any]:
    mine = observing.to_score(request.acting, found) if found.frozen_at is None else []
    return {
        "observation": found,
        "title": circular.named(found.period),
        "mine": mine,
        "left": sum(each.mark is None for each in mine),
        "marked": observing.marked(found),
        "directs": teams.directs(request.acting),
        "checks": teams.sees_plans(request.acting),
        "ranked": terms.ranked(),
        "lines": observed.lines(found, request.acting) if found.frozen_at else [],
    }


@require_POST
def freeze(request: HttpRequest, name: str) -> HttpResponse:
    """Close the scoring and keep what came of it."""
    found = _found(request, name)
    actions.freeze(observation=found, by=request.acting, at=request.at)
    messages.success(request, _("Frozen: each unit has its return list."))
    return redirect("oversight:observation", name=name)


@GET_POST
def score(request: HttpRequest, key: UUID) -> HttpResponse:
    """A short form for the phone; then the next village that is not scored yet."""
    village = observing.village(key)
    if village is None:
        raise Http404(key)
    if not permits.scores_village(request.acting, village):
        raise PermissionDenied(permits.scores_village.sentence())
    if village.observation.frozen_at is not None:
        raise BadMark(actions.OVER)
    mine = observing.to_score(request.acting, village.observation)
    this = next(each for each in mine if each.village.pk == village.pk)
    known = {**this.mark.given, "remark": this.mark.remark} if this.mark else {}
    form = MarkForm(request.POST or None, initial=known)

    def save(given: dict[str, Any]) -> HttpResponse:
        actions.mark(
            village=village, given=form.given(), remark=given["remark"], by=request.acting, at=request.at
        )
        messages.success(request, _("%(village)s is scored.") % {"village": village.label})
        return _next(village, mine)

    return answered(request, form, save, village.label, _("Score the village's ledger"))


def _next(village: Observed, mine: list[observing.ToScore]) -> HttpResponse:
    rest = [each.village for each in mine if each.mark is None and each.village.pk != village.pk]
    if rest:
        return redirect("oversight:observation_score", key=rest[0].key)
    return redirect("oversight:observation", name=village.observation.period.name)


def _demand(request: HttpRequest) -> None:
    if not terms.observed():
        raise PermissionDenied(actions.OFF)
    if not permits.reads_observed(request.acting, None):
        raise PermissionDenied(permits.reads_observed.sentence())


def _found(request: HttpRequest, name: str) -> Observation:
    _demand(request)
    found = observing.of_quarter(name)
    if found is None:
        raise Http404(name)
    return found
