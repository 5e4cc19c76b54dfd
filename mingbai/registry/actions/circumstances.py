"""What is true of a household or person changes on a day: the row is closed, a changed copy opens."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import today
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.actions.telling import tell
from mingbai.registry.models import Household, HouseholdState, Person, PersonState

FRAME = frozenset({"id", "area_code", "household", "person", "valid_from", "valid_to"})
S = TypeVar("S", HouseholdState, PersonState)


class LaterKnown(Refused):
    """Something later is known already; an earlier day would overwrite it."""

    code = "later_known"


def columns(model: type[models.Model]) -> frozenset[str]:
    """The columns of a state that may be changed."""
    return frozenset(field.name for field in model._meta.concrete_fields) - FRAME


@transaction.atomic
def change_household(
    *, household: Household, on: date, values: Mapping[str, Any], by: ActingPost, at: datetime, why: str = ""
) -> HouseholdState:
    """Say what is true of a household from a day on. Raises LaterKnown, BadDay, OutsideArea.

    ``values`` are columns of HouseholdState; all others stay as they were.
    """
    demand_cover(by, household.area_code)
    last = household.states.order_by("-valid_from").first()
    changed = _changed(last, values)
    blank = HouseholdState(household=household, area_code=household.area_code)
    state = _succeed(last, blank, on, values, at)
    today.refresh(households=[household.pk], at=at)
    tell(household, move="change_household", by=by, at=at, note=why, **changed)
    return state


@transaction.atomic
def change_person(
    *, person: Person, on: date, values: Mapping[str, Any], by: ActingPost, at: datetime, why: str = ""
) -> PersonState:
    """Say what is true of a person from a day on. Raises LaterKnown, BadDay, OutsideArea."""
    demand_cover(by, person.area_code)
    last = person.states.order_by("-valid_from").first()
    changed = _changed(last, values)
    blank = PersonState(person=person, household_id=person.household_id, area_code=person.area_code)
    state = _succeed(last, blank, on, values, at)
    if person.household is not None:
        tell(person.household, move="change_person", by=by, at=at, note=why, name=person.name, **changed)
    return state


def _succeed(last: S | None, blank: S, on: date, values: Mapping[str, Any], at: datetime) -> S:
    if unknown := set(values) - columns(type(blank)):
        raise ValueError(f"no such circumstance: {sorted(unknown)}")
    if on > at.date():
        raise BadDay(_("The day lies in the future."))
    if last is not None and on < (last.valid_to or last.valid_from):
        raise LaterKnown(_("What is known from %(day)s on would be overwritten.") % {"day": last.valid_from})
    state = blank if last is None or last.valid_from != on else last
    if last is not None and state is not last:
        _carry(last, state)
        type(last)._default_manager.filter(pk=last.pk, valid_to=None).update(valid_to=on)
    for name, value in values.items():
        setattr(state, name, value)
    state.valid_from = on
    state.save()
    return state


def _carry(last: S, state: S) -> None:
    for name in columns(type(last)):
        setattr(state, name, getattr(last, name))


def _changed(last: models.Model | None, values: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """What stood before and what stands now."""
    before = {name: _plain(getattr(last, name, None)) for name in values}
    return {"before": before, "after": {name: _plain(value) for name, value in values.items()}}


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str) else str(value)
