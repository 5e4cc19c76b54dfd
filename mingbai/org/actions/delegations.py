"""A post lent for leave. Each move of the flow has its verb here."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.actions.refusal import NotAllowed, Refused
from mingbai.org.flow import delegation as flow
from mingbai.org.models import Delegation, Posting, User
from mingbai.org.queries import holders, kinds
from mingbai.org.queries.machine import machine
from mingbai.org.states import DELEGATION_OPEN, DelegationState


class NotYourPost(NotAllowed):
    """Only who holds a post in their own right lends it; what is lent is not lent on."""


class BadPeriod(Refused):
    """The period is empty, over, too long, or overlaps another delegation of the post."""

    code = "bad_period"


class BadStandIn(Refused):
    """The person cannot stand in: locked, oneself, or kept apart by the pack."""

    code = "bad_stand_in"


@transaction.atomic
def ask(
    *, delegate: User, starts: datetime, ends: datetime, reason: str, by: ActingPost, at: datetime
) -> Delegation:
    """Ask that ``delegate`` stands in for the acting post from ``starts`` until ``ends`` (half-open, aware).

    Raises NotYourPost, BadPeriod, BadStandIn.
    """
    posting = holders.holds(user_id=by.user_id, post_id=by.post_id, at=at)
    if posting is None:
        raise NotYourPost(gettext_lazy("You can lend only a post that you hold yourself."))
    if posting.post.kind in installed().get("delegation.not_delegable"):
        raise NotYourPost(gettext_lazy("Posts of this kind are not lent; ask for a second holder instead."))
    _check_period(posting, starts, ends, at)
    _check_stand_in(posting, delegate, at)
    delegation = Delegation.objects.create(
        post=posting.post,
        giver_id=posting.user_id,
        delegate=delegate,
        area_code=posting.area_code,
        post_kind=posting.post.kind,
        post_lines=posting.post.lines,
        post_name=posting.post.name,
        giver_name=posting.holder,
        delegate_name=delegate.display_name,
        starts=starts,
        ends=ends,
        reason=reason,
    )
    flow.begin(subject=delegation, by=by, at=at, note=reason)
    return delegation


def _check_period(posting: Posting, starts: datetime, ends: datetime, at: datetime) -> None:
    rules = installed().section("delegation")
    if ends <= starts or ends <= at:
        raise BadPeriod(_("The last day must not lie before the first, nor in the past."))
    if (ends - starts).days > rules["most_days"]:
        raise BadPeriod(_("A post is lent for at most %(n)d days.") % {"n": rules["most_days"]})
    if (starts - at).days > rules["starts_within_days"]:
        raise BadPeriod(_("Ask at most %(n)d days ahead.") % {"n": rules["starts_within_days"]})
    others = Delegation.objects.filter(post=posting.post, giver=posting.user, state__in=DELEGATION_OPEN)
    if others.filter(starts__lt=ends, ends__gt=starts).exists():
        raise BadPeriod(_("The post is lent already for some of these days."))


def _check_stand_in(posting: Posting, delegate: User, at: datetime) -> None:
    lent = Delegation.objects.filter(delegate=delegate, state__in=DELEGATION_OPEN, ends__gt=at)
    most = installed().get("delegation.most_at_once")
    if lent.count() >= most:
        raise BadStandIn(_("This person stands in for %(n)d posts already.") % {"n": most})
    if delegate.pk == posting.user_id or not delegate.is_active:
        raise BadStandIn(_("Please choose another person."))
    clash = kinds.clash(posting.post.kind, holders.kinds_held(delegate.pk, at))
    if clash:
        raise BadStandIn(
            _("%(one)s and %(other)s may not be held by one person.")
            % {"one": kinds.title(posting.post.kind), "other": kinds.title(clash)}
        )


@transaction.atomic
def approve(*, delegation: Delegation, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """A superior approves; from its first moment on the stand-in may act. Raises MoveRefused."""
    decided = {"decided_by": by.label, "decided_at": at}
    flow.take(subject=delegation, move="approve", by=by, at=at, version=version, also=decided)
    if delegation.starts <= at:
        start(delegation=delegation, by=machine(), at=at)


def refuse(
    *, delegation: Delegation, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """A superior refuses with a reason. Raises MoveRefused."""
    decided = {"decided_by": by.label, "decided_at": at}
    evidence = {"reason": reason}
    flow.take(
        subject=delegation, move="refuse", by=by, at=at, version=version, evidence=evidence, also=decided
    )


def withdraw(*, delegation: Delegation, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The asker takes it back before it runs. Raises MoveRefused."""
    flow.take(subject=delegation, move="withdraw", by=by, at=at, version=version)


def start(*, delegation: Delegation, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The machine notes that an approved delegation runs. Raises MoveRefused."""
    flow.take(subject=delegation, move="start", by=by, at=at, version=version)


def end(*, delegation: Delegation, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Either side or a superior ends it now. Raises MoveRefused."""
    flow.take(subject=delegation, move="end", by=by, at=at, version=version)


def lapse(*, delegation: Delegation, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The machine closes what is over. Raises MoveRefused."""
    flow.take(subject=delegation, move="lapse", by=by, at=at, version=version)


@transaction.atomic
def tick(*, by: ActingPost, at: datetime) -> int:
    """The machine's round: start what has begun, close what is over; returns how many were moved.

    Access does not wait for it: a seat is computed from the period itself.
    """
    over = Delegation.objects.filter(state__in=DELEGATION_OPEN, ends__lte=at)
    due = Delegation.objects.filter(state=DelegationState.APPROVED, starts__lte=at, ends__gt=at)
    ending, starting = list(over), list(due)
    for delegation in ending:
        lapse(delegation=delegation, by=by, at=at)
    for delegation in starting:
        start(delegation=delegation, by=by, at=at)
    return len(ending) + len(starting)


def call_off(*, post_id: int, giver_id: int, at: datetime) -> None:
    """Close what a person has lent of a post that they no longer hold."""
    found = Delegation.objects.filter(post_id=post_id, giver_id=giver_id, state__in=DELEGATION_OPEN)
    for delegation in found:
        lapse(delegation=delegation, by=machine(), at=at)
