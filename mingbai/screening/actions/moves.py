"""What posts do with a finding beside answering it: send, urge, give time, take up, close, have it redone."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import events
from mingbai.kit.flow import GuardHolds
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.screening.actions import rating
from mingbai.screening.actions.refusal import Refused
from mingbai.screening.events import FindingsReopened
from mingbai.screening.flow import finding as flow
from mingbai.screening.models import Finding
from mingbai.screening.queries import rules
from mingbai.screening.states import Verdict


class BadUntil(Refused):
    """A day that is no later than the deadline, or later than may be given."""

    code = "bad_until"
    status = 400


@transaction.atomic
def send(*, finding: Finding, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Send one finding to those who answer it. Raises MoveRefused."""
    also = {"sent_at": at, "sent_by": by.label[:120]}
    flow.take(subject=finding, move="send", by=by, at=at, version=version, also=also)


@transaction.atomic
def urge(*, finding: Finding, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """催办, once a day. Raises MoveRefused."""
    if finding.urged_at is not None and day_of(finding.urged_at) == day_of(at):
        raise GuardHolds(_("It was urged today already."), flow=flow.name, move="urge", subject=finding)
    also = {"urged_at": at, "urged": finding.urged + 1}
    flow.take(subject=finding, move="urge", by=by, at=at, version=version, also=also)


@transaction.atomic
def wish(
    *, finding: Finding, until: str, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """延期申请: ask for more time, until a day (YYYY-MM-DD). Raises MoveRefused, BadUntil."""
    evidence = {"until": until, "reason": reason}
    flow.check(subject=finding, move="wish", by=by, version=version)
    day = _until(finding, until, at)
    also = {"wished_until": day, "wished_why": (reason or "")[:400]}
    flow.take(subject=finding, move="wish", by=by, at=at, version=version, evidence=evidence, also=also)


def _until(finding: Finding, until: str, at: datetime) -> date | None:
    """The day asked for; None where it cannot be read, which the flow then says."""
    try:
        day = date.fromisoformat(until or "")
    except ValueError:
        return None
    last = max(day_of(at), finding.due or day_of(at)) + timedelta(days=rules.days("extend_most_days"))
    if finding.due is not None and day <= finding.due:
        raise BadUntil(_("The day is no later than the deadline."), subject=finding)
    if day > last:
        raise BadUntil(_("At the latest %(day)s may be asked for.") % {"day": last}, subject=finding)
    return day


@transaction.atomic
def extend(*, finding: Finding, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Give the time that was asked for. Raises MoveRefused."""
    also = {"due": finding.wished_until, "extended": finding.extended + 1, **UNWISHED}
    flow.take(subject=finding, move="extend", by=by, at=at, version=version, also=also)


@transaction.atomic
def no_extension(
    *, finding: Finding, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Give no more time, with a reason. Raises MoveRefused."""
    evidence = {"reason": reason}
    flow.take(
        subject=finding, move="no_extension", by=by, at=at, version=version, evidence=evidence, also=UNWISHED
    )


UNWISHED: dict[str, Any] = {"wished_until": None, "wished_why": ""}


@transaction.atomic
def take_up(
    *, finding: Finding, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Take a verified finding up: what will be done, and by whom. Raises MoveRefused."""
    flow.take(subject=finding, move="take_up", by=by, at=at, version=version, evidence={"reason": reason})


@transaction.atomic
def close(*, finding: Finding, reason: str, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Close it with a reason. Raises MoveRefused."""
    flow.take(subject=finding, move="close", by=by, at=at, version=version, evidence={"reason": reason})


@transaction.atomic
def reopen(
    *, finding: Finding, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """Have it verified again; the answer that stood is kept in its history. Raises MoveRefused."""
    flow.check(subject=finding, move="reopen", by=by, version=version)
    rating.uncount(finding=finding)
    was = finding.verdict
    also = {"verdict": "", "sent_at": at, "sent_by": by.label[:120], **UNWISHED}
    flow.take(
        subject=finding, move="reopen", by=by, at=at, version=version, evidence={"reason": reason}, also=also
    )
    if was == Verdict.TRUE:
        events.emit(FindingsReopened(findings=(finding.pk,), at=at))


@transaction.atomic
def lapse(*, finding: Finding, by: ActingPost, at: datetime) -> None:
    """The machine lapses what nobody has touched and what no longer holds. Raises MoveRefused."""
    flow.take(subject=finding, move="lapse", by=by, at=at)


@transaction.atomic
def arise(*, finding: Finding, by: ActingPost, at: datetime) -> None:
    """The machine raises again what had lapsed and holds again. Raises MoveRefused."""
    flow.take(subject=finding, move="arise", by=by, at=at)
