"""Delegations as a post, or one of the two people, may see them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost
from mingbai.org.models import Delegation
from mingbai.org.states import DELEGATION_DECIDED, DelegationState

MOST = 200


def visible(acting: ActingPost) -> QuerySet[Delegation]:
    """Those of the organisation range, and those that oneself gives or receives."""
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    return Delegation.objects.filter(inside | Q(giver_id=acting.user_id) | Q(delegate_id=acting.user_id))


def asked(acting: ActingPost) -> list[Delegation]:
    """Those that wait for somebody's decision, longest waiting first."""
    return list(visible(acting).filter(state=DelegationState.ASKED).order_by("due", "id")[:MOST])


def of_post(post_id: int, at: datetime) -> QuerySet[Delegation]:
    """Those of a post that are decided and not over."""
    return Delegation.objects.filter(post_id=post_id, state__in=DELEGATION_DECIDED, ends__gt=at)
