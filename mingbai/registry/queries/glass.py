"""Broken glass: who looked beyond their reach, what they may still see, what is not noted yet."""

import uuid
from dataclasses import replace
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost, range_of, rows
from mingbai.registry.models import GlassLook
from mingbai.registry.queries import looking


def of_user(acting: ActingPost) -> QuerySet[GlassLook]:
    """The acting person's own looks, wherever the households lie."""
    return GlassLook.objects.filter(user_id=acting.user_id or 0)


def open_look(acting: ActingPost, key: uuid.UUID, at: datetime) -> GlassLook | None:
    """A look of the acting person through this post that is not over yet."""
    return of_user(acting).filter(key=key, post_id=acting.post_id or 0, until__gt=at).first()


def through(acting: ActingPost, look: GlassLook) -> ActingPost:
    """The same post, reaching that one household and nothing else, and able to do nothing with it."""
    lo, hi = range_of(look.area_code)
    return replace(acting, lo=lo, hi=hi, households=(look.household_id,), abilities=frozenset())


def in_reach(acting: ActingPost) -> QuerySet[GlassLook]:
    """Looks at households of the acting post's own area."""
    return rows(GlassLook, acting)


def to_note(acting: ActingPost, at: datetime) -> QuerySet[GlassLook]:
    """What the acting post has not been seen to note, within the days that it is told of."""
    since = at - timedelta(days=looking.glass().told_days)
    return in_reach(acting).filter(Q(seen_at=None), looked_at__gte=since).order_by("-looked_at")
