"""Helpers for many households at once, by a few statements."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.pairings import AlreadyPaired, Helper, MayNotPair
from mingbai.registry.actions.refusal import BadDay, demand_cover
from mingbai.registry.models import Household, Pairing

BATCH = 5_000


@transaction.atomic
def pair_many(*, pairs: Mapping[int, Helper], on: date, by: ActingPost, at: datetime) -> int:
    """Pair each household, by its id, with its first helper from a day on, all or none; returns how many.

    Telephones are not taken here. Raises MayNotPair, AlreadyPaired, BadDay, OutsideArea.
    """
    homes = {home.pk: home for home in Household.objects.filter(pk__in=pairs)}
    _demand(homes, pairs, on, by, at)
    Pairing.objects.bulk_create(
        (
            Pairing(
                area_code=homes[id_].area_code,
                household=homes[id_],
                user=helper.user,
                helper_name=helper.name,
                unit_name=helper.unit_name,
                politics=helper.politics,
                valid_from=on,
            )
            for id_, helper in pairs.items()
        ),
        batch_size=BATCH,
    )
    steps.record_all(subjects=homes.values(), move="pair", source="here", target="here", by=by, at=at)
    return len(homes)


def _demand(
    homes: Mapping[int, Household], pairs: Mapping[int, Helper], on: date, by: ActingPost, at: datetime
) -> None:
    for area_code in {home.area_code for home in homes.values()} if len(homes) == len(pairs) else {""}:
        demand_cover(by, area_code)
    if "assign" not in by.abilities:
        raise MayNotPair(_("Only posts that allocate may pair helpers."))
    if on > at.date() or any(home.ended_on is not None for home in homes.values()):
        raise BadDay(_("The household has ended, or the day lies in the future."))
    if Pairing.objects.filter(household__in=homes, valid_to=None).exists():
        raise AlreadyPaired(_("One of the households has a helper already."))
