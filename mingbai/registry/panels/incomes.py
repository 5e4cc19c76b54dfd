"""A family's income by year on its page, what may be begun there, and the menu's entry."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.kit.text import Text
from mingbai.registry import permits
from mingbai.registry.models import Household
from mingbai.registry.queries import incomes


def years(request: HttpRequest, household: Household, as_of: date | None) -> SafeString | None:
    """Income by year, newest first; every figure opens its statement. None if nothing was ever counted."""
    found = list(incomes.known_on(household, as_of or day_of(request.at)))
    if not found:
        return None
    return render_to_string("registry/panel_incomes.html", {"statements": found}, request=request)


def doings(request: HttpRequest, household: Household) -> list[tuple[str, Text]]:
    """Counting, for posts that count."""
    if not permits.counts_for(request.acting, household.pk, household.area_code):
        return []
    return [(reverse("registry:count", kwargs={"key": household.key}), _("Count the income"))]


def papers(request: HttpRequest, household: Household) -> list[tuple[str, Text]]:
    """The card and the entry sheet."""
    if not permits.counts_for(request.acting, household.pk, household.area_code):
        return []
    card = reverse("registry:card", kwargs={"key": household.key, "kind": "pdf"})
    sheet = reverse("registry:entry-sheet", kwargs={"key": household.key})
    return [(card, _("Household card")), (sheet, _("Entry sheet"))]


def menu(acting: ActingPost) -> list[MenuEntry]:
    """Income of families, for posts that count."""
    if not permits.may_count(acting):
        return []
    return [MenuEntry(_("Income of families"), reverse("registry:accounts"), "list")]
