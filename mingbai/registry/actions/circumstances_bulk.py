"""The same circumstance becomes true of many households on one day, by a few statements."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import today
from mingbai.registry.actions.circumstances import LaterKnown, columns
from mingbai.registry.actions.refusal import BadDay, demand_cover
from mingbai.registry.models import Household, HouseholdState

# A copy of each open row, from the day on, before the open row is closed.
COPIED = """
CREATE TEMPORARY TABLE carried ON COMMIT DROP AS
SELECT {columns} FROM registry_householdstate WHERE household_id = ANY (%s) AND valid_to IS NULL
"""
CLOSED = "UPDATE registry_householdstate SET valid_to = %s WHERE household_id = ANY (%s) AND valid_to IS NULL"
OPENED = "INSERT INTO registry_householdstate (valid_from, {columns}) SELECT %s, {columns} FROM carried"


@transaction.atomic
def change_households(
    *, households: Sequence[int], on: date, values: Mapping[str, Any], by: ActingPost, at: datetime
) -> int:
    """Say what is true of registered households from a day on, all or none; returns how many they are.

    Only households of which something is known before that day and nothing from it on. ``values`` are columns
    of HouseholdState. Raises OutsideArea, BadDay, LaterKnown.
    """
    ids = list(dict.fromkeys(households))
    if unknown := set(values) - columns(HouseholdState):
        raise ValueError(f"no such circumstance: {sorted(unknown)}")
    found = list(Household.objects.filter(pk__in=ids))
    _demand(found, ids, on, by, at)
    kept = ", ".join(f'"{name}"' for name in ("household_id", "area_code", *sorted(columns(HouseholdState))))
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS carried")
        cursor.execute(COPIED.format(columns=kept), [ids])
        cursor.execute(CLOSED, [on, ids])
        cursor.execute(OPENED.format(columns=kept), [on])
    HouseholdState.objects.filter(household__in=ids, valid_from=on).update(**values)
    today.refresh(households=ids, at=at)
    steps.record_all(subjects=found, move="change_household", source="here", target="here", by=by, at=at)
    return len(ids)


def _demand(found: Sequence[Household], ids: Sequence[int], on: date, by: ActingPost, at: datetime) -> None:
    for area_code in {one.area_code for one in found} if len(found) == len(ids) else {""}:
        demand_cover(by, area_code)
    if on > at.date():
        raise BadDay(_("The day lies in the future."))
    later = Q(valid_from__gte=on) | Q(valid_to__gt=on)
    open_rows = HouseholdState.objects.filter(household__in=ids, valid_to=None).count()
    if open_rows != len(ids) or HouseholdState.objects.filter(later, household__in=ids).exists():
        raise LaterKnown(_("What is known from %(day)s on would be overwritten.") % {"day": on})
