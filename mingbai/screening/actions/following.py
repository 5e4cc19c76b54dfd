"""Findings stay with the people they are about, when these come into another household."""

from collections.abc import Iterable

from django.db import connection

from mingbai.registry.events import HouseholdMerged, HouseholdSplit, PeopleCame

# A finding about a person goes where the person goes, open or not: its history goes with it.
OF_PEOPLE = """
UPDATE screening_finding f SET household_id = h.id, area_code = h.area_code, head_name = h.head_name
  FROM registry_person p JOIN registry_household h ON h.id = p.household_id
 WHERE f.person_id = p.id AND (p.id = ANY(%s) OR f.household_id = %s)
   AND f.household_id IS DISTINCT FROM h.id
"""
# What was said of a whole household is said of the one that it joined, where something is left to do.
OF_HOUSEHOLD = """
UPDATE screening_finding f SET household_id = h.id, area_code = h.area_code, head_name = h.head_name
  FROM registry_household h
 WHERE f.household_id = %s AND f.person_id IS NULL AND h.id = %s
   AND f.state IN ('new', 'sent', 'true', 'taken_up')
"""
# So does its place in the queue, unless the other one waits there already.
IN_QUEUE = """
UPDATE screening_toidentify q SET household_id = h.id, area_code = h.area_code, head_name = h.head_name
  FROM registry_household h
 WHERE q.household_id = %s AND h.id = %s AND q.state = 'waiting'
   AND NOT EXISTS (SELECT 1 FROM screening_toidentify o WHERE o.household_id = h.id AND o.state = 'waiting')
"""
NONE = -1


def on_came(event: PeopleCame) -> None:
    """Persons came into households."""
    _with_people(event.people)


def on_split(event: HouseholdSplit) -> None:
    """Members founded a household of their own."""
    _with_people(event.people)


def on_merged(event: HouseholdMerged) -> None:
    """A household joined another."""
    _with_people((), of=event.household)
    with connection.cursor() as cursor:
        cursor.execute(OF_HOUSEHOLD, [event.household, event.into])
        cursor.execute(IN_QUEUE, [event.household, event.into])


def _with_people(people: Iterable[int], *, of: int = NONE) -> None:
    with connection.cursor() as cursor:
        cursor.execute(OF_PEOPLE, [list(people), of])
