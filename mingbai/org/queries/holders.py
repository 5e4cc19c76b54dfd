"""Who holds what at a moment."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost
from mingbai.org.models import Delegation, Post, Posting, User
from mingbai.org.states import DELEGATION_DECIDED, DELEGATION_OPEN


def current(at: datetime) -> Q:
    """The condition that a posting holds at a time."""
    return Q(starts__lte=at) & unended(at)


def unended(at: datetime) -> Q:
    """The condition that a posting holds at a time or later."""
    return Q(ends=None) | Q(ends__gt=at)


def postings_of(user_id: int, at: datetime) -> QuerySet[Posting]:
    """A person's postings that hold at a time, as far as the asker's wall shows them."""
    return Posting.objects.filter(current(at), user_id=user_id).select_related("post")


def holds(*, user_id: int | None, post_id: int | None, at: datetime) -> Posting | None:
    """The posting by which a person holds a post in their own right."""
    if user_id is None or post_id is None:
        return None
    return Posting.objects.filter(current(at), user_id=user_id, post_id=post_id).first()


def overlapping(post: Post, starts: datetime, ends: datetime | None) -> QuerySet[Posting]:
    """Postings of a post that share a moment with a period."""
    found = Posting.objects.filter(post=post).filter(unended(starts))
    return found.filter(starts__lt=ends) if ends else found


def kinds_held(user_id: int, at: datetime) -> set[str]:
    """The kinds of post that a person holds or has been lent, now or for a time to come."""
    own = Posting.objects.filter(unended(at), user_id=user_id)
    lent = Delegation.objects.filter(delegate_id=user_id, state__in=DELEGATION_OPEN, ends__gt=at)
    return set(own.values_list("post__kind", flat=True)) | set(lent.values_list("post__kind", flat=True))


def lent_now(post_id: int, at: datetime) -> Delegation | None:
    """The delegation in force of a post."""
    found = Delegation.objects.filter(post_id=post_id, state__in=DELEGATION_DECIDED)
    return found.filter(starts__lte=at, ends__gt=at).first()


def stand_ins(acting: ActingPost, at: datetime) -> QuerySet[User]:
    """Whom a post may be lent to: people with a post inside the same organisation range, not oneself."""
    inside = Posting.objects.filter(current(at), area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    found = User.objects.filter(is_active=True, pk__in=inside.values("user_id"))
    return found.exclude(Q(pk=acting.user_id)).order_by("display_name")


def names(user_ids: Iterable[int]) -> dict[int, str]:
    """Display names by id, of those whom the asker's wall shows."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "display_name"))
