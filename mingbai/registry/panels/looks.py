"""Who may see a household or person, and who saw: one tap (查阅记录)."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString

from mingbai.org.queries import kinds
from mingbai.registry.models import Household, Person
from mingbai.registry.queries import looks as queries
from mingbai.registry.queries.then import then

SHOWN = 5
LEVELS = ("village", "township", "county")


def looks(request: HttpRequest, household: Household, as_of: date | None) -> SafeString | None:
    """The newest looks and the way to all of them; not to somebody who looks through broken glass."""
    if getattr(request, "glass", None):
        return None
    people = None
    if as_of is None:  # on today's page they are known already
        people = [each.person for each in then(request, household, None).members if each.person]
    found = {
        "looks": list(queries.of_household(request.acting, household, people)[:SHOWN]),
        "all": reverse("registry:household_looks", args=[household.key]),
        "levels": [(level, _readers(level)) for level in LEVELS],
    }
    return render_to_string("registry/panels/looks.html", found, request=request)


def person_looks(request: HttpRequest, person: Person, _as_of: date | None) -> SafeString | None:
    """The same of a person."""
    found = {
        "looks": list(queries.of_person(request.acting, person)[:SHOWN]),
        "all": reverse("registry:person_looks", args=[person.key]),
    }
    return render_to_string("registry/panels/looks.html", found, request=request)


def _readers(level: str) -> list[str]:
    """The kinds of post of a level that read the ledger, by their words."""
    found = [kind for kind in kinds.kinds() if kind.level == level and kind.ledger]
    return [kinds.title(kind.code) for kind in found if kind.family != "machine"]
