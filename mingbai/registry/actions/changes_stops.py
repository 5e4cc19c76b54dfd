"""建议停发: a death proposes to the paying departments, and a department decides after hearing the household.

Nothing here stops a benefit. Each move of the flow has its verb.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import steps
from mingbai.kit.calendar import add_months
from mingbai.kit.pack import installed
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.registry.flow import stop as flow
from mingbai.registry.models import NaturalChange, Person, PersonState, StopProposal
from mingbai.registry.states import StopState


class TooEarly(Refused):
    """The household has not yet had its days to be heard."""

    code = "too_early"


class AlreadyProposed(Refused):
    """The same doubt has been put to the department before."""

    code = "already_proposed"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A verified doubt of a room above: who receives which policy without ground, and why."""

    key: UUID
    area_code: str
    household: int | None
    person: int | None
    household_name: str
    person_name: str
    policy: str
    title: str
    line: str
    reason: str


@transaction.atomic
def propose_doubt(*, doubt: Doubt, by: ActingPost, at: datetime) -> StopProposal:
    """Put a verified doubt to the department that pays, once. Raises AlreadyProposed."""
    if StopProposal.objects.filter(doubt=doubt.key).exists():
        raise AlreadyProposed(_("This has been proposed to the department already."))
    row = StopProposal.objects.create(
        area_code=doubt.area_code, doubt=doubt.key, household_id=doubt.household, person_id=doubt.person,
        household_name=doubt.household_name, person_name=doubt.person_name, benefit=doubt.policy,
        title=doubt.title, line=doubt.line, reason=doubt.reason, from_month=_next_month(at.date()),
        proposed_at=at,
    )  # fmt: skip
    flow.begin(subject=row, by=by, at=at)
    return row


def receiving(people: Sequence[int]) -> dict[int, set[str]]:
    """What each person's state of today says they receive: codes of the pack's ``changes.benefits``."""
    benefits = installed().section("changes")["benefits"]
    return {
        state.person_id: {code for code, each in benefits.items() if getattr(state, each["fact"])}
        for state in PersonState.objects.filter(person__in=people, valid_to=None)
    }


def propose(
    *, changes: Sequence[NaturalChange], receive: Mapping[int, set[str]], by: ActingPost, at: datetime
) -> None:
    """Propose for each dead person of a change of their own."""
    people = [(change, change.person_id, change.person_name) for change in changes]
    _propose([each for each in people if each[1]], receive, by, at)


def propose_for(
    *, change: NaturalChange, receive: Mapping[int, set[str]], by: ActingPost, at: datetime
) -> None:
    """Propose for all the dead of one change: a whole household."""
    names = dict(Person.objects.filter(pk__in=receive).values_list("pk", "name"))
    _propose([(change, person, names[person]) for person in sorted(receive)], receive, by, at)


def _propose(
    dead: Sequence[tuple[NaturalChange, Any, str]],
    receive: Mapping[int, set[str]],
    by: ActingPost,
    at: datetime,
) -> None:
    lines = {code: each["line"] for code, each in installed().section("changes")["benefits"].items()}
    rows = [
        StopProposal(
            area_code=change.area_code,
            change=change,
            household_id=change.household_id,
            person_id=person,
            household_name=change.household_name,
            person_name=name,
            benefit=benefit,
            line=lines[benefit],
            from_month=_next_month(change.happened_on),
            proposed_at=at,
        )
        for change, person, name in dead
        for benefit in sorted(receive.get(person, ()))
    ]
    due = flow.due(StopState.PROPOSED, at.date(), None)
    for row in rows:
        row.due = due.day if due else None
    StopProposal.objects.bulk_create(rows, batch_size=steps.BATCH)
    steps.record_all(subjects=rows, move="begin", source="", target=StopState.PROPOSED, by=by, at=at)


def _next_month(day: date) -> date:
    return add_months(day.replace(day=1), 1)


@transaction.atomic
def notify(
    *, proposal: StopProposal, notified_on: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The department has told the household and waits for what it says. Raises MoveRefused."""
    evidence = {"notified_on": notified_on}
    also = {"notified_on": date.fromisoformat(notified_on)}
    flow.take(subject=proposal, move="notify", by=by, at=at, version=version, evidence=evidence, also=also)


@transaction.atomic
def stop(
    *,
    proposal: StopProposal,
    heard: str,
    decision: str,
    by: ActingPost,
    at: datetime,
    version: int | None = None,
) -> None:
    """The department decides in writing to stop. Raises TooEarly, MoveRefused."""
    days = installed().get("changes.stop.heard_within_days")
    if proposal.notified_on is not None and (at.date() - proposal.notified_on).days < days:
        raise TooEarly(
            _("The household may be heard for %(days)d days from the notice on; please decide then.")
            % {"days": days}
        )
    _decide(proposal, "stop", {"heard": heard, "decision": decision}, by=by, at=at, version=version)


@transaction.atomic
def keep(
    *,
    proposal: StopProposal,
    heard: str,
    decision: str,
    by: ActingPost,
    at: datetime,
    version: int | None = None,
) -> None:
    """The department decides that the benefit goes on, e.g. for others of the household."""
    _decide(proposal, "keep", {"heard": heard, "decision": decision}, by=by, at=at, version=version)


@transaction.atomic
def appeal(
    *, proposal: StopProposal, appeal: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The household objects to the written decision. Raises MoveRefused."""
    _decide(proposal, "appeal", {"appeal": appeal}, by=by, at=at, version=version)


@transaction.atomic
def uphold(
    *, proposal: StopProposal, outcome: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The decision stays after the appeal. Raises MoveRefused."""
    _decide(proposal, "uphold", {"outcome": outcome}, by=by, at=at, version=version)


@transaction.atomic
def restore(
    *, proposal: StopProposal, outcome: str, by: ActingPost, at: datetime, version: int | None = None
) -> None:
    """The benefit is given again after the appeal. Raises MoveRefused."""
    _decide(proposal, "restore", {"outcome": outcome}, by=by, at=at, version=version)


def _decide(
    proposal: StopProposal,
    move: str,
    evidence: dict[str, str],
    *,
    by: ActingPost,
    at: datetime,
    version: int | None,
) -> None:
    also = {name: value or "" for name, value in evidence.items()}
    flow.take(subject=proposal, move=move, by=by, at=at, version=version, evidence=evidence, also=also)
