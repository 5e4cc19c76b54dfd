"""Frozen lists: which there are, whether their rows still are what was frozen, which month end is due."""

import uuid
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.registry.models import Freeze, FrozenHousehold, Household
from mingbai.registry.states import FreezeKind

# One line a row, in the order of households; nothing that depends on settings. The separator cannot be typed.
DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(concat_ws(E'\\x1f', household_id, area_code, number,
           head_name, member_count, category, monitor, coalesce(net_per_capita::text, '-'), helper_name),
           E'\\x1e' ORDER BY household_id), ''), 'UTF8')), 'hex'), count(*)
  FROM registry_frozenhousehold WHERE freeze_id = %s
"""


@dataclass(frozen=True, slots=True)
class Check:
    """Whether a freeze's rows are those that were frozen, and what they come to now."""

    whole: bool
    digest: str
    count: int


def digest_of(freeze_id: int) -> tuple[str, int]:
    """The SHA-256 over a freeze's rows, and how many there are; asked by a post that reaches them all."""
    with connection.cursor() as cursor:
        cursor.execute(DIGEST, [freeze_id])
        digest, count = cursor.fetchone()
    return digest, count


def checked(freeze: Freeze) -> Check:
    """Work the digest out again."""
    digest, count = digest_of(freeze.pk)
    return Check(digest == freeze.digest and count == freeze.row_count, digest, count)


def freezes() -> QuerySet[Freeze]:
    """Every freeze, newest day first."""
    return Freeze.objects.order_by("-as_of", "-id")


def named(key: str) -> Freeze | None:
    """The freeze of this key; of an empty one the newest. None if there is none."""
    if not key:
        return freezes().first()
    try:
        return Freeze.objects.filter(key=uuid.UUID(key)).first()
    except ValueError:
        return None


def of_freeze(freeze: Freeze | None) -> Q:
    """The rows of one freeze."""
    return Q(freeze=freeze.pk if freeze else 0)


def frozen(acting: ActingPost) -> QuerySet[FrozenHousehold]:
    """The frozen rows within reach, of every freeze."""
    place = Area.objects.filter(code=OuterRef("area_code"))
    found: QuerySet[FrozenHousehold] = rows(FrozenHousehold, acting)
    return found.annotate(place=Subquery(place.values("name")[:1]))


def due_month_end(today: date) -> date | None:
    """The last day of last month, if its list is not frozen yet and there is anything to freeze."""
    last = today.replace(day=1) - timedelta(days=1)
    done = Freeze.objects.filter(kind=FreezeKind.MONTH_END, as_of=last).exists()
    return None if done or not Household.objects.exists() else last
