"""How often rules are right: counted with every answer; the machine proposes to mend what is mostly wrong."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from mingbai.kit.jobs.clockwork import as_machine
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.screening.flow import mending as flow
from mingbai.screening.models import Finding, Mending, Tally
from mingbai.screening.queries import rates
from mingbai.screening.states import MendState, Verdict

# One statement, so that two who answer at once both count.
ADD = """
INSERT INTO screening_tally (area_code, rule, month, line, restricted, title, title_en, confirmed, denied)
VALUES (%(area)s, %(rule)s, %(month)s, %(line)s, %(restricted)s, %(title)s, %(title_en)s, %(confirmed)s,
        %(denied)s)
ON CONFLICT (rule, month, area_code, line, restricted) DO UPDATE
   SET confirmed = screening_tally.confirmed + excluded.confirmed,
       denied = screening_tally.denied + excluded.denied, title = excluded.title, title_en = excluded.title_en
"""
COUNTED = "counted"  # in a finding's answer: the village and month in which it is counted


def counted_in(finding: Finding, at: datetime) -> dict[str, str]:
    """Where an answer given now will be counted, to be kept with it."""
    return {"area": finding.area_code, "month": day_of(at).replace(day=1).isoformat()}


def count(*, finding: Finding) -> None:
    """Count the answer that stands to the finding's rule. What superiors hand down is no rule's."""
    if finding.handed_row is None:
        where = finding.answer[COUNTED]
        with connection.cursor() as cursor:
            cursor.execute(ADD, {**_named(finding), **where, **_sums(finding.verdict)})


def uncount(*, finding: Finding) -> None:
    """Take an answer off again, before another replaces it. Nothing for a finding without one."""
    if finding.handed_row is not None or not finding.verdict:
        return
    where, sums = finding.answer[COUNTED], _sums(finding.verdict)
    Tally.objects.filter(
        rule=finding.rule, month=where["month"], area_code=where["area"], line=finding.line,
        restricted=finding.restricted,
    ).update(
        confirmed=F("confirmed") - sums["confirmed"], denied=F("denied") - sums["denied"]
    )  # fmt: skip


def _named(finding: Finding) -> dict[str, Any]:
    names = ("rule", "line", "restricted", "title", "title_en")
    return {name: getattr(finding, name) for name in names}


def _sums(verdict: str) -> dict[str, int]:
    return {"confirmed": int(verdict == Verdict.TRUE), "denied": int(verdict == Verdict.FALSE)}


@transaction.atomic
def propose(*, by: ActingPost, at: datetime) -> list[Mending]:
    """Propose to mend every rule that the last months' answers prove mostly wrong, once each."""
    open_ones = set(Mending.objects.filter(state=MendState.PROPOSED).values_list("rule", flat=True))
    found = [one for one in rates.mostly_wrong(on=day_of(at)) if one.rule not in open_ones]
    return [_proposed(one, by, at) for one in found]


def _proposed(one: rates.Wrong, by: ActingPost, at: datetime) -> Mending:
    made = Mending.objects.create(
        area_code=by.area_code, rule=one.rule, title=one.title, title_en=one.title_en, line=one.line,
        restricted=one.restricted, since=one.since, confirmed=one.confirmed, denied=one.denied,
        proposed_at=at,
    )  # fmt: skip
    flow.begin(subject=made, by=by, at=at)
    return made


@transaction.atomic
def mended(
    *, mending: Mending, reason: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The rule was changed. Raises MoveRefused."""
    _decide(mending, "mended", reason, by=by, at=at, version=version)


@transaction.atomic
def kept(*, mending: Mending, reason: str, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The rule stays, and why. Raises MoveRefused."""
    _decide(mending, "kept", reason, by=by, at=at, version=version)


def _decide(
    mending: Mending, move: str, reason: str, *, by: ActingPost, at: datetime, version: int | None
) -> None:
    also = {"decided_at": at, "decided_by": by.label[:120], "decision": reason or ""}
    evidence = {"reason": reason}
    flow.take(subject=mending, move=move, by=by, at=at, version=version, evidence=evidence, also=also)


def hourly(*, at: datetime) -> None:
    """The machine's round: propose what is to be mended; safe to do twice."""
    with as_machine(at) as machine:
        propose(by=machine, at=at)
