"""Few statements for any number of people: memberships closed and opened, today's columns, what is told.

Both a single approved change and a month's batch go through these, so that they leave the same history.
Callers have checked what they write; the database checks again that nobody is in two households.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection

from mingbai.kit.doings import told
from mingbai.kit.scope import ActingPost
from mingbai.kit.steps import BATCH, Step
from mingbai.registry.actions.telling import HERE
from mingbai.registry.models import Household, Membership

CLOSE = """
UPDATE registry_membership m SET valid_to = g.valid_to, "left" = coalesce(nullif(g.why, ''), m."left")
  FROM unnest(%s::bigint[], %s::date[], %s::text[]) AS g(id, valid_to, why) WHERE m.id = g.id
"""
SAY_ANEW = """
UPDATE registry_membership m SET relation = g.relation
  FROM unnest(%s::bigint[], %s::text[]) AS g(id, relation) WHERE m.id = g.id
"""
TAKE_OUT = """
UPDATE registry_person p
   SET household_id = NULL, relation = '', standing = g.standing, died_on = coalesce(g.died, p.died_on),
       changed_at = %s, version = p.version + 1
  FROM unnest(%s::bigint[], %s::text[], %s::date[]) AS g(id, standing, died) WHERE p.id = g.id
"""
TAKE_IN = """
UPDATE registry_person p
   SET household_id = g.household, area_code = g.area, relation = g.relation, standing = 'here',
       changed_at = %s, version = p.version + 1
  FROM unnest(%s::bigint[], %s::bigint[], %s::text[], %s::text[]) AS g(id, household, area, relation)
 WHERE p.id = g.id
"""
# What carries the person's household of today for the wall, and the area for both walls.
FOLLOW = """
UPDATE {table} f SET household_id = p.household_id, area_code = p.area_code
  FROM registry_person p WHERE p.id = f.person_id AND p.id = ANY (%s)
"""
FOLLOWERS = ("registry_personstate", "registry_formernumber", "registry_searchtoken")
END_STATES = """
UPDATE registry_personstate s SET valid_to = g.day FROM unnest(%s::bigint[], %s::date[]) AS g(id, day)
 WHERE s.person_id = g.id AND s.valid_to IS NULL AND s.valid_from < g.day
"""
RELATE = """
UPDATE registry_person p SET relation = g.relation, changed_at = %s, version = p.version + 1
  FROM unnest(%s::bigint[], %s::text[]) AS g(id, relation) WHERE p.id = g.id
"""
HEAD = "head"


@dataclass(frozen=True, slots=True)
class Closing:
    """A membership ends on a day; ``left`` is why, empty if it goes on under another relation."""

    membership: Membership
    on: date
    left: str = ""


@dataclass(frozen=True, slots=True)
class Relating:
    """The same member is related otherwise to the head from a day on."""

    membership: Membership
    relation: str
    on: date


@dataclass(frozen=True, slots=True)
class Told:
    """A step about a household that stays where it is."""

    household: Household
    move: str
    note: str = ""
    detail: dict[str, Any] | None = None


def close(closings: Sequence[Closing]) -> None:
    """End memberships."""
    ids = [each.membership.pk for each in closings]
    _run(CLOSE, ids, [each.on for each in closings], [each.left for each in closings])


def take_out(leaving: Sequence[tuple[int, str, date | None]], at: datetime) -> None:
    """Persons belong to no household now; (id, standing, day of death) each."""
    ids = [id_ for id_, _, _ in leaving]
    _run(TAKE_OUT, at, ids, [standing for _, standing, _ in leaving], [died for _, _, died in leaving])
    dead = [(id_, died) for id_, _, died in leaving if died]
    _run(END_STATES, [id_ for id_, _ in dead], [died for _, died in dead])
    _follow(ids)


def take_in(coming: Sequence[tuple[int, Household, str]], at: datetime) -> None:
    """Persons belong to a household now; (id, household, relation) each."""
    ids = [id_ for id_, _, _ in coming]
    homes, areas = [home.pk for _, home, _ in coming], [home.area_code for _, home, _ in coming]
    _run(TAKE_IN, at, ids, homes, areas, [relation for _, _, relation in coming])
    _follow(ids)


def relate(relatings: Sequence[Relating], at: datetime) -> None:
    """Say relations anew; a membership of that very day is rewritten, an older one closed and followed."""
    changed = [each for each in relatings if each.membership.relation != each.relation]
    same_day = [each for each in changed if each.membership.valid_from == each.on]
    older = [each for each in changed if each.membership.valid_from != each.on]
    _run(SAY_ANEW, [each.membership.pk for each in same_day], [each.relation for each in same_day])
    close([Closing(each.membership, each.on) for each in older])
    Membership.objects.bulk_create([_next(each) for each in older], batch_size=BATCH)
    # The former head first: a household has never two.
    for heads in (False, True):
        now = [each for each in changed if (each.relation == HEAD) == heads]
        people = [each.membership.person_id for each in now]
        _run(RELATE, at, people, [each.relation for each in now])


def _next(each: Relating) -> Membership:
    before = each.membership
    return Membership(
        area_code=before.area_code,
        person_id=before.person_id,
        household_id=before.household_id,
        person_name=before.person_name,
        relation=each.relation,
        valid_from=each.on,
        came=before.came,
    )


def tell_all(said: Iterable[Told], *, by: ActingPost, at: datetime) -> None:
    """Write many steps, each with its own words, in few statements."""
    Step.objects.bulk_create(
        (
            Step(
                move=each.move, source=HERE, target=HERE, note=each.note, detail=each.detail or {},
                **told(each.household, by, at),
            )
            for each in said
        ),
        batch_size=BATCH,
    )  # fmt: skip


def _follow(people: Sequence[int]) -> None:
    for table in FOLLOWERS:
        _run(FOLLOW.format(table=table), list(people))


def _run(sql: str, *values: Any) -> None:
    if not values[-1]:
        return
    with connection.cursor() as cursor:
        cursor.execute(sql, list(values))
