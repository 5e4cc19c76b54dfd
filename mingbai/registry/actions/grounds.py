"""Why a household became poor, and why it might again: ranked, over time (handbook B.4)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.actions.telling import tell
from mingbai.registry.models import Household, HouseholdGround
from mingbai.registry.queries import codes
from mingbai.registry.states import Ground

LISTS = {Ground.CAUSE: "cause", Ground.RISK: "risk"}


class BadGrounds(Refused):
    """Too many, one twice, or one that the list does not have; an ordinary household has none."""

    code = "bad_grounds"
    status = 400


@transaction.atomic
def say(
    *,
    household: Household,
    ground: Ground,
    ranked: Sequence[str],
    on: date,
    by: ActingPost,
    at: datetime,
) -> None:
    """From a day on these are the grounds, the main one first; none: no longer any.

    Raises BadGrounds, BadDay, OutsideArea.
    """
    demand_cover(by, household.area_code)
    _check(household, ground, ranked)
    open_ones = household.grounds.filter(ground=ground, valid_to=None)
    if on > at.date() or open_ones.filter(valid_from__gt=on).exists():
        raise BadDay(_("The day lies in the future, or before what is known already."))
    open_ones.filter(valid_from=on).delete()
    open_ones.update(valid_to=on)
    HouseholdGround.objects.bulk_create(
        HouseholdGround(
            area_code=household.area_code,
            household=household,
            ground=ground,
            rank=rank,
            code=code,
            valid_from=on,
        )
        for rank, code in enumerate(ranked, start=1)
    )
    said = "、".join(codes.words(LISTS[ground], code) for code in ranked)
    tell(household, move="say_grounds", by=by, at=at, note=said, ground=str(ground), on=on.isoformat())


def _check(household: Household, ground: Ground, ranked: Sequence[str]) -> None:
    most = installed().section("changes")["grounds"]
    limit = {Ground.CAUSE: most["causes_most"], Ground.RISK: most["risks_most"]}[ground]
    if len(ranked) > limit:
        raise BadGrounds(_("At most %(n)d, the main one first.") % {"n": limit})
    if len(set(ranked)) != len(ranked) or not all(codes.known(LISTS[ground], code) for code in ranked):
        raise BadGrounds(_("One of them is named twice, or the list does not have it."))
    if ranked and not household.registered:
        raise BadGrounds(_("Ordinary households are a plain roster: no grounds are kept of them."))
