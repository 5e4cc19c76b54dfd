"""Whose direct superior a post is, by the pack's kinds and the areas and units of posts."""

from datetime import datetime

from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost
from mingbai.org.models import Posting
from mingbai.org.queries import holders, kinds, units
from mingbai.org.queries.kinds import Kind

SAME_UNIT = frozenset({"department", "inspection"})


def subordinates(acting: ActingPost, at: datetime) -> QuerySet[Posting]:
    """Postings of which this post is the direct superior, with their posts."""
    below = [each for each in kinds.kinds() if acting.kind in each.supervised_by]
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    found = Posting.objects.filter(inside, holders.current(at), _below(acting, below))
    return (
        found.exclude(user_id=acting.user_id or 0)
        .select_related("post")
        .order_by("area_code", "post__code", "id")
    )


def _below(acting: ActingPost, below: list[Kind]) -> Q:
    """A department's and a team's superior is that of the same unit; else the area decides."""
    near = [
        each.code
        for each in below
        if each.family in SAME_UNIT and kinds.kind(acting.kind).family == each.family
    ]
    far = [each.code for each in below if each.code not in near]
    unit = units.of_post(acting)
    return Q(post__kind__in=far) | Q(post__kind__in=near, post__unit=unit.pk if unit else 0)


def subordinate(acting: ActingPost, number: int, at: datetime) -> Posting | None:
    """One of them by the posting's number; None if this post is not its superior."""
    return subordinates(acting, at).filter(pk=number).first()
