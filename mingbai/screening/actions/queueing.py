"""待识别: verified risks bring their household into the queue; the township begins, or says why not."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from mingbai.kit import scope
from mingbai.kit.scope import ActingPost
from mingbai.screening.events import FindingsReopened, FindingsVerified
from mingbai.screening.flow import finding as finding_flow
from mingbai.screening.flow import to_identify as flow
from mingbai.screening.models import Finding, ToIdentify
from mingbai.screening.queries import queue
from mingbai.screening.states import FindingKind, Verdict


def on_verified(event: FindingsVerified) -> None:
    """A risk verified true brings its household into the queue; one found false may take it out again."""
    for household_id in _households(event.findings):
        if event.verdict == Verdict.TRUE:
            _join(household_id, at=event.at)
        else:
            _leave(household_id, at=event.at)


def on_reopened(event: FindingsReopened) -> None:
    """What is to be verified again is no ground to identify for the time being."""
    for household_id in _households(event.findings):
        _leave(household_id, at=event.at)


def _households(findings: Iterable[int]) -> list[int]:
    risks = Finding.objects.filter(pk__in=findings, kind=FindingKind.RISK).exclude(household=None)
    return sorted(set(risks.values_list("household_id", flat=True)))


def _join(household_id: int, *, at: datetime) -> None:
    risks = list(queue.risks(household_id))
    standing = queue.open_of(household_id)
    if not risks:
        return
    if standing is not None:
        ToIdentify.objects.filter(pk=standing.pk).update(risks=len(risks))
        return
    first = risks[0]
    made = ToIdentify.objects.create(
        area_code=first.area_code, household_id=household_id, head_name=first.head_name or first.name,
        title=first.title, risks=len(risks), since=at,
    )  # fmt: skip
    flow.begin(subject=made, by=scope.require(), at=at)


def _leave(household_id: int, *, at: datetime) -> None:
    standing = queue.open_of(household_id)
    if standing is None:
        return
    left = queue.risks(household_id).count()
    if left:
        ToIdentify.objects.filter(pk=standing.pk).update(risks=left)
        return
    by = scope.require()
    also = {"settled_at": at, "settled_by": by.label[:120]}
    flow.take(subject=standing, move="fall", by=by, at=at, also=also)


@transaction.atomic
def begin_identifying(
    *, entry: ToIdentify, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The township begins; the risks behind it are taken up. Raises MoveRefused."""
    _take(entry, "begin_identifying", reason, by=by, at=at, version=version)
    _risks(entry, "identify", reason, by=by, at=at)


@transaction.atomic
def not_needed(
    *, entry: ToIdentify, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """No identification, and why; the risks behind it are closed. Raises MoveRefused."""
    _take(entry, "not_needed", reason, by=by, at=at, version=version)
    _risks(entry, "no_identification", reason, by=by, at=at)


def _take(
    entry: ToIdentify, move: str, reason: str, *, by: ActingPost, at: datetime, version: int | None
) -> None:
    also = {"outcome": (reason or "")[:400], "settled_at": at, "settled_by": by.label[:120]}
    evidence = {"reason": reason}
    flow.take(subject=entry, move=move, by=by, at=at, version=version, evidence=evidence, also=also)


def _risks(entry: ToIdentify, move: str, reason: str, *, by: ActingPost, at: datetime) -> None:
    for finding in queue.risks(entry.household_id):
        finding_flow.take(subject=finding, move=move, by=by, at=at, evidence={"reason": reason})
