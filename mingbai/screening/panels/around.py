"""Findings in the menu, and on the pages of households and persons."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text
from mingbai.registry.models import Household, Person
from mingbai.screening import permits
from mingbai.screening.flow import finding as flow
from mingbai.screening.models import Finding
from mingbai.screening.queries import findings, rules, words


def menu(acting: ActingPost) -> list[MenuEntry]:
    """What one has to answer; the list, the queue, the rates, for those who work with them."""
    found: list[MenuEntry] = []
    if not permits.sees_any(acting):
        return found
    if rules.answered_kinds(acting):
        found.append(MenuEntry(_("To verify"), reverse("screening:mine"), "check"))
    if permits.browses(acting, None):
        found.append(MenuEntry(_("Findings"), reverse("screening:findings"), "warning"))
    if permits.queue(acting, None):
        found.append(MenuEntry(_("To be identified"), reverse("screening:queue"), "people"))
    return found


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding as a household's page shows it."""

    row: Finding
    title: str
    about: str
    reason: str
    url: str
    state: Any


def of_household(request: HttpRequest, household: Household, as_of: date | None) -> SafeString | None:
    """A household's findings with their reasons; none on the page of an earlier day."""
    return _card(request, [] if as_of else findings.of_household(request.acting, household), whole=True)


def of_person(request: HttpRequest, person: Person, as_of: date | None) -> SafeString | None:
    """A person's findings with their reasons."""
    return _card(request, [] if as_of else findings.of_person(request.acting, person), whole=False)


def _card(request: HttpRequest, found: Sequence[Finding], *, whole: bool) -> SafeString | None:
    if not found:
        return None
    shown = [_shown(request.acting, row, whole=whole) for row in found]
    return render_to_string("screening/panels/of.html", {"found": shown}, request=request)


def _shown(acting: ActingPost, row: Finding, *, whole: bool) -> Shown:
    about = row.name if whole and row.person_id else ""
    return Shown(row, words.title(row), about, words.reason(row), _address(acting, row), flow.state_of(row))


def _address(acting: ActingPost, row: Finding) -> str:
    """Where the post opens a finding: the list's page, or the verifier's; empty for neither."""
    if permits.browses(acting, None):
        return reverse("screening:findings-one", args=[row.key])
    answers = permits.answers(acting, row) and row.state in {"sent", "true", "false"}
    return reverse("screening:verify", args=[row.key]) if answers else ""


def moves() -> dict[str, Text]:
    """The words for what answers record on a household's timeline."""
    return {
        "finding_true": _("A finding was verified true"),
        "finding_false": _("A finding was verified false"),
    }
