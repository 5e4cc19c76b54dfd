"""People's accounts as pages show them."""

from django.db.models import QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import SecondFactor, Unit, User


def accounts(acting: ActingPost) -> QuerySet[User]:
    """The accounts of a post's organisation range."""
    return rows(User, acting)


def unit_name(user: User) -> str:
    """The name of a person's unit, empty if the asker's wall hides it."""
    return Unit.objects.filter(pk=user.unit_id).values_list("name", flat=True).first() or ""


def with_second_factor(user_ids: list[int]) -> set[int]:
    """Which of these people have a second factor in force."""
    found = SecondFactor.objects.filter(user_id__in=user_ids).exclude(confirmed_at=None)
    return set(found.values_list("user_id", flat=True))
