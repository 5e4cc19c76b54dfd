"""What is under way in the demo's county, so that Today has work; asked for through the program's verbs."""

from datetime import datetime, time, timedelta

from django.db import transaction

from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.org.actions import delegations, exports
from mingbai.org.models import Delegation, ExportRequest, Posting, User
from mingbai.org.queries import seats
from mingbai.org.queries.founder import founder

LEAVES = (
    ("village", "team", 1, 3, "参加县委党校培训三天"),
    ("secretary", "team", 2, 6, "年休假，回原单位述职"),
    ("town2", "town", 1, 2, "陪护老人住院"),
)
LISTS: tuple[tuple[str, str, dict[str, str], int, str, str], ...] = (
    ("clerk", "org:posts", {}, 2_200, "report_up", "向市扶贫办报送全县帮扶岗位人员台账"),
    (
        "town2",
        "org:posts",
        {"area": "411726103000"},
        134,
        "meeting",
        "乡镇调度会用：帮扶岗位名册",
    ),
)


def load(*, at: datetime) -> None:
    """Ask for a few delegations and exports, once."""
    if _done():
        return
    for giver, delegate, first, last, reason in LEAVES:
        _lend(giver, delegate, (_day(at, first), _day(at, last + 1)), reason, at)
    for asker, ledger, filters, rows, purpose, reason in LISTS:
        by = acting(asker, at)
        with transaction.atomic(), scope.entered(by):
            exports.ask(
                ledger=ledger, filters=filters, rows=rows, purpose=purpose, reason=reason, by=by, at=at
            )
    _approve("village", by=acting("town", at), at=at)


def _done() -> bool:
    with transaction.atomic(), scope.entered(founder()):
        return Delegation.objects.exists() or ExportRequest.objects.exists()


def acting(username: str, at: datetime) -> ActingPost:
    """Somebody of accounts.yaml through the first of their posts."""
    with transaction.atomic(), scope.entered(founder()):
        user = User.objects.get(username=username)
    with transaction.atomic(), scope.entered(seats.postless(user_id=user.pk)):
        first, *_others = seats.seats(at)
        return seats.acting(first, user_id=user.pk, name=user.display_name, at=at)


def holding(posting: Posting, at: datetime) -> ActingPost:
    """Whoever holds a post through it; the posting comes with its post and its user."""
    post = posting.post
    seat = seats.Seat(
        post_id=post.pk, kind=post.kind, name=post.name, area_code=posting.area_code, lines=post.lines,
        delegation_id=None, lent_by=None, until=None,
    )  # fmt: skip
    return seats.acting(seat, user_id=posting.user_id, name=posting.holder, at=at)


def _day(at: datetime, days: int) -> datetime:
    return datetime.combine(at.date() + timedelta(days=days), time.min, at.tzinfo)


def _lend(giver: str, delegate: str, period: tuple[datetime, datetime], reason: str, at: datetime) -> None:
    by = acting(giver, at)
    with transaction.atomic(), scope.entered(founder()):
        other = User.objects.get(username=delegate)
    with transaction.atomic(), scope.entered(by):
        starts, ends = period
        delegations.ask(delegate=other, starts=starts, ends=ends, reason=reason, by=by, at=at)


def _approve(giver: str, *, by: ActingPost, at: datetime) -> None:
    with transaction.atomic(), scope.entered(by):
        found = Delegation.objects.get(giver__username=giver)
        delegations.approve(delegation=found, by=by, at=at)
