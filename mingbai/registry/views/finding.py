"""Finding people, and looking beyond one's reach in an emergency."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from mingbai.kit.page import Hit
from mingbai.kit.requests import asks_only
from mingbai.kit.scope import entered, scope
from mingbai.org.queries import areas
from mingbai.registry import permits
from mingbai.registry.actions import glass as actions
from mingbai.registry.actions import looks
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.forms.looking import Glass
from mingbai.registry.models import GlassLook, Person
from mingbai.registry.queries import finding, glass, looking
from mingbai.registry.queries import households as queries
from mingbai.registry.queries.finding import Findings
from mingbai.registry.states import Standing
from mingbai.registry.views import households

INCOMPLETE, OVER = 422, 404


@dataclass(frozen=True, slots=True)
class Line:
    """One person found."""

    name: str
    url: str
    standing: str
    place: str
    group: str
    head: str
    home: str
    last4: str


@asks_only
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """The search page. What is looked for is posted, so that no number or name stands in an address."""
    words = request.POST.get("words", "").strip()[: finding.LONGEST]
    found = finding.find(request.acting, words, request.at) if words else None
    if found and found.by_number:
        looks.looked_up(persons=found.persons, by=request.acting, at=request.at)
    context = {
        "words": "" if finding.looks_like_a_number(words) else words,
        "found": found,
        "lines": [line(found, person) for person in found.persons] if found else [],
        "groups": _groups(request, found) if found else [],
        "glass": permits.breaks_glass(request.acting, None),
    }
    return render(request, "registry/find.html", context)


def line(found: Findings, person: Person) -> Line:
    """A person as results tell them: village, group, head, masked number."""
    home = person.household
    return Line(
        name=person.name,
        url=reverse("registry:person", args=[person.key]),
        standing="" if person.standing == Standing.HERE else str(person.get_standing_display()),
        place=found.places_of.get(person.area_code, ""),
        group=str(home.group_no) if home and home.group_no else "",
        head=home.head_name if home else "",
        home=reverse("registry:household", args=[home.key]) if home else "",
        last4=person.id_last4,
    )


def _groups(request: HttpRequest, found: Findings) -> list[tuple[str, list[Hit]]]:
    """Households, places and helpers that fit."""
    homes = [
        Hit(home.head_name, reverse("registry:household", args=[home.key]), found.places_of[home.area_code])
        for home in found.households
    ]
    places = [
        Hit(area.name, reverse("registry:village", args=[area.code]), areas.full_name(area.code))
        for area in found.places
    ]
    helped = f"{reverse('registry:households')}?helper="
    helpers = [Hit(name, helped + name, _("their households")) for name in found.helpers]
    if not permits.browses(request.acting, None):
        helpers = []
    titles = [(_("Households"), homes), (_("Places"), places), (_("Helpers"), helpers)]
    return [(title, hits) for title, hits in titles if hits]


@require_http_methods(["GET", "HEAD", "POST"])
def break_glass(request: HttpRequest) -> HttpResponse:
    """应急查阅: give the number and the reason; the household opens for some minutes."""
    if not permits.breaks_glass(request.acting, None):
        raise actions.MayNotBreak(permits.breaks_glass.sentence())
    form = Glass(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            look = actions.break_glass(**form.cleaned_data, by=request.acting, at=request.at)
        except (actions.BadReason, actions.TooOften, actions.NobodyThere) as refused:
            form.add_error(None, str(refused.sentence))
        else:
            return HttpResponseRedirect(reverse("registry:glass_open", args=[look.key]))
    still = glass.of_user(request.acting).filter(until__gt=request.at, post_id=request.acting.post_id or 0)
    context = {"form": form, "rules": looking.glass(), "open": still}
    return render(request, "registry/glass.html", context, status=INCOMPLETE if form.errors else 200)


@require_GET
def glass_open(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The household's page through broken glass, while the look lasts; nobody else's."""
    look = glass.open_look(request.acting, key, request.at)
    if look is None:
        if not glass.of_user(request.acting).filter(key=key).exists():
            raise Http404(str(key))
        return render(request, "registry/glass_open.html", {"body": ""}, status=OVER)
    return render(request, "registry/glass_open.html", {"look": look, "body": _body(request, look)})


def _body(request: HttpRequest, look: GlassLook) -> str:
    """The page's body, asked and drawn in a scope that reaches this one household and nothing else."""
    mine = request.acting
    narrow = glass.through(mine, look)
    request.glass = look
    request.acting = narrow
    try:
        with entered(narrow, purpose=look.reason, request=scope().request):
            household = queries.by_id(narrow, look.household_id)
            if household is None:
                raise Http404(str(look.key))
            found: dict[str, Any] = households.contents(request, household, None)
            return render_to_string("registry/household_body.html", found, request=request)
    finally:
        request.acting = mine


@require_POST
def glass_note(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The township takes note of a look."""
    look = glass.in_reach(request.acting).filter(key=key).first()
    if look is None:
        raise Http404(str(key))
    version = request.POST.get("version", "")
    if not version.isdecimal():
        raise Refused(_("The form is incomplete. Open the page again."))
    actions.take_note(look=look, by=request.acting, at=request.at, version=int(version))
    messages.success(request, _("Noted."))
    return HttpResponseRedirect(reverse("registry:glass_looks"))
