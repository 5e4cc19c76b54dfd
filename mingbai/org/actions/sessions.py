"""Signed-in browsers: opened at sign-in, seen on use, ended by oneself, an administrator or idleness."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.actions.refusal import NotAllowed
from mingbai.org.models import SignIn, User
from mingbai.org.permits import account_keeper, covers

SEEN_EVERY = timedelta(seconds=30)
AGENT_LENGTH = 200


@transaction.atomic
def open_session(*, user: User, address: str | None, agent: str, at: datetime) -> SignIn:
    """Register a browser that has just signed in; above the pack's number the oldest one is ended."""
    most = installed().get("security.session.most")
    known = SignIn.objects.filter(user=user, ended_at=None).order_by("-seen_at", "-id")
    too_many = list(known.values_list("pk", flat=True)[most - 1 :])
    SignIn.objects.filter(pk__in=too_many).update(ended_at=at, why_ended="too_many")
    # Django has just set it by the machine's clock; the county's may stand.
    User.objects.filter(pk=user.pk).update(last_login=at)
    return SignIn.objects.create(
        user=user,
        area_code=user.area_code,
        started_at=at,
        seen_at=at,
        address=address,
        agent=agent[:AGENT_LENGTH],
    )


def touch(*, sign_in: SignIn, at: datetime) -> None:
    """Note that the browser was seen; at most twice a minute, so that reading a page seldom writes."""
    if not timedelta(0) <= at - sign_in.seen_at < SEEN_EVERY:
        sign_in.seen_at = at
        sign_in.save(update_fields=["seen_at"])


@transaction.atomic
def end_session(*, sign_in: SignIn, why: str, by: ActingPost, at: datetime) -> None:
    """End one browser's session: one's own, or another's by an administrator. Raises NotAllowed."""
    _may_end(by, sign_in.user_id, sign_in.area_code)
    if sign_in.ended_at is None:
        sign_in.ended_at, sign_in.why_ended = at, why
        sign_in.save(update_fields=["ended_at", "why_ended"])
        steps.record(subject=sign_in, move="end_session", source="", target=why, by=by, at=at)


@transaction.atomic
def end_sessions(*, user: User, why: str, by: ActingPost, at: datetime, but: int | None = None) -> int:
    """End every session of a person, ``but`` one; returns how many. Raises NotAllowed."""
    _may_end(by, user.pk, user.area_code)
    open_ones = SignIn.objects.filter(user=user, ended_at=None).exclude(Q(pk=but))
    ended = open_ones.update(ended_at=at, why_ended=why)
    if ended:
        detail = {"ended": ended}
        steps.record(subject=user, move="end_sessions", source="", target=why, by=by, at=at, detail=detail)
    return ended


def _may_end(by: ActingPost, user_id: int, area_code: str) -> None:
    if by.user_id == user_id or (account_keeper(by, None) and covers(by, area_code)):
        return
    raise NotAllowed(_("Only the person or an administrator may end a session."))


@transaction.atomic
def remember_post(*, user: User, post_id: int) -> None:
    """Note the post that a person has switched to, to be offered first next time."""
    User.objects.filter(pk=user.pk).update(last_post=post_id)
