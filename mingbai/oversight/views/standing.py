"""The teams: members, townships of the quarter, linked leaders. The county office sets them up."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from mingbai.kit.shown import day_of
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.oversight import permits
from mingbai.oversight.actions import teams as actions
from mingbai.oversight.forms.standing import LinkForm, SecondForm
from mingbai.oversight.queries import draw, standing, teams
from mingbai.oversight.views import office


@require_GET
def shown(request: HttpRequest) -> HttpResponse:
    """Every team with members and townships."""
    if not teams.sees_plans(request.acting):
        raise PermissionDenied(permits.plans.sentence())
    found, seed = standing.of(request.acting, day_of(request.at))
    context = {
        "teams": found,
        "seed": seed,
        "linked": standing.linked(request.acting),
        "directs": teams.directs(request.acting),
    }
    return render(request, "oversight/teams.html", context)


@require_POST
def rotate(request: HttpRequest) -> HttpResponse:
    """Deal the townships of the quarter; the machine makes the seed."""
    seed = draw.new_seed()
    made = actions.rotate(quarter=day_of(request.at), seed=seed, by=request.acting, at=request.at)
    messages.success(request, _("%(n)d townships were dealt.") % {"n": len(made)})
    return redirect("oversight:teams")


@GET_POST
def link(request: HttpRequest) -> HttpResponse:
    """联系乡镇."""
    office.demand(request)
    form = LinkForm(request.POST or None)

    def save(given: dict[str, Any]) -> HttpResponse:
        held = standing.posting(given["leader"], form.fields["leader"].choices)
        actions.link(
            post_id=held.post_id, user_id=held.user_id, name=held.holder, townships=given["townships"],
            by=request.acting, at=request.at,
        )  # fmt: skip
        messages.success(request, _("Linked."))
        return redirect("oversight:teams")

    return answered(request, form, save, _("Link a leader to townships"))


@GET_POST
def second(request: HttpRequest) -> HttpResponse:
    """抽调."""
    office.demand(request)
    form = SecondForm(request.POST or None)

    def save(given: dict[str, Any]) -> HttpResponse:
        held = standing.posting(given.pop("member"), form.fields["member"].choices)
        actions.second(user_id=held.user_id, name=held.holder, **given, by=request.acting, at=request.at)
        messages.success(request, _("Seconded."))
        return redirect("oversight:teams")

    return answered(request, form, save, _("Second a member to a team"))
