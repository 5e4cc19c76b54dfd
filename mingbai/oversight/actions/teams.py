"""Teams: who is seconded, where they may not go, which townships are theirs, who is linked where."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.oversight.actions import office
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.models import Kin, Linked, Rotation, Seconded
from mingbai.oversight.queries import draw, inspections, naming


@transaction.atomic
def second(
    *, team: str, user_id: int, name: str, from_unit: str, home_area: str, kin: list[str], by: ActingPost,
    at: datetime,
) -> Seconded:  # fmt: skip
    """抽调: a member leaves their unit for a team full time. ``kin``: villages with relatives."""
    office.demand(by)
    if team not in naming.teams():
        raise BadProblem(_("There is no such team."))
    row = Seconded.objects.create(
        area_code=naming.county(), team=team, user_id=user_id, name=name, from_unit=from_unit,
        home_area=home_area, valid_from=at.date(),
    )  # fmt: skip
    Kin.objects.bulk_create(Kin(area_code=naming.county(), seconded=row, village=code) for code in kin)
    return row


@transaction.atomic
def rotate(*, quarter: date, seed: str, by: ActingPost, at: datetime) -> list[Rotation]:
    """Deal the townships to the teams for a quarter, by a recorded seed; no team gets a member's home."""
    office.demand(by)
    first = inspections.quarter_of(quarter)
    if Rotation.objects.filter(quarter=first).exists():
        raise BadProblem(_("The townships of this quarter are dealt already."))
    hands = naming.teams()
    barred = {team: inspections.homes(team, at.date()) for team in hands}
    given = draw.dealt(seed, naming.townships(), hands, barred)
    return Rotation.objects.bulk_create(
        Rotation(area_code=town, team=team, quarter=first, seed=seed) for town, team in sorted(given.items())
    )


@transaction.atomic
def link(
    *, post_id: int, user_id: int, name: str, townships: list[str], by: ActingPost, at: datetime
) -> list[Linked]:
    """联系乡镇: a county leader answers for townships from today on."""
    office.demand(by)
    return Linked.objects.bulk_create(
        Linked(area_code=town, post_id=post_id, user_id=user_id, name=name, valid_from=at.date())
        for town in townships
    )
