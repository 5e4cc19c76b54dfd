"""A county with people in it, made through the program's own verbs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from mingbai.kit.scope import ActingPost, entered
from mingbai.org.actions import areas, postings
from mingbai.org.models import Post, Unit, User
from mingbai.org.queries import seats
from mingbai.org.queries.founder import founder

AT = datetime(2020, 11, 30, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
COUNTY = "411726000000"
TOWN, VILLAGE = "411726103000", "411726103202"
OTHER_TOWN = "411726102000"
PASSWORD = "Mingbai-2020-test"
_numbers = count(1)
_digest: list[str] = []


@dataclass
class Person:
    """Somebody with an account, acting through the first of their posts."""

    user: User
    acting: ActingPost

    @property
    def id(self) -> int:
        return self.user.pk


met: list[Person] = []


def load() -> None:
    """The county's areas, units and posts, once for a whole test run."""
    with entered(founder()), transaction.atomic():
        areas.load_county(by=founder(), at=AT - timedelta(days=30))


def post(kind: str, area: str = COUNTY, unit: str | None = None) -> Post:
    """The post of a kind in an area (and unit)."""
    with entered(founder()), transaction.atomic():
        found = Post.objects.filter(kind=kind, area_code=area)
        return (found.filter(unit__code=unit) if unit else found)[0]


def user(name: str = "", *, area: str = COUNTY, **more: object) -> User:
    """An account that has changed its first password; the password is PASSWORD."""
    number = next(_numbers)
    if not _digest:
        _digest.append(make_password(PASSWORD))
    with entered(founder()), transaction.atomic():
        unit = Unit.objects.filter(area_code=area).first()
        values = {
            "username": f"somebody-{number:05d}",
            "display_name": name or f"张测{number}",
            "area_code": area,
            "unit": unit,
            "password": _digest[0],
            "password_at": AT,
            "must_change_password": False,
            "opened_at": AT,
            **more,
        }
        return User.objects.create(**values)


def person(kind: str, area: str = COUNTY, *, unit: str | None = None, name: str = "") -> Person:
    """Somebody who holds the post of a kind since yesterday."""
    someone = user(name, area=area)
    hold(someone, kind, area, unit=unit)
    met.append(Person(someone, acting(someone)))
    return met[-1]


def hold(someone: User, kind: str, area: str = COUNTY, *, unit: str | None = None) -> None:
    """Let an account hold one more post since yesterday."""
    with entered(founder()), transaction.atomic():
        yesterday = AT - timedelta(days=1)
        postings.assign_post(post=post(kind, area, unit), user=someone, by=founder(), at=yesterday)


def acting(someone: User, at: datetime = AT, number: int = 0) -> ActingPost:
    """What a person acts as, through one of their posts."""
    with entered(seats.postless(user_id=someone.pk)), transaction.atomic():
        found = seats.seats(at)
        return seats.acting(found[number], user_id=someone.pk, name=someone.display_name, at=at)
