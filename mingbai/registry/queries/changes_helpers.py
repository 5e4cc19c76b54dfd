"""Who can be paired: people who hold a helper's post in a village now."""

from datetime import datetime

from django.db.models import Q, QuerySet

from mingbai.org.models import Posting, User

HELPER = "helper"


def accounts(area_code: str, at: datetime) -> QuerySet[User]:
    """The accounts, by name."""
    held = Posting.objects.filter(
        Q(ends=None) | Q(ends__gt=at), post__kind=HELPER, area_code=area_code, starts__lte=at
    )
    return User.objects.filter(pk__in=held.values("user")).order_by("display_name", "pk")
