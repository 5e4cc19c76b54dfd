"""Many newcomers take up vacant posts at once: a county's first establishment, or a new class of cadres."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from mingbai.kit import steps
from mingbai.kit.events import emit
from mingbai.kit.scope import ActingPost
from mingbai.org import permits
from mingbai.org.actions.postings import NotFree, PostTaken
from mingbai.org.actions.refusal import demand, demand_cover
from mingbai.org.events import PostingsBegan
from mingbai.org.models import Post, Posting, User
from mingbai.org.queries import holders, kinds

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Appointment:
    """One newcomer and the post that they take up."""

    post: Post
    user: User


@transaction.atomic
def assign_posts(
    *, appointments: Sequence[Appointment], by: ActingPost, at: datetime, starts: datetime | None = None
) -> list[Posting]:
    """Let each person hold the post from ``starts`` (now) on, all or none.

    Only for people who hold nothing yet, so that nothing has to be weighed against anything else; a post of
    one holder must be vacant. ``assign_post`` does the rest. Raises NotAllowed, NotFree, PostTaken.
    """
    demand(permits.appoints, by=by)
    for area_code in {one.post.area_code for one in appointments}:
        demand_cover(by, area_code)
    starts = starts or at
    _newcomers(appointments, starts)
    _vacant(appointments, starts)
    began = Posting.objects.bulk_create((_posting(one, starts) for one in appointments), batch_size=BATCH)
    steps.record_all(subjects=began, move="assign", source="", target="held", by=by, at=at)
    emit(PostingsBegan(posting_ids=tuple(posting.pk for posting in began), at=starts))
    return began


def _newcomers(appointments: Sequence[Appointment], at: datetime) -> None:
    times = Counter(one.user.pk for one in appointments)
    holding = set(
        Posting.objects.filter(holders.unended(at), user_id__in=times).values_list("user_id", flat=True)
    )
    for one in appointments:
        if times[one.user.pk] > 1 or one.user.pk in holding or not one.user.is_active:
            raise NotFree(
                _("%(name)s holds a post already, or the account is locked.")
                % {"name": one.user.display_name}
            )


def _vacant(appointments: Sequence[Appointment], at: datetime) -> None:
    times = Counter(one.post.pk for one in appointments)
    held = set(
        Posting.objects.filter(holders.unended(at), post_id__in=times).values_list("post_id", flat=True)
    )
    for one in appointments:
        gone = one.post.valid_to is not None and one.post.valid_to <= at.date()
        full = kinds.kind(one.post.kind).sole and (times[one.post.pk] > 1 or one.post.pk in held)
        if full or gone:
            raise PostTaken(_("%(post)s is held already, or no longer exists.") % {"post": one.post.name})


def _posting(one: Appointment, starts: datetime) -> Posting:
    return Posting(
        post=one.post,
        user=one.user,
        holder=one.user.display_name,
        area_code=one.post.area_code,
        starts=starts,
        sole=kinds.kind(one.post.kind).sole,
    )
