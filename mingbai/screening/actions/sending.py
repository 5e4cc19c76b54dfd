"""Sending many findings at once, township by township, and urging those that are late."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.flow import NotPermitted
from mingbai.kit.jobs import asking
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.screening import permits
from mingbai.screening.actions.refusal import NothingThere, Refused
from mingbai.screening.flow import finding as flow
from mingbai.screening.models import Finding
from mingbai.screening.queries import rules, towns
from mingbai.screening.queries.towns import Asked
from mingbai.screening.states import FindingKind, FindingState

SEND = "screening.send"
PURPOSE = "findings sent"
BATCH = 1_000


class OtherNumber(Refused):
    """Since the preview, findings came or went: what would be sent is not what was shown."""

    code = "other_number"


class BadDue(Refused):
    """A deadline in the past."""

    code = "bad_due"
    status = 400


@transaction.atomic
def ask(
    *, asked: Asked, seen: int, due: date | None, by: ActingPost, at: datetime, request_id: UUID | None
) -> Job | int:
    """Send what a preview showed (``seen`` findings): at once, and how many; or as a job where it is much.

    Raises NotPermitted, NothingThere, OtherNumber, BadDue.
    """
    _demand(by, "send")
    if due is not None and due < day_of(at):
        raise BadDue(_("The deadline lies in the past."))
    number = towns.unsent(by, asked).count()
    if not number:
        raise NothingThere(_("Nothing waits to be sent there."))
    if number != seen:
        raise OtherNumber(
            _("Meanwhile %(n)d findings wait there, not %(seen)d. Look again, then send.")
            % {"n": number, "seen": seen}
        )
    if number <= rules.section("bulk")["at_once"]:
        return send_all(asked=asked, due=due, by=by, at=at)
    return asking.defer(
        SEND, by=by, at=at, purpose=PURPOSE, request_id=request_id,
        **asked.params(), due=due.isoformat() if due else "",
    )  # fmt: skip


@transaction.atomic
def send_all(*, asked: Asked, due: date | None, by: ActingPost, at: datetime) -> int:
    """Send every new finding that is meant, set by set; safe to do twice. Raises NotPermitted."""
    _demand(by, "send")
    done = 0
    for kind in FindingKind.values:
        last = due or _due(kind, at)
        for portion in _portions(list(_new(by, asked, kind))):
            done += _send(portion, last, by, at)
    return done


def _new(by: ActingPost, asked: Asked, kind: str) -> Iterator[Finding]:
    locked = towns.unsent(by, asked).filter(kind=kind).select_for_update(of=("self",), skip_locked=True)
    return locked.only("id", "area_code").order_by("id").iterator(chunk_size=BATCH)


def _portions(found: Sequence[Finding]) -> Iterator[Sequence[Finding]]:
    for start in range(0, len(found), BATCH):
        yield found[start : start + BATCH]


def _due(kind: str, at: datetime) -> date | None:
    """By when this kind is to be answered, as the flow has it."""
    found = flow.due(FindingState.SENT, day_of(at), Finding(kind=kind))
    return found.day if found else None


def _send(portion: Sequence[Finding], due: date | None, by: ActingPost, at: datetime) -> int:
    ids = [row.pk for row in portion]
    Finding.objects.filter(pk__in=ids, state=FindingState.NEW).update(
        state=FindingState.SENT, due=due, sent_at=at, sent_by=by.label[:120], version=F("version") + 1
    )
    steps.record_all(
        subjects=portion, move="send", source=FindingState.NEW, target=FindingState.SENT, by=by, at=at
    )
    return len(ids)


@transaction.atomic
def urge_late(*, of_towns: tuple[str, ...], by: ActingPost, at: datetime) -> int:
    """催办 whatever is late in some townships, once a day each; gives how many.

    Raises NotPermitted, NothingThere.
    """
    _demand(by, "urge")
    today = day_of(at)
    late = towns.overdue(by, of_towns, today=today).only("id", "area_code", "urged_at")
    found = [row for row in late if row.urged_at is None or day_of(row.urged_at) < today]
    if not found:
        raise NothingThere(_("Nothing is late there that was not urged today."))
    for portion in _portions(found):
        ids = [row.pk for row in portion]
        Finding.objects.filter(pk__in=ids).update(urged_at=at, urged=F("urged") + 1, version=F("version") + 1)
        steps.record_all(
            subjects=portion, move="urge", source=FindingState.SENT, target=FindingState.SENT, by=by, at=at
        )
    return len(found)


def _demand(by: ActingPost, move: str) -> None:
    if not rules.may("send", by):
        raise NotPermitted(permits.sender.sentence(), flow=flow.name, move=move)
