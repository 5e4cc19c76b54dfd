"""Helpers of the demo's registered households: nobody has more than eight, each has an account."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import groupby

from django.db import transaction

from mingbai.demo import errands, people, staff
from mingbai.kit import scope
from mingbai.org.models import Post, Posting, User
from mingbai.org.queries.founder import founder
from mingbai.registry.actions.pairings import Helper
from mingbai.registry.actions.pairings_bulk import pair_many
from mingbai.registry.models import Household

ALLOCATES = "office"
PAIRED_SINCE = date(2018, 3, 1)


def load(*, at: datetime) -> None:
    """Find enough helpers for every village and pair them with its registered households."""
    by = errands.acting(ALLOCATES, at)
    with transaction.atomic(), scope.entered(by):
        homes = list(Household.objects.filter(registered=True, ended_on=None).order_by("area_code", "id"))
    found = _enough(homes, at)
    pairs = {
        home.pk: found[village][number // staff.figures()["households_a_helper"]]
        for village, those in groupby(homes, key=lambda home: home.area_code)
        for number, home in enumerate(those)
    }
    with transaction.atomic(), scope.entered(by):
        pair_many(pairs=pairs, on=PAIRED_SINCE, by=by, at=at)


def _enough(homes: Sequence[Household], at: datetime) -> dict[str, list[Helper]]:
    """By village its helpers: those who hold the post, and as many more as its households need."""
    by = founder()
    with transaction.atomic(), scope.entered(by):
        there = _there()
        missing = list(_missing(homes, there))
        users = staff.appoint(
            missing, first=staff.cadres(), by=by, at=at - people.OPENED, since=at - people.HELD
        )
        for post, user in zip(missing, users, strict=True):
            there.setdefault(post.area_code, []).append(_helper(user, post.unit.name))
    return there


def _there() -> dict[str, list[Helper]]:
    held = Posting.objects.filter(post__kind=staff.HELPER, ends=None)
    rows = held.select_related("user", "post__unit").order_by("pk")
    found: dict[str, list[Helper]] = {}
    for posting in rows:
        helper = _helper(posting.user, posting.post.unit.name)
        found.setdefault(posting.area_code, []).append(helper)
    return found


def _missing(homes: Sequence[Household], there: dict[str, list[Helper]]) -> Iterator[Post]:
    posts = {post.area_code: post for post in Post.objects.filter(kind=staff.HELPER).select_related("unit")}
    for village, those in groupby(homes, key=lambda home: home.area_code):
        needed = -(-len(list(those)) // staff.figures()["households_a_helper"])
        yield from [posts[village]] * (needed - len(there.get(village, ())))


def _helper(user: User, unit: str) -> Helper:
    return Helper(name=user.display_name, unit_name=unit, user=user)
