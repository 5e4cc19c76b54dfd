"""How many posts an area has, and how many of them somebody holds."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from mingbai.kit.scope import ActingPost
from mingbai.org.models import Post, Posting
from mingbai.org.queries.holders import current

HEATS = 5


@dataclass(frozen=True, slots=True)
class Staffing:
    """Posts and those of them without a holder."""

    posts: int = 0
    vacant: int = 0

    @property
    def heat(self) -> int:
        """0 (no post vacant) to 5 (every post vacant), to the nearest step."""
        return round(self.vacant * HEATS / self.posts) if self.posts else 0


def by_area(acting: ActingPost, at: datetime) -> dict[str, Staffing]:
    """Posts and vacancies of every area that the post covers, by code. Two queries."""
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    posts = Post.objects.filter(inside, Q(valid_to=None) | Q(valid_to__gt=at.date()))
    held = Posting.objects.filter(inside, current(at)).values("area_code")
    all_posts = dict(posts.values_list("area_code").annotate(n=Count("pk")))
    taken = dict(held.values_list("area_code").annotate(n=Count("post_id", distinct=True)))
    return {code: Staffing(n, n - taken.get(code, 0)) for code, n in all_posts.items()}


def vacant(posts: QuerySet[Post], at: datetime) -> QuerySet[Post]:
    """Those of the posts that nobody holds."""
    return posts.exclude(pk__in=Posting.objects.filter(current(at)).values("post_id"))


def held_in(acting: ActingPost, code: str, at: datetime) -> list[tuple[Post, list[Posting]]]:
    """The posts of exactly one area, each with those who hold it now; as far as the post covers the area."""
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    posts = Post.objects.filter(inside, area_code=code).order_by("code")
    holders: dict[int, list[Posting]] = {}
    for posting in Posting.objects.filter(inside, current(at), area_code=code):
        holders.setdefault(posting.post_id, []).append(posting)
    return [(post, holders.get(post.pk, [])) for post in posts]
