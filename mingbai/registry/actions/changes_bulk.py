"""Years of natural changes at once, through the same effects, with the same history as entered one by one.

For a county that brings its past along, and for the demo. What was decided on paper is entered with the posts
that decided it then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps, vault
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import changes, changes_effects, changes_numbers
from mingbai.registry.actions.changes import NewChange
from mingbai.registry.actions.persons import DOCUMENT, BadNumber, NumberTaken
from mingbai.registry.actions.refusal import Refused, demand_cover
from mingbai.registry.flow import natural_change as flow
from mingbai.registry.models import NaturalChange
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.queries import identity
from mingbai.registry.states import ChangeState

BATCH = 1_000
WAY = ("begin", "submit", "review", "approve")


class OneHand(Refused):
    """Who enters, reviews and approves are three people."""

    code = "one_hand"
    status = 403


@dataclass(frozen=True, slots=True)
class Hands:
    """The posts that entered and reviewed; the one that approved is ``by``."""

    entered: ActingPost
    reviewed: ActingPost


@transaction.atomic
def record_many(
    *, facts: Sequence[NewChange], hands: Hands, by: ActingPost, at: datetime
) -> list[NaturalChange]:
    """Enter approved changes, all or none; each happened on its own day, all were decided at ``at``.

    Raises OneHand, and as ``changes.draft`` and ``changes.approve``, but for papers and the window.
    """
    _demand_hands(hands, by)
    for each in facts:
        demand_cover(by, each.area_code)
        changes.check(each, at)
    rows = [changes.made(each, by=hands.entered, at=at) for each in facts]
    _seal(rows, facts, by=by, at=at)
    for row in rows:
        row.state, row.digest = ChangeState.APPLIED, changes.digest(row)
        row.submitted_user, row.reviewed_user = hands.entered.user_id, hands.reviewed.user_id
        row.approved_by, row.applied_at = by.label[:120], at
    NaturalChange.objects.bulk_create(rows, batch_size=BATCH)
    _tell(rows, hands, by=by, at=at)
    changes_effects.apply(changes=rows, by=by, at=at)
    return rows


def _demand_hands(hands: Hands, by: ActingPost) -> None:
    posts = (("enter", hands.entered), ("review", hands.reviewed), ("approve", by))
    if len({post.user_id for _step, post in posts}) < len(posts):
        raise OneHand(_("Who enters, reviews and approves are three people."))
    if not all(kinds.may(step, post) for step, post in posts):
        raise OneHand(_("One of the posts does not take its step of the route."))


def _seal(rows: Sequence[NaturalChange], facts: Sequence[NewChange], *, by: ActingPost, at: datetime) -> None:
    """Seal all newcomers' numbers with one statement. Raises BadNumber, NumberTaken."""
    new = [(row, each) for row, each in zip(rows, facts, strict=True) if each.id_no and each.person is None]
    read = identity.read_all([(each.id_type, each.id_no) for _row, each in new], today=at.date())
    for each in read:
        if each.fault:
            raise BadNumber(identity.sentence(each.fault))
    values = [
        vault.New(DOCUMENT, each.number, row.area_code, sole=True)
        for (row, _facts), each in zip(new, read, strict=True)
    ]
    if not values:
        return
    try:
        held = vault.put_all(values, by=by)
    except vault.Taken as error:
        raise NumberTaken(_("One of the numbers is another person's already.")) from error
    for (row, _facts), sealed, each in zip(new, held, read, strict=True):
        row.id_type, row.id_vault = each.id_type, sealed.vault_id
        row.id_token, row.id_last4 = sealed.token, sealed.last4
        changes_numbers.complete(row, each)


def _tell(rows: Sequence[NaturalChange], hands: Hands, *, by: ActingPost, at: datetime) -> None:
    """The same steps as if each had gone its way alone."""
    source = ""
    for move, post in zip(WAY, (hands.entered, hands.entered, hands.reviewed, by), strict=True):
        target = flow.initial if move == "begin" else flow.moves[move].target
        steps.record_all(subjects=rows, move=move, source=source, target=target, by=post, at=at)
        source = target
