"""Posts with who holds them."""

from datetime import datetime

from django.db.models import OuterRef, QuerySet, Subquery

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Post, Posting, Unit
from mingbai.org.queries import kinds
from mingbai.org.queries.holders import current


def with_holders(acting: ActingPost, at: datetime) -> QuerySet[Post]:
    """The posts of a range; ``holder_now`` is the name of who has held it longest, None if it is vacant."""
    held = Posting.objects.filter(current(at), post_id=OuterRef("pk")).order_by("starts", "id")
    found: QuerySet[Post] = rows(Post, acting)
    return found.annotate(holder_now=Subquery(held.values("holder")[:1]))


def held_now(post: Post, at: datetime) -> QuerySet[Posting]:
    """Who holds a post now."""
    return Posting.objects.filter(current(at), post=post).order_by("starts", "id")


def earlier(post: Post, at: datetime) -> QuerySet[Posting]:
    """Who held a post before, newest first."""
    return Posting.objects.filter(post=post, ends__lte=at)


def units(acting: ActingPost) -> QuerySet[Unit]:
    """The units of a range."""
    return rows(Unit, acting)


def kind_choices(acting: ActingPost) -> list[tuple[str, str]]:
    """Every kind of post that can stand inside a range, with its title in the reader's language."""
    levels = {"000000": ("county", "township", "village"), "000": ("township", "village")}
    ending = next((end for end in levels if acting.area_code.endswith(end)), "")
    wanted = levels.get(ending, ("village",))
    return [(kind.code, kinds.title(kind.code)) for kind in kinds.kinds() if kind.level in wanted]
