"""Who holds which post: appointed, transferred, ended, revoked. Each counts from the next request."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingbai.kit import steps
from mingbai.kit.events import emit
from mingbai.kit.scope import ActingPost
from mingbai.org import permits
from mingbai.org.actions.delegations import call_off
from mingbai.org.actions.refusal import Refused, demand, demand_cover
from mingbai.org.events import PostingBegan, PostingEnded
from mingbai.org.models import Post, Posting, User
from mingbai.org.queries import holders, kinds


class PostTaken(Refused):
    """One person at a time holds such a post, and it has a holder in that period."""

    code = "post_taken"


class KeptApart(Refused):
    """The person holds, or is lent, a post that may not be held beside this one."""

    code = "kept_apart"


class NotFree(Refused):
    """The account is locked, or the post does not exist in that period."""

    code = "not_free"


class NotOneself(Refused):
    """Nobody appoints, moves or removes themselves."""

    code = "not_oneself"


class AlreadyEnded(Refused):
    """The posting is over."""

    code = "already_ended"


@transaction.atomic
def assign_post(
    *,
    post: Post,
    user: User,
    by: ActingPost,
    at: datetime,
    starts: datetime | None = None,
    ends: datetime | None = None,
) -> Posting:
    """Let a person hold a post from ``starts`` (now) until ``ends`` (open), if the pack allows them together.

    Raises NotAllowed, NotOneself, NotFree, PostTaken, KeptApart.
    """
    _may_appoint(post.area_code, user.pk, by)
    starts = starts or at
    _free(post, user, starts, ends)
    _apart(post, user, at)
    posting = Posting.objects.create(
        post=post,
        user=user,
        holder=user.display_name,
        area_code=post.area_code,
        starts=starts,
        ends=ends,
        sole=kinds.kind(post.kind).sole,
    )
    steps.record(subject=posting, move="assign", source="", target="held", by=by, at=at, note=post.name)
    emit(PostingBegan(post_id=post.pk, user_id=user.pk, at=starts))
    return posting


@transaction.atomic
def end_posting(
    *, posting: Posting, by: ActingPost, at: datetime, reason: str, ends: datetime | None = None
) -> None:
    """End a posting now, or at a later ``ends``; what its holder has lent is called off with it.

    Raises NotAllowed, NotOneself, AlreadyEnded.
    """
    _may_appoint(posting.area_code, posting.user_id, by)
    _end(posting, move="end", by=by, at=at, reason=reason, ends=ends or at)


@transaction.atomic
def revoke(*, posting: Posting, by: ActingPost, at: datetime, reason: str) -> None:
    """Take a post away at once. Raises NotAllowed, NotOneself, AlreadyEnded."""
    _may_appoint(posting.area_code, posting.user_id, by)
    _end(posting, move="revoke", by=by, at=at, reason=reason, ends=at)


@transaction.atomic
def transfer(*, posting: Posting, to: Post, by: ActingPost, at: datetime, reason: str) -> Posting:
    """End a posting and let the same person hold another post from the same moment."""
    _may_appoint(posting.area_code, posting.user_id, by)
    _end(posting, move="transfer", by=by, at=at, reason=reason, ends=at)
    return assign_post(post=to, user=posting.user, by=by, at=at)


def _may_appoint(area_code: str, user_id: int, by: ActingPost) -> None:
    demand(permits.appoints, by=by)
    demand_cover(by, area_code)
    if by.user_id == user_id:
        raise NotOneself(gettext_lazy("Nobody appoints or removes themselves."))


def _free(post: Post, user: User, starts: datetime, ends: datetime | None) -> None:
    if not user.is_active:
        raise NotFree(_("This account is locked."))
    if post.valid_to is not None and post.valid_to <= starts.date():
        raise NotFree(_("This post no longer exists."))
    same = holders.overlapping(post, starts, ends)
    if kinds.kind(post.kind).sole and (taken := same.first()):
        raise PostTaken(_("%(name)s holds this post. End that first.") % {"name": taken.holder})
    if same.filter(user=user).exists():
        raise PostTaken(_("This person holds the post already."))


def _apart(post: Post, user: User, at: datetime) -> None:
    clash = kinds.clash(post.kind, holders.kinds_held(user.pk, at))
    if clash:
        raise KeptApart(
            _("%(one)s and %(other)s may not be held by one person.")
            % {"one": kinds.title(post.kind), "other": kinds.title(clash)}
        )


def _end(posting: Posting, *, move: str, by: ActingPost, at: datetime, reason: str, ends: datetime) -> None:
    if posting.ends is not None and posting.ends <= at:
        raise AlreadyEnded(gettext_lazy("This posting has ended already."))
    posting.ends, posting.why_ended = max(ends, posting.starts), reason
    posting.version += 1
    posting.save(update_fields=["ends", "why_ended", "version"])
    steps.record(subject=posting, move=move, source="held", target="ended", by=by, at=at, note=reason)
    if ends <= at:
        call_off(post_id=posting.post_id, giver_id=posting.user_id, at=at)
    emit(PostingEnded(post_id=posting.post_id, user_id=posting.user_id, at=ends))
