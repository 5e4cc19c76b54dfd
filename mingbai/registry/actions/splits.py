"""A household splits: some members found one of their own, which keeps its parent and is watched for a while.

Splitting on paper to draw benefits twice is a classic fraud: assets of both are checked together until
``watched_until`` (months from the pack).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events
from mingbai.kit.calendar import add_months
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes_rows as rows
from mingbai.registry.actions import deaths, households, today
from mingbai.registry.actions.memberships import BadRelation
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.events import HouseholdSplit
from mingbai.registry.models import Household, HouseholdState, Membership
from mingbai.registry.states import Entry, Leaving

HEAD = "head"
KEPT = ("category", "monitor", "standard", "martyr_family")
"""What a household takes along from its parent; land and house are said anew."""


class NothingLeft(Refused):
    """All members, or none, would go: that is no split."""

    code = "nothing_left"


@dataclass(frozen=True, slots=True)
class Division:
    """Who goes with which new head and relations, and, if the old head goes, who succeeds behind."""

    members: Sequence[int]
    head: int
    relations: Mapping[int, str]
    stay_head: int | None = None
    stay_relations: Mapping[int, str] = field(default_factory=dict)
    group_no: int = 0
    address: str = ""


@transaction.atomic
def split(*, household: Household, division: Division, on: date, by: ActingPost, at: datetime) -> Household:
    """Found a household of some members of another. Raises NothingLeft, BadRelation, BadDay, OutsideArea."""
    demand_cover(by, household.area_code)
    members = list(household.memberships.filter(valid_to=None).select_related("person"))
    going = [member for member in members if member.person_id in set(division.members)]
    staying = [member for member in members if member not in going]
    if len(going) != len(set(division.members)) or not going or not staying:
        raise NothingLeft(_("Some members go and some stay: please choose again."))
    if any(member.valid_from >= on for member in going) or on > at.date():
        raise BadDay(_("The day lies before a membership began, or in the future."))
    behind = _behind(going, staying, division, on)
    ahead = deaths.related(going, division.head, division.relations, on)
    new = _founded(household, division, on, by=by, at=at)
    said = {each.membership.person_id: each.relation for each in ahead}
    move_members(going, new, said, on, why=(Leaving.SPLIT, Entry.SPLIT), at=at)
    rows.relate(behind, at)
    today.refresh(households=[household.pk, new.pk], at=at)
    _tell(household, new, going, by=by, at=at)
    return new


def _behind(
    going: Sequence[Membership], staying: Sequence[Membership], division: Division, on: date
) -> list[rows.Relating]:
    if not any(member.relation == HEAD for member in going):
        return []
    return deaths.related(staying, division.stay_head, division.stay_relations, on)


def _founded(parent: Household, division: Division, on: date, *, by: ActingPost, at: datetime) -> Household:
    facts = households.NewHousehold(
        area_code=parent.area_code,
        started_on=on,
        group_no=division.group_no or parent.group_no,
        address=division.address or parent.address,
        registered_on=parent.registered_on,
        parent=parent,
        watched_until=add_months(on, installed().get("changes.split.watch_months")),
    )
    new = households.found(facts=facts, by=by, at=at)
    state = parent.states.filter(valid_to=None).first()
    if state is not None:
        kept = {name: getattr(state, name) for name in KEPT}
        HouseholdState.objects.create(household=new, area_code=new.area_code, valid_from=on, **kept)
    return new


def move_members(
    going: Sequence[Membership],
    home: Household,
    relations: Mapping[int, str],
    on: date,
    *,
    why: tuple[Leaving, Entry],
    at: datetime,
) -> None:
    """Close memberships and open them in another household on the same day."""
    if any(member.person_id not in relations for member in going):
        raise BadRelation(_("Please say of every other member how they are related to the new head."))
    rows.close([rows.Closing(member, on, why[0]) for member in going])
    Membership.objects.bulk_create(
        Membership(
            area_code=home.area_code,
            person_id=member.person_id,
            household=home,
            person_name=member.person_name,
            relation=relations[member.person_id],
            valid_from=on,
            came=why[1],
        )
        for member in going
    )
    rows.take_in([(member.person_id, home, relations[member.person_id]) for member in going], at)


def _tell(
    parent: Household, new: Household, going: Sequence[Membership], *, by: ActingPost, at: datetime
) -> None:
    names = "、".join(member.person_name for member in going)
    rows.tell_all(
        [
            rows.Told(parent, "split", names, {"household": str(new.key)}),
            rows.Told(new, "split_off", names, {"household": str(parent.key)}),
        ],
        by=by, at=at,
    )  # fmt: skip
    people = tuple(member.person_id for member in going)
    events.emit(HouseholdSplit(parent=parent.pk, household=new.pk, people=people, at=at))
