"""A team's visits on the phone, also without a signal: the list, a visit, a household's form."""

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit import parcels
from mingbai.kit.text import Text
from mingbai.kit.views.offline import worker as kept_by
from mingbai.org.queries.areas import full_name
from mingbai.oversight import permits
from mingbai.oversight.actions import checking, ending, noting, pictures, replacing
from mingbai.oversight.forms.visits import AnswerForm, CheckForm, EndForm, FactForm, GoneForm, PhotoForm
from mingbai.oversight.models import Fact, Inspected, Inspection
from mingbai.oversight.queries import held, questions, teams, visits, visits_shown, words
from mingbai.registry.actions import looks
from mingbai.registry.queries import eras
from mingbai.registry.queries.then import then

INCOMPLETE = 422
ASSETS = ("oversight/visits.css", "kit/js/by-hand.js", "oversight/visits.js")
Keep = Callable[[Fact, dict[str, Any]], None]
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The visits of the post's own team that have not ended."""
    team = teams.team_of(request.acting)
    if not team:
        raise PermissionDenied(_("This page is an inspection team's."))
    return render(request, "oversight/visits.html", {"visits": visits.of_team(request.acting, team)})


@require_GET
def worker(_request: HttpRequest) -> HttpResponse:
    """The worker of these pages: they also open without a network."""
    return kept_by(assets=ASSETS)


@require_GET
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A visit: its households, its facts with the village's answers, its end."""
    return _visit_page(request, _visit(request, key))


def _visit_page(request: HttpRequest, visit: Inspection, **forms_: forms.Form) -> HttpResponse:
    found = {
        "visit": visit,
        "homes": [(one, words.word("replacing", one.gone)) for one in visits.homes(request.acting, visit)],
        "reasons": words.choices("replacing"),
        "facts": visits_shown.facts(request.acting, visit),
        "matters": visit.task.matters if visit.task else [],
        "matter_words": questions.matters(),
        "photo_required": questions.photo_required(),
        "kilobytes": PhotoForm().kilobytes,
        "fact_form": FactForm(initial={"key": uuid.uuid4()}),
        "end_form": EndForm(),
        **forms_,
    }
    wrong = any(form.errors for form in forms_.values())
    return render(request, "oversight/visit.html", found, status=INCOMPLETE if wrong else 200)


@GET_POST
def home(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A household's form; a script sends it from its outbox, a plain browser as a form."""
    inspected = _home(request, key)
    if request.method != "POST":
        looks.seen(subject=inspected.household, by=request.acting, at=request.at, purpose=_("An inspection"))
        return _home_page(request, inspected, CheckForm(form=inspected.form))
    form = CheckForm(request.POST, form=inspected.form)
    if not form.is_valid():
        return _incomplete(request, form) or _home_page(request, inspected, form)
    checking.check(inspected=inspected, given=form.given(), by=request.acting, at=request.at)
    return _arrived(request, inspected.inspection, _("The form is in."))


def _home_page(request: HttpRequest, inspected: Inspected, form: CheckForm) -> HttpResponse:
    household = inspected.household
    known = held.held(household, then(request, household, None))
    facts = {one.question: one for one in visits.facts(request.acting, inspected.inspection)
             if one.inspected_id == inspected.pk and one.question}  # fmt: skip
    rows = [
        (one, known.get(one.shows, ""), inspected.answers.get(code, ""), facts.get(code), uuid.uuid4())
        for code, one in questions.of_form(inspected.form).items()
    ]
    shown = {
        "home": inspected,
        "visit": inspected.inspection,
        "place": full_name(household.area_code),
        "labels": eras.labels(category=household.category, monitor=household.monitor),
        "rows": rows,
        "form": form,
        "photo_required": questions.photo_required(),
        "kilobytes": PhotoForm().kilobytes,
    }
    return render(request, "oversight/home.html", shown, status=INCOMPLETE if form.errors else 200)


@require_POST
def instead(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Nobody can be found in a household: the machine draws the next of the lot, once this has arrived."""
    inspected, form = _home(request, key), GoneForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, form) or _visit_page(request, inspected.inspection, gone_form=form)
    found = replacing.replace(inspected=inspected, **form.cleaned_data, by=request.acting, at=request.at)
    said = _("The next of the lot stands in.") if found else _("The list of the lot is used up.")
    return _arrived(request, inspected.inspection, said)


@require_POST
def note(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A fact of the village, beside the forms."""
    visit = _visit(request, key)
    form = FactForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, form) or _visit_page(request, visit, fact_form=form)
    noting.note_fact(visit=visit, inspected=None, noted=form.noted(), by=request.acting, at=request.at)
    return _arrived(request, visit, _("The fact is noted."))


@require_POST
def photo(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """A photograph of a fact."""

    def keep(fact: Fact, given: dict[str, Any]) -> None:
        pictures.photograph(fact=fact, content=given["photo"], by=request.acting, at=request.at)

    return _about(request, key, PhotoForm(request.POST, request.FILES), keep, _("The photograph is in."))


@require_POST
def answer(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """见面沟通."""

    def keep(fact: Fact, given: dict[str, Any]) -> None:
        noting.answer(fact=fact, **given, by=request.acting, at=request.at, version=fact.version)

    return _about(request, key, AnswerForm(request.POST), keep, _("The village has answered."))


def _about(request: HttpRequest, key: uuid.UUID, form: forms.Form, keep: Keep, said: Text) -> HttpResponse:
    """What concerns one fact."""
    fact = visits.fact(request.acting, key)
    if fact is None:
        raise Http404(key)
    if not form.is_valid():
        return _incomplete(request, form) or _visit_page(request, fact.inspection, wrong=form)
    keep(fact, form.cleaned_data)
    return _arrived(request, fact.inspection, said)


@require_POST
def drop(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The team takes a fact back before it leaves."""
    fact = visits.fact(request.acting, key)
    if fact is None:
        raise Http404(key)
    noting.drop(fact=fact, by=request.acting, at=request.at, version=fact.version)
    return _arrived(request, fact.inspection, _("Dropped."))


@require_POST
def end(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The visit ends: facts become problems."""
    visit, form = _visit(request, key), EndForm(request.POST)
    if not form.is_valid():
        return _incomplete(request, form) or _visit_page(request, visit, end_form=form)
    count = ending.end(
        visit=visit, **form.cleaned_data, by=request.acting, at=request.at, version=visit.version
    )
    said = _("The visit has ended: %(n)d problems.") % {"n": count}
    url = reverse("oversight:inspections-one", args=[visit.key])
    if parcels.is_parcel(request):
        return parcels.arrived(url, said)
    messages.success(request, said)
    return redirect(url)


def _arrived(request: HttpRequest, visit: Inspection, said: Text) -> HttpResponse:
    url = reverse("oversight:visit", args=[visit.key])
    if parcels.is_parcel(request):
        return parcels.arrived(url, said)
    messages.success(request, str(said))
    return redirect(url)


def _incomplete(request: HttpRequest, form: forms.Form) -> HttpResponse | None:
    """For a script what is wrong; None for a plain browser, which is shown the page."""
    if not parcels.is_parcel(request):
        return None
    return parcels.incomplete({name: [str(one) for one in found] for name, found in form.errors.items()})


def _visit(request: HttpRequest, key: uuid.UUID) -> Inspection:
    """A visit of the post's own team."""
    found = visits.one(request.acting, key)
    if found is None:
        raise Http404(key)
    if not permits.of_team(request.acting, found):
        raise PermissionDenied(permits.of_team.sentence())
    return found


def _home(request: HttpRequest, key: uuid.UUID) -> Inspected:
    found = visits.home(request.acting, key)
    if found is None:
        raise Http404(key)
    if not permits.of_team(request.acting, found.inspection):
        raise PermissionDenied(permits.of_team.sentence())
    return found
