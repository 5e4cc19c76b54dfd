"""The unit that a post belongs to."""

from mingbai.kit.scope import ActingPost
from mingbai.org.models import Unit


def of_post(acting: ActingPost) -> Unit | None:
    """The acting post's unit; None for the machine and for whoever has no post."""
    return Unit.objects.filter(posts=acting.post_id).first() if acting.post_id else None


def by_code(code: str) -> Unit | None:
    """The unit of this code, if the asker's wall shows it."""
    return Unit.objects.filter(code=code).first()


def named(codes: tuple[str, ...]) -> list[Unit]:
    """The units of these codes, in the order of their codes."""
    return list(Unit.objects.filter(code__in=codes).order_by("code"))
