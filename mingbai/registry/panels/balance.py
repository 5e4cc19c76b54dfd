"""What a household is due, lacks, has under way; and its papers: filled by rooms above this one."""

from datetime import date

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit import slots
from mingbai.registry.models import Household
from mingbai.registry.queries.page import HOUSEHOLD_BALANCE, HOUSEHOLD_PAPERS


def balance(request: HttpRequest, household: Household, as_of: date | None) -> SafeString | None:
    """The three groups that have something in them; None while no room says anything."""
    found = [due for fill in slots.filled(HOUSEHOLD_BALANCE) for due in fill(request, household, as_of)]
    titles = {
        "missing": _("Missing"),
        "under_way": _("Under way"),
        "due": _("Due"),
        "received": _("Received"),
    }
    groups = [(title, [due for due in found if due.state == state]) for state, title in titles.items()]
    groups = [(title, dues) for title, dues in groups if dues]
    if not groups:
        return None
    return render_to_string("registry/panels/balance.html", {"groups": groups}, request=request)


def papers(request: HttpRequest, household: Household, _as_of: date | None) -> SafeString | None:
    """The household's papers, newest first; None without any."""
    found = [paper for fill in slots.filled(HOUSEHOLD_PAPERS) for paper in fill(request, household)]
    if not found:
        return None
    found.sort(key=lambda paper: paper.on or date.min, reverse=True)
    return render_to_string("registry/panels/papers.html", {"papers": found}, request=request)
