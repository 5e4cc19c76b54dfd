"""人口自然变更: drawn up in the village, passed by the township, approved and entered by the county.

Each move of the flow has its verb. What is submitted is frozen by its digest; only what was sent back, or is
still a draft, can be changed.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change as rewrite
from mingbai.registry.actions import changes_effects, changes_numbers, entry
from mingbai.registry.actions.refusal import BadDay, Refused, demand_cover
from mingbai.registry.flow import natural_change as flow
from mingbai.registry.models import Household, NaturalChange, Person
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.queries.changes_details import EMPTY, Details
from mingbai.registry.states import ChangeKind, ChangeState, FaultSource

FROZEN = (
    "kind",
    "area_code",
    "household_id",
    "person_id",
    "happened_on",
    "relation",
    "id_type",
    "id_vault",
    "id_last4",
    "details",
)
OPEN = (ChangeState.DRAFT, ChangeState.RETURNED)


class NothingToApply(Refused):
    """The change names nobody, or not what would change: there is nothing to approve."""

    code = "nothing_to_apply"
    status = 400


class PapersWanting(Refused):
    """A paper that the pack asks for is missing."""

    code = "papers_wanting"


class Frozen(Refused):
    """What was submitted is not changed; what was changed beside the flow is not approved."""

    code = "frozen"


class WindowClosed(Refused):
    """The county approves in the monthly window only."""

    code = "window_closed"


class RowRefused(Refused):
    """One of several changes cannot be drawn up; ``number`` counts from 0."""

    code = "row_refused"
    status = 400

    def __init__(self, number: int, refused: Refused) -> None:
        super().__init__(refused.sentence)
        self.number = number


class NotYours(Refused):
    """The post does not enter natural changes here."""

    code = "not_yours"
    status = 403


@dataclass(frozen=True, slots=True)
class NewChange:
    """What a village reports. ``id_no`` is a newcomer's number as typed; it is sealed at once."""

    kind: ChangeKind
    happened_on: date
    area_code: str
    household: Household | None = None
    person: Person | None = None
    relation: str = ""
    id_type: str = ""
    id_no: str = ""
    details: Details = field(default=EMPTY)
    note: str = ""


@transaction.atomic
def draft(*, facts: NewChange, by: ActingPost, at: datetime) -> NaturalChange:
    """Begin a change. Raises NotYours, OutsideArea, BadDay, NothingToApply, BadNumber, NumberTaken."""
    demand_cover(by, facts.area_code)
    if not kinds.may("enter", by):
        raise NotYours(_("Only posts of village and township enter natural changes."))
    check(facts, at)
    change = made(facts, by=by, at=at)
    changes_numbers.hold(change, facts, by=by, at=at)
    change.save(force_insert=True)
    flow.begin(subject=change, by=by, at=at)
    return change


@transaction.atomic
def amend(*, change: NaturalChange, facts: NewChange, by: ActingPost, at: datetime, version: int) -> None:
    """Rewrite a draft, or what was sent back. Raises Frozen, NotYours, StaleVersion, and as ``draft``."""
    if not flow.moves["submit"].who(by, change):
        raise NotYours(_("Only posts of village and township enter natural changes."))
    if change.state not in OPEN:
        raise Frozen(_("It has been submitted: ask the township to send it back."))
    check(facts, at)
    anew = made(facts, by=by, at=at)
    changes_numbers.replace(change, anew, facts, by=by, at=at)
    written = [*FROZEN, "id_token", "person_name", "household_name", "note", "entered_user", "entered_by"]
    rewrite(change, version=version, values={name: getattr(anew, name) for name in written})


def check(facts: NewChange, at: datetime) -> None:
    """Whether there is something to enter, on a day that can be. Raises NothingToApply, BadDay."""
    if facts.happened_on > at.date():
        raise BadDay(_("The day lies in the future."))
    if not _says_something(facts):
        raise NothingToApply(_("There is nothing to enter yet: please fill in who it is about."))


def _says_something(facts: NewChange) -> bool:
    details = facts.details
    if facts.kind in kinds.ARRIVALS:
        somebody = bool(facts.person or facts.id_no or details.name)
        return somebody and bool(facts.relation) and bool(facts.household or details.new_home)
    if facts.household is None:
        return False
    if facts.kind in kinds.DEPARTURES:
        return facts.person is not None
    needed = {
        ChangeKind.SPLIT: bool(details.members and details.head),
        ChangeKind.MERGE: bool(details.into),
        ChangeKind.HEAD_CHANGE: bool(details.head),
        ChangeKind.HOUSEHOLD_MOVE: bool(details.area_code),
        ChangeKind.HOUSEHOLD_END: details.left in kinds.ENDINGS,
    }
    return needed[facts.kind]


def made(facts: NewChange, *, by: ActingPost, at: datetime) -> NaturalChange:
    """The row of a draft, not saved, without the number."""
    person = facts.person
    return NaturalChange(
        area_code=facts.area_code,
        kind=facts.kind,
        household=facts.household,
        household_name=facts.household.head_name if facts.household else facts.details.name,
        person=person,
        person_name=person.name if person else facts.details.name,
        happened_on=facts.happened_on,
        relation=facts.relation,
        details=facts.details.to_json(),
        note=facts.note,
        entered_user=by.user_id,
        entered_by=by.label[:120],
        entered_at=at,
    )


def digest(change: NaturalChange) -> str:
    """SHA-256 of the content that township and county decide about, papers included."""
    content: dict[str, Any] = {name: getattr(change, name) for name in FROZEN}
    if change.pk:
        content["papers"] = [str(file) for file in change.papers.values_list("file", flat=True)]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


@transaction.atomic
def submit(*, change: NaturalChange, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """Hand it to the township; from now on it is frozen. Raises PapersWanting, MoveRefused."""
    flow.check(subject=change, move="submit", by=by, version=version)
    missing = kinds.wanting(change.kind, set(change.papers.values_list("kind", flat=True)))
    if missing:
        raise PapersWanting(
            _("Please add first: %(papers)s. A photograph of the paper is enough.")
            % {"papers": "；".join(missing)}
        )
    also = {"submitted_user": by.user_id, "digest": digest(change), "why_returned": ""}
    flow.take(subject=change, move="submit", by=by, at=at, version=version, also=also)


@transaction.atomic
def review(*, change: NaturalChange, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The township passes it on. Raises Frozen, MoveRefused."""
    flow.check(subject=change, move="review", by=by, version=version)
    _demand_unchanged(change)
    flow.take(
        subject=change, move="review", by=by, at=at, version=version, also={"reviewed_user": by.user_id}
    )


@transaction.atomic
def approve(*, change: NaturalChange, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The county approves, and it takes effect. Of two who press at once exactly one succeeds.

    Raises WindowClosed, Frozen, MoveRefused, and whatever the effects refuse: then nothing is done.
    """
    flow.check(subject=change, move="approve", by=by, version=version)
    demand_window(at.date())
    _demand_unchanged(change)
    also = {"approved_by": by.label[:120], "applied_at": at}
    flow.take(subject=change, move="approve", by=by, at=at, version=version, also=also)
    changes_effects.apply(changes=[change], by=by, at=at)


def demand_window(day: date) -> None:
    """Raise WindowClosed outside the days of the month on which the county approves."""
    first, last = kinds.days("window_first"), kinds.days("window_last")
    if not first <= day.day <= last:
        raise WindowClosed(
            _("The county approves natural changes from the %(first)d. to the %(last)d. of the month.")
            % {"first": first, "last": last}
        )


def _demand_unchanged(change: NaturalChange) -> None:
    if change.digest != digest(change):
        raise Frozen(_("The content is not what was submitted: please send it back."))


@transaction.atomic
def send_back(
    *,
    change: NaturalChange,
    field: str,
    reason: str,
    by: ActingPost,
    at: datetime,
    version: int | None = None,
) -> None:
    """The township sends it back with what is wrong. Raises MoveRefused."""
    _return(change, "send_back", {"field": field, "reason": reason}, by=by, at=at, version=version)


@transaction.atomic
def county_sends_back(
    *,
    change: NaturalChange,
    field: str,
    reason: str,
    by: ActingPost,
    at: datetime,
    version: int | None = None,
) -> None:
    """The county sends it back to the village. Raises MoveRefused."""
    _return(change, "county_sends_back", {"field": field, "reason": reason}, by=by, at=at, version=version)


def _return(
    change: NaturalChange,
    move: str,
    evidence: dict[str, str],
    *,
    by: ActingPost,
    at: datetime,
    version: int | None,
) -> None:
    also = {"why_returned": (evidence["reason"] or "")[:400], "reviewed_user": None}
    flow.take(subject=change, move=move, by=by, at=at, version=version, evidence=evidence, also=also)
    wrong = entry.Wrong(change, evidence["field"], change.entered_user, change.entered_by)
    entry.note_faults(wrong=[wrong], source=FaultSource.RETURNED, by=by, at=at)


@transaction.atomic
def withdraw(*, change: NaturalChange, by: ActingPost, at: datetime, version: int | None = None) -> None:
    """The village takes it back; a number held for a newcomer is let go. Raises MoveRefused."""
    flow.take(subject=change, move="withdraw", by=by, at=at, version=version)
    changes_numbers.let_go(change, by=by, at=at)


@transaction.atomic
def many(changes: Iterable[NewChange], *, by: ActingPost, at: datetime) -> list[NaturalChange]:
    """Draw up several drafts, all or none. Raises RowRefused for the first that is refused."""
    drafts = []
    for number, facts in enumerate(changes):
        try:
            drafts.append(draft(facts=facts, by=by, at=at))
        except Refused as refused:
            raise RowRefused(number, refused) from refused
    return drafts
