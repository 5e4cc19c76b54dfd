"""Pairing and grounds on the household's page."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.registry import permits
from mingbai.registry.models import Household
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.states import Ground


def doings(request: HttpRequest, household: Household) -> list[tuple[str, str]]:
    """What may be begun here: pair for those who allocate, grounds for those who enter."""
    if not permits.covers(request.acting, household.area_code) or household.ended_on is not None:
        return []
    found = []
    if "assign" in request.acting.abilities:
        found.append((reverse("registry:pair", args=[household.key]), _("Pair a helper")))
        if household.pairings.filter(valid_to=None).exists():
            found.append((reverse("registry:unpair", args=[household.key]), _("End the pairing")))
    if household.registered and kinds.may("enter", request.acting):
        found += [
            (reverse("registry:grounds", args=[household.key, ground]), str(ground.label))
            for ground in Ground
        ]
    return found
