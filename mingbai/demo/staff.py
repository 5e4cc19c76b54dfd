"""The demo county's cadres: nearly every post is held, as the article's county had it; a few stand vacant.

They have accounts that nobody can sign in to until the administrator gives a first password, as in a county
that has just been set up. Drawn from a fixed seed, so that every demo has the same people.
"""

from collections.abc import Iterator
from datetime import datetime
from random import Random

from django.db import transaction

from mingbai.demo.files import story
from mingbai.demo.files.names import Names
from mingbai.kit.scope import ActingPost
from mingbai.org.actions import accounts, staffing
from mingbai.org.models import Post, Posting, User

SEED = 411726
VACANT = 0.04
"""Share of posts left vacant."""
SHORT_HANDED = {"411726215": 0.25, "411726206": 0.15}
"""Townships that lack people, so that the map has something to say."""
BORN = (1962, 1998)
WITHOUT_PEOPLE = ("machine",)


@transaction.atomic
def load(*, by: ActingPost, at: datetime) -> None:
    """Fill vacant posts, once: where cadres of the demo are, nothing is added."""
    if User.objects.filter(username=_username(0)).exists():
        return
    posts = list(_to_fill())
    names = _names(len(posts))
    users = []
    for first in range(0, len(posts), accounts.MOST_AT_ONCE):
        lines = [
            accounts.NewAccount(_username(number), names[number], post.unit.code)
            for number, post in list(enumerate(posts))[first : first + accounts.MOST_AT_ONCE]
        ]
        opened = accounts.open_accounts(people=lines, by=by, at=at, passwords=False)
        users += [one.user for one in opened]
    appointments = [staffing.Appointment(post, user) for post, user in zip(posts, users, strict=True)]
    staffing.assign_posts(appointments=appointments, by=by, at=at)


def _username(number: int) -> str:
    return f"cadre{number + 1:04}"


def _to_fill() -> Iterator[Post]:
    """The vacant posts, in the order of their codes, without those that stay vacant."""
    dice = Random(SEED)  # noqa: S311 - a demo's names, no secret
    vacant = Post.objects.exclude(pk__in=Posting.objects.values("post_id")).exclude(kind__in=WITHOUT_PEOPLE)
    for post in vacant.select_related("unit").order_by("code"):
        if dice.random() >= SHORT_HANDED.get(post.area_code[:9], VACANT):
            yield post


def _names(count: int) -> list[str]:
    dice = Random(SEED)  # noqa: S311 - a demo's names, no secret
    names = Names(story.read(0).raw)
    return [
        names.any_surname(dice) + names.given(dice.randint(*BORN), male=dice.random() < 0.7, dice=dice)  # noqa: PLR2004 - of cadres
        for _number in range(count)
    ]
