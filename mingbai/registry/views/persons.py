"""A person's page, who looked at it, and numbers opened for a purpose."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.kit import slots, vault
from mingbai.kit.shown import day_of
from mingbai.org.queries import areas
from mingbai.registry import ledgers, permits
from mingbai.registry.actions import looks as looking
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.forms.looking import Purpose
from mingbai.registry.models import Household, Membership, Person
from mingbai.registry.queries import asof, codes, words
from mingbai.registry.queries import households as queries
from mingbai.registry.queries import looks as looks_of
from mingbai.registry.queries.page import PERSON_DOINGS, PERSON_PANELS
from mingbai.registry.views.households import looked

INCOMPLETE = 422


class MayNotReveal(Refused):
    """The post opens no sealed numbers."""

    code = "may_not_reveal"
    status = 403


@dataclass(frozen=True, slots=True)
class Stay:
    """A membership as the person's page says it."""

    since: date
    until: date | None
    head: str
    url: str
    relation: str
    left: str


@require_GET
def one(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The person's page, today's or as of a day. Each look is recorded."""
    person = _reached(request, key)
    as_of = asof.day_asked(request.GET.get(ledgers.AS_OF, ""), day_of(request.at))
    looking.seen(subject=person, by=request.acting, at=request.at)
    return render(request, "registry/person.html", _contents(request, person, as_of))


def _contents(request: HttpRequest, person: Person, as_of: date | None) -> dict[str, Any]:
    day = as_of or day_of(request.at)
    here = queries.stay(person, day)
    home = queries.household_of(request.acting, here) if here else None
    state = queries.state_of(person, day)
    may_open = (person.id_vault or person.phone_vault) and permits.reveals(request.acting, None)
    suffix = f"?as_of={as_of}" if as_of else ""
    panels = [fill(request, person, as_of) for fill in slots.filled(PERSON_PANELS)]
    return {
        "person": person,
        "who": _who(person, day),
        "home": home.head_name if home else "",
        "home_url": reverse("registry:household", args=[home.key]) + suffix if home else "",
        "relation": codes.words("relation", here.relation) if here else "",
        "place": areas.full_name(person.area_code),
        "up": _("Find people"),
        "upper": reverse("registry:find"),
        "facts": [(title, value) for title, value in _facts(person, state) if value],
        "document": codes.words("id_type", person.id_type),
        "former": person.former_numbers.order_by("-until"),
        "stays": [_stay(request, each) for each in person.memberships.order_by("-valid_from")],
        "doings": [each for fill in slots.filled(PERSON_DOINGS) for each in fill(request, person)]
        if not as_of
        else [],
        "reveal": reverse("registry:reveal_person", args=[person.key]) if may_open else "",
        "as_of": as_of,
        "today": day_of(request.at),
        "panels": [panel for panel in panels if panel],
    }


def _who(person: Person, day: date) -> str:
    """Sex, age and birth date."""
    years = asof.age(person.birth_date, person.died_on or day)
    parts = [
        codes.words("sex", person.sex),
        _("%(n)d years") % {"n": years} if years is not None else "",
        _("born %(day)s") % {"day": person.birth_date.isoformat()} if person.birth_date else "",
        _("died %(day)s") % {"day": person.died_on.isoformat()} if person.died_on else "",
    ]
    return "，".join(filter(None, parts))


def _facts(person: Person, state: Any) -> list[tuple[str, str]]:
    found = [
        (_("Health"), words.health(state)),
        (_("School or work"), words.doing(state)),
        (_("Insured, aided"), words.insured(state)),
    ]
    if state is not None:
        found += [
            (_("Education"), codes.words("education", state.education)),
            (_("Politics"), codes.words("politics", state.politics)),
            (_("Employer"), state.employer),
            (_("Trade"), state.industry),
        ]
    return [*found, (_("Number in the national system"), person.number)]


def _stay(request: HttpRequest, membership: Membership) -> Stay:
    home = queries.household_of(request.acting, membership)
    return Stay(
        since=membership.valid_from,
        until=membership.valid_to,
        head=home.head_name if home else _("a household elsewhere"),
        url=reverse("registry:household", args=[home.key]) if home else "",
        relation=codes.words("relation", membership.relation),
        left=str(membership.get_left_display()) if membership.left else "",
    )


@require_GET
def looks(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """查阅记录 of the person."""
    person = _reached(request, key)
    back = reverse("registry:person", args=[key])
    return looked(request, looks_of.of_person(request.acting, person), person.name, back)


@require_http_methods(["GET", "HEAD", "POST"])
def reveal_person(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """查看原文: the document's number and the telephone, for a purpose."""
    person = _reached(request, key)
    back = reverse("registry:person", args=[key])
    titles = {"id": _("Document"), "phone": _("Telephone")}
    return _reveal(request, person, titles, person.name, back)


@require_http_methods(["GET", "HEAD", "POST"])
def reveal_household(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """查看原文: the household's telephone and account, for a purpose."""
    household = queries.one(request.acting, key)
    if household is None:
        raise Http404(str(key))
    back = reverse("registry:household", args=[key])
    titles = {"phone": _("Telephone"), "account": _("Bank account")}
    return _reveal(request, household, titles, household.head_name, back)


def _reveal(
    request: HttpRequest, subject: Person | Household, titles: dict[str, str], name: str, back: str
) -> HttpResponse:
    form = Purpose(request.POST or None)
    found: dict[str, Any] = {"form": form, "name": name, "back": back}
    if request.method == "POST" and form.is_valid():
        try:
            numbers = looking.reveal(
                subject=subject, which=titles, purpose=form.words(), by=request.acting, at=request.at
            )
        except vault.RevealRefused as refused:
            raise MayNotReveal(str(refused), subject=subject) from refused
        found["numbers"] = [(titles[which], value) for which, value in numbers.items()]
    elif not permits.reveals(request.acting, None):
        raise MayNotReveal(permits.reveals.sentence(), subject=subject)
    return render(request, "registry/reveal.html", found, status=INCOMPLETE if form.errors else 200)


def _reached(request: HttpRequest, key: uuid.UUID) -> Person:
    person = queries.person(request.acting, key)
    if person is None:
        raise Http404(str(key))
    return person
