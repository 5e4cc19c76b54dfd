"""Pairing, grounds, and writing down what a person asks about their own data: one form each."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from mingbai.kit.scope import rows
from mingbai.kit.views.forms import GET_POST, answered
from mingbai.registry.actions import corrections, grounds, pairings
from mingbai.registry.forms.changes_people import CorrectionForm, EndPairForm, GroundsForm, PairForm
from mingbai.registry.models import Household, Person
from mingbai.registry.states import CorrectionAsk, Ground


@GET_POST
def pair(request: HttpRequest, household: UUID) -> HttpResponse:
    """Pair a helper; one who helped until then ends."""
    home = _home(request, household)
    form = PairForm(request.POST or None, area_code=home.area_code, at=request.at)

    def save(given: dict[str, Any]) -> HttpResponse:
        user = given["user"]
        helper = pairings.Helper(
            name=user.display_name if user else given["name"], unit_name=given["unit_name"], user=user
        )
        pairings.pair(
            household=home, helper=helper, on=given["on"], why=given["why"], by=request.acting, at=request.at
        )
        return _back(request, home)

    return answered(request, form, save, _("Pair a helper"), home.head_name)


@GET_POST
def unpair(request: HttpRequest, household: UUID) -> HttpResponse:
    """End a pairing."""
    home = _home(request, household)

    def save(given: dict[str, Any]) -> HttpResponse:
        pairings.unpair(household=home, on=given["on"], why=given["why"], by=request.acting, at=request.at)
        return _back(request, home)

    form = EndPairForm(request.POST or None, at=request.at)
    return answered(request, form, save, _("End the pairing"), home.head_name)


@GET_POST
def say_grounds(request: HttpRequest, household: UUID, ground: str) -> HttpResponse:
    """Say causes or risks anew, in their order."""
    home = _home(request, household)
    if ground not in Ground.values:
        raise Http404(ground)

    def save(_given: dict[str, Any]) -> HttpResponse:
        grounds.say(
            household=home, ground=Ground(ground), ranked=form.ranked(), on=form.cleaned_data["on"],
            by=request.acting, at=request.at,
        )  # fmt: skip
        return _back(request, home)

    now = home.grounds.filter(ground=ground, valid_to=None)
    initial = {f"rank_{each.rank}": each.code for each in now}
    form = GroundsForm(request.POST or None, ground=Ground(ground), at=request.at, initial=initial)
    return answered(request, form, save, str(Ground(ground).label), home.head_name)


@GET_POST
def write_down(request: HttpRequest, person: UUID) -> HttpResponse:
    """Write down what somebody asks about their own data."""
    about: Person | None = rows(Person, request.acting).filter(key=person).first()
    if about is None:
        raise Http404(person)

    def save(given: dict[str, Any]) -> HttpResponse:
        asked = corrections.Asked(
            CorrectionAsk(given["ask"]), given["said"], given["field"], given["wanted"], given["proof"]
        )
        made = corrections.write_down(person=about, asked=asked, by=request.acting, at=request.at)
        messages.success(request, _("Written down. Another post decides in time."))
        return redirect("registry:corrections-one", key=made.key)

    form = CorrectionForm(request.POST or None)
    return answered(request, form, save, _("Request about one's own data"), about.name)


def _home(request: HttpRequest, key: UUID) -> Household:
    found: Household | None = rows(Household, request.acting).filter(key=key).first()
    if found is None:
        raise Http404(key)
    return found


def _back(request: HttpRequest, home: Household) -> HttpResponse:
    messages.success(request, _("Saved."))
    return redirect("registry:household", key=home.key)
