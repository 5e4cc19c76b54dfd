"""The demo county's cadres: nearly every post is held, as the article's county had it; a few stand vacant.

They have accounts that nobody can sign in to until the administrator gives a first password, as in a county
that has just been set up. Drawn from a fixed seed, so that every demo has the same people.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml
from django.db import transaction

from mingbai.demo.files import story
from mingbai.demo.files.names import Names
from mingbai.kit.scope import ActingPost
from mingbai.org.actions import accounts, staffing
from mingbai.org.models import Post, Posting, User

SEED = 411726
BORN = (1962, 1998)
WITHOUT_PEOPLE = ("machine",)
LEADER, VERIFIER, HELPER = "group_leader", "verification_member", "helper"
HEAD = "township_head"  # never vacant: somebody signs for every township


@cache
def figures() -> dict[str, Any]:
    """The article's figures of cadres and our own estimates."""
    return yaml.safe_load(Path(__file__).with_name("staff.yaml").read_text(encoding="utf-8"))


@transaction.atomic
def load(*, by: ActingPost, at: datetime, since: datetime | None = None) -> None:
    """Fill vacant posts (held ``since``), once: where cadres of the demo are, nothing is added."""
    if not User.objects.filter(username=_username(0)).exists():
        appoint(list(_to_fill()), first=0, by=by, at=at, since=since)


def appoint(
    posts: list[Post], *, first: int, by: ActingPost, at: datetime, since: datetime | None = None
) -> list[User]:
    """Open an account for each post and let its person hold it; the first has the number ``first``."""
    names = _names(first, len(posts))
    users: list[User] = []
    for start in range(0, len(posts), accounts.MOST_AT_ONCE):
        lines = [
            accounts.NewAccount(_username(first + number), names[number], posts[number].unit.code)
            for number in range(start, min(start + accounts.MOST_AT_ONCE, len(posts)))
        ]
        opened = accounts.open_accounts(people=lines, by=by, at=at, passwords=False)
        users += [one.user for one in opened]
    appointments = [staffing.Appointment(post, user) for post, user in zip(posts, users, strict=True)]
    staffing.assign_posts(appointments=appointments, by=by, at=at, starts=since)
    return users


def cadres() -> int:
    """How many of the demo's cadres there are."""
    return User.objects.filter(username__startswith="cadre").count()


def _username(number: int) -> str:
    return f"cadre{number + 1:04}"


def _to_fill() -> Iterator[Post]:
    """The vacant posts, in the order of their codes, a post of two verifiers twice."""
    dice = Random(SEED)  # noqa: S311 - a demo's names, no secret
    vacant = Post.objects.exclude(pk__in=Posting.objects.values("post_id")).exclude(kind__in=WITHOUT_PEOPLE)
    posts = list(vacant.select_related("unit").order_by("code"))
    without = _without_group([post for post in posts if post.kind == LEADER])
    for post in posts:
        missing = figures()["short_handed"].get(post.area_code[:9], figures()["vacant"])
        lacks = dice.random() < missing
        if post.kind in (LEADER, VERIFIER):
            times = 0 if post.area_code in without else 1 + (post.kind == VERIFIER)
            yield from [post] * times
        elif post.kind == HEAD or not lacks:
            yield post
    yield from _second_verifiers(without)


def _second_verifiers(without: set[str]) -> Iterator[Post]:
    """Beside a verifier with a ready account there is a second one too."""
    ready = Posting.objects.filter(post__kind=VERIFIER).exclude(post__area_code__in=without)
    yield from Post.objects.filter(pk__in=ready.values("post_id")).select_related("unit").order_by("code")


def _without_group(leaders: list[Post]) -> set[str]:
    """The few villages without a responsibility group, in the townships that lack people first."""
    held = Posting.objects.filter(post__kind=LEADER).count()
    spare = held + len(leaders) - figures()["groups"]
    short = figures()["short_handed"]
    last = sorted(leaders, key=lambda post: (post.area_code[:9] not in short, post.code))
    return {post.area_code for post in last[: max(spare, 0)]}


def _names(first: int, count: int) -> list[str]:
    dice = Random(SEED + first)  # noqa: S311 - a demo's names, no secret
    names = Names(story.read(0).raw)
    return [
        names.any_surname(dice) + names.given(dice.randint(*BORN), male=dice.random() < 0.7, dice=dice)  # noqa: PLR2004 - of cadres
        for _number in range(count)
    ]
