"""Browsers of people who have signed in, without a browser."""

import time
import uuid
from collections.abc import Callable
from itertools import count
from typing import Any

from django.test import Client

from mingbai.kit import clock
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.actions import factors
from mingbai.org.models import SecondFactor, User
from mingbai.org.queries.seats import postless
from tests.factories import county
from tests.factories.county import PASSWORD

_steps = count(1)


def form(**fields: Any) -> dict[str, Any]:
    """A form as a page sends it, with its own mark."""
    return {"request_id": str(uuid.uuid4()), **fields}


def post(client: Client, address: str, **fields: Any) -> Any:
    """Send a form."""
    return client.post(address, form(**fields))


def enrolled(user: User) -> Callable[[], str]:
    """Set up the second factor; returns what the phone shows (each call a code not used before)."""
    begun = time.time() - 3600
    me = postless(user_id=user.pk)
    with entered(me):
        factors.begin_second_factor(user=user, by=me, at=clock.read())
        factor = SecondFactor.objects.get(user=user)
        first = factors.code_at(factor, begun)
        factors.confirm_second_factor(user=user, code=first, now=begun, by=me, at=clock.read())

    def code() -> str:
        with entered(postless(user_id=user.pk)):
            return factors.code_at(SecondFactor.objects.get(user=user), time.time())

    return code


def signed_in(user: User, **options: Any) -> Client:
    """A client signed in through the pages themselves, second factor included if there is one."""
    client = Client(**options)
    client.handler.enforce_csrf_checks = False
    answer = client.post("/sign-in", {"username": user.username, "password": PASSWORD})
    if answer["Location"] == "/sign-in/code":
        with entered(postless(user_id=user.pk)):
            SecondFactor.objects.filter(user=user).update(last_step=-1)
            code = factors.code_at(SecondFactor.objects.get(user=user), time.time())
        answer = client.post("/sign-in/code", {"code": code})
    assert answer.status_code == 302, answer.content.decode()
    client.handler.enforce_csrf_checks = options.get("enforce_csrf_checks", False)
    return client


def visitor(**usual: Any) -> Callable[..., Client]:
    """Gives the client of whoever holds a post, signed in once; options given then go before the usual."""
    known: dict[int | None, Client] = {}

    def of(post: ActingPost, **options: Any) -> Client:
        if post.user_id not in known:
            person = next(each for each in county.met if each.id == post.user_id)
            enrolled(person.user)
            known[post.user_id] = signed_in(person.user, **{**usual, **options})
        return known[post.user_id]

    return of
