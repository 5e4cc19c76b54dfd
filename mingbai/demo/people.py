"""The demo's county: areas, units and posts as its pack lists them, and ready accounts for every role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from unicodedata import east_asian_width

import yaml
from django.db import transaction

from mingbai.demo import errands, staff
from mingbai.kit import clock, scope
from mingbai.kit.scope import ActingPost
from mingbai.kit.spoken import _
from mingbai.org.actions import accounts, areas, factors, passwords, postings
from mingbai.org.models import Post, SecondFactor, User
from mingbai.org.queries import kinds, seats
from mingbai.org.queries.founder import founder

PASSWORD = "Mingbai-2020"  # noqa: S105 - the demo's, known to everybody; no other installation has one
BEGAN = timedelta(days=300)
"""How long before the demo's day its county was set up."""
HELD = timedelta(days=270)
"""How long before the demo's day its posts were taken up: who answers for half a year of supervision."""
OPENED = timedelta(days=3)
"""How long before the demo's day its accounts were opened: passwords must not be due yet."""


@dataclass(frozen=True, slots=True)
class Ready:
    """One line of accounts.yaml. ``posts`` are codes of posts."""

    user: str
    name: str
    unit: str
    posts: tuple[str, ...]


@cache
def ready() -> tuple[Ready, ...]:
    """Every ready account, in the order of the file."""
    lines = yaml.safe_load(Path(__file__).with_name("accounts.yaml").read_text(encoding="utf-8"))
    return tuple(
        Ready(line["user"], line["name"], line["unit"], tuple(_codes(line["unit"], line["posts"])))
        for line in lines
    )


def _codes(unit: str, posts: list[str]) -> Iterator[str]:
    yield from (post if "." in post else f"{unit}.{post}" for post in posts)


def load() -> None:
    """Write what is missing; what is there stays as people left it."""
    by, now = founder(), clock.read()
    with transaction.atomic(), scope.entered(by):
        areas.load_county(by=by, at=now - BEGAN)
        known = set(User.objects.values_list("username", flat=True))
        missing = [line for line in ready() if line.user not in known]
        open_ready(missing, by=by, at=now - OPENED, since=now - HELD)
        staff.load(by=by, at=now - OPENED, since=now - HELD)
    errands.load(at=now)


def open_ready(
    lines: Sequence[Ready], *, by: ActingPost, at: datetime, since: datetime | None = None
) -> None:
    """Open ready accounts, let them hold their posts (``since``), do what a person does first."""
    people = [accounts.NewAccount(line.user, line.name, line.unit) for line in lines]
    for line, opened in zip(lines, accounts.open_accounts(people=people, by=by, at=at), strict=True):
        for code in line.posts:
            postings.assign_post(
                post=Post.objects.get(code=code), user=opened.user, by=by, at=at, starts=since
            )
        _settle(opened, line, at)


def _settle(opened: accounts.Opened, line: Ready, at: datetime) -> None:
    """What a person does at the first sign-in: an own password, and a second factor where needed."""
    person = seats.postless(user_id=opened.user.pk, name=line.name)
    with scope.entered(person):
        passwords.change_password(user=opened.user, present=opened.password, new=PASSWORD, by=person, at=at)
        if needs_factor(line):
            factors.begin_second_factor(user=opened.user, by=person, at=at)
            early = clock.machine().timestamp() - OPENED.total_seconds()
            first = factors.code_at(SecondFactor.objects.get(user=opened.user), early)
            factors.confirm_second_factor(user=opened.user, code=first, now=early, by=person, at=at)


def needs_factor(line: Ready) -> bool:
    """Whether one of the posts asks for a second factor."""
    return any(kinds.kind(code.rsplit(".", 1)[1]).second_factor for code in line.posts)


def code(username: str) -> str:
    """The present code of an account's second factor; a sentence if it has none."""
    by = founder()
    with transaction.atomic(), scope.entered(by):
        user = User.objects.filter(username=username).first()
        if user is None:
            return _("There is no account %(user)s.") % {"user": username}
        person = seats.postless(user_id=user.pk)
    with transaction.atomic(), scope.entered(person):
        factor = SecondFactor.objects.filter(user_id=user.pk).first()
        return (
            factors.code_at(factor, clock.machine().timestamp())
            if factor
            else _("This account needs no code.")
        )


def table() -> str:
    """The accounts as a table for the terminal."""
    by = founder()
    with transaction.atomic(), scope.entered(by):
        names = dict(
            Post.objects.filter(code__in=[line.posts[0] for line in ready()]).values_list("code", "name")
        )
    rows = [
        (line.user, line.name, names[line.posts[0]], _("code") if needs_factor(line) else "")
        for line in ready()
    ]
    head = (_("account"), _("person"), _("post"), _("second factor"))
    widths = [max(_width(row[at]) for row in [head, *rows]) for at in range(len(head))]
    lines = [
        "  ".join(_padded(text, width) for text, width in zip(row, widths, strict=True))
        for row in [head, *rows]
    ]
    return "\n".join([*lines, "", *_how()])


def _how() -> list[str]:
    return [
        _("Every password is %(password)s.") % {"password": PASSWORD},
        _("Where it says code: mingbai demo code ACCOUNT (in a clone: make code ACCOUNT=…)."),
    ]


def _width(text: str) -> int:
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))
