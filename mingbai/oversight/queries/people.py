"""Who may be linked to townships, who may be seconded: holders of posts, by name."""

from collections.abc import Iterable

from mingbai.org.models import Area, Posting
from mingbai.org.states import Level


def holders(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """Those who hold posts of these kinds now, as far as the asker's wall reaches: posting's id and words."""
    found = Posting.objects.filter(post__kind__in=list(kinds), ends=None).order_by("post__name", "holder")
    rows = found.values_list("pk", "holder", "post__name")
    return [(str(pk), f"{holder} · {post}") for pk, holder, post in rows]


def townships() -> list[tuple[str, str]]:
    """The county's townships, by code and name."""
    return _areas(Level.TOWNSHIP)


def villages() -> list[tuple[str, str]]:
    """The county's villages, by code and name."""
    return _areas(Level.VILLAGE)


def _areas(level: Level) -> list[tuple[str, str]]:
    found = Area.objects.filter(level=level, statistical=False, valid_to=None).order_by("code")
    return list(found.values_list("code", "name"))
