"""A flow: its table checked when it is declared, what is possible, and the one way to make a move."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from mingbai.kit import steps
from mingbai.kit.calendar import Calendar, Due, installed
from mingbai.kit.flow.evidence import read_all
from mingbai.kit.flow.moves import Move, State
from mingbai.kit.flow.refusals import (
    EvidenceWanting,
    GuardHolds,
    NotPermitted,
    StaleVersion,
    UnknownMove,
    WrongState,
)
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text


class BadFlow(ValueError):
    """The table contradicts itself."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a move did."""

    move: Move
    source: str
    target: str
    due: Due | None
    evidence: dict[str, Any]


class Flow:
    """A table of moves over the `state` of a model that also carries `version` (and, if it likes, `due`)."""

    def __init__(
        self,
        *,
        name: str,
        title: Text,
        states: Iterable[State],
        initial: str,
        moves: Iterable[Move],
        calendar: Callable[[], Calendar] = installed,
    ) -> None:
        self.name = name
        self.calendar = calendar
        self.title = title
        self.states = {state.name: state for state in states}
        self.initial = initial
        rows = tuple(moves)
        self.moves = {move.name: move for move in rows}
        self._leaving = {name: [move for move in rows if name in move.sources] for name in self.states}
        _check(self, rows)

    def state_of(self, subject: Any) -> State:
        """The state in which the subject stands."""
        return self.states[subject.state]

    def leaving(self, state: str) -> list[Move]:
        """The moves that begin in `state`, in the order of the table."""
        return list(self._leaving.get(state, ()))

    def permitted(self, subject: Any, acting: ActingPost) -> list[Move]:
        """The moves that state and permit allow, whether or not a guard is in the way."""
        return [move for move in self.leaving(subject.state) if move.who(acting, subject)]

    def possible(self, subject: Any, acting: ActingPost) -> list[Move]:
        """The moves that the acting post can make now."""
        return [move for move in self.moves.values() if self.able(move, subject, acting)]

    def able(self, move: Move, subject: Any, acting: ActingPost) -> bool:
        """Whether the acting post can make this one move now."""
        permitted = subject.state in move.sources and move.who(acting, subject)
        return permitted and not self.in_the_way(move, subject, acting)

    def in_the_way(self, move: Move, subject: Any, acting: ActingPost) -> Text:
        """The guard's sentence if it forbids the move now, else an empty text."""
        guard = move.guard
        return guard.sentence if guard and not guard.test(subject, acting) else ""

    def due(self, state: str, start: date, subject: Any) -> Due | None:
        """By when a subject that enters `state` on `start` must leave it: its moves' nearest deadline."""
        deadlines = [move.within for move in self.leaving(state) if move.within]
        if not deadlines:
            return None
        calendar = self.calendar()
        days = [deadline.falls_on(start, subject, calendar) for deadline in deadlines]
        return min(days, key=lambda due: due.day)

    def due_after(self, move: Move, start: date, subject: Any) -> Due | None:
        """The deadline of a subject once a move is made on `start`."""
        if move.keeps_due:
            return Due(subject.due) if subject.due else None
        return self.due(move.target, start, subject)

    def begin(self, *, subject: Any, by: ActingPost, at: datetime, note: str = "") -> Due | None:
        """Record that a newly written subject stands in the initial state; returns its deadline."""
        due = self.due(self.initial, at.date(), subject)
        with transaction.atomic():
            if _keeps(subject, due):
                subject.due = _day(due)
                subject.save(update_fields=["due"])
            steps.record(
                subject=subject,
                move="begin",
                source="",
                target=self.initial,
                by=by,
                at=at,
                note=note,
                detail=_detail({}, due),
            )
        return due

    def take(
        self,
        *,
        subject: Any,
        move: str,
        by: ActingPost,
        at: datetime,
        evidence: Mapping[str, Any] | None = None,
        note: str = "",
        version: int | None = None,
        also: Mapping[str, Any] | None = None,
    ) -> Taken:
        """Make a move: check it, set state, version, due and the columns in `also`, and record the step.

        `version` is the one that the person saw; None trusts the subject's own. A `due` in `also` is the new
        deadline, in place of what the table says. Raises MoveRefused.
        """
        row = self.check(subject=subject, move=move, by=by, version=version)
        kept, problems = read_all(row.evidence, evidence or {})
        if problems:
            raise EvidenceWanting(problems, flow=self.name, move=move, subject=subject)
        due = self.due_after(row, at.date(), subject)
        if also and "due" in also:
            due = Due(also["due"]) if also["due"] else None
        source = subject.state
        with transaction.atomic():
            self._set(subject, row, due, dict(also or {}))
            steps.record(
                subject=subject,
                move=move,
                source=source,
                target=row.target,
                by=by,
                at=at,
                note=note,
                detail=_detail(kept, due),
            )
        return Taken(move=row, source=source, target=row.target, due=due, evidence=kept)

    def check(self, *, subject: Any, move: str, by: ActingPost, version: int | None = None) -> Move:
        """The move, if it is permitted here and now; permission is told before state, state before guard."""
        row = self.moves.get(move)
        where = {"flow": self.name, "move": move, "subject": subject}
        if row is None:
            raise UnknownMove(_("There is no such step here."), **where)
        if not row.who(by, subject):
            raise NotPermitted(row.who.sentence(), **where)
        if subject.state not in row.sources:
            raise WrongState(self._where_it_stands(subject), **where)
        if version is not None and version != subject.version:
            raise StaleVersion(_stale(), **where)
        if sentence := self.in_the_way(row, subject, by):
            raise GuardHolds(sentence, **where)
        return row

    def _where_it_stands(self, subject: Any) -> str:
        title = self.state_of(subject).title
        return _("This cannot be done now: the matter stands at “%(state)s”.") % {"state": title}

    def _set(self, subject: Any, move: Move, due: Due | None, also: dict[str, Any]) -> None:
        """One conditional update, so that of two people who press at once exactly one succeeds."""
        changes = {**also, "state": move.target, "version": F("version") + 1}
        if _keeps(subject, due):
            changes["due"] = _day(due)
        rows = type(subject).objects.filter(pk=subject.pk, state=subject.state, version=subject.version)
        if not rows.update(**changes):
            raise StaleVersion(_stale(), flow=self.name, move=move.name, subject=subject)
        for name, value in (changes | {"version": subject.version + 1}).items():
            setattr(subject, name, value)


def _stale() -> str:
    return _("Someone else changed this while you were reading. Please look at it again and then decide.")


def _keeps(subject: Any, due: Due | None) -> bool:
    """Whether the subject has a deadline to set; one that may not be NULL keeps its last when all is done."""
    fields = {field.name: field for field in subject._meta.fields}
    return "due" in fields and (due is not None or fields["due"].null)


def _day(due: Due | None) -> date | None:
    return due.day if due else None


def _detail(kept: dict[str, Any], due: Due | None) -> dict[str, Any]:
    """What a step keeps: the evidence, the next deadline, and whether that deadline may still shift."""
    detail: dict[str, Any] = {"evidence": kept} if kept else {}
    if due:
        detail["due"] = due.day.isoformat()
        if due.warning:
            detail["due_warning"] = due.warning
    return detail


def _check(flow: Flow, moves: tuple[Move, ...]) -> None:
    """Refuse a table that names unknown states, repeats a move, or leaves a state unreachable."""
    known = set(flow.states)
    if len(flow.moves) != len(moves):
        raise BadFlow(f"{flow.name}: two moves have the same name")
    if flow.initial not in known:
        raise BadFlow(f"{flow.name}: unknown initial state {flow.initial!r}")
    for move in moves:
        if wrong := {*move.sources, move.target} - known:
            raise BadFlow(f"{flow.name}.{move.name}: unknown states {sorted(wrong)}")
    if lost := known - reachable(flow):
        raise BadFlow(f"{flow.name}: states that no move reaches: {sorted(lost)}")


def reachable(flow: Flow) -> set[str]:
    """The states that the initial state leads to, itself included."""
    seen, waiting = {flow.initial}, [flow.initial]
    while waiting:
        targets = {move.target for move in flow.leaving(waiting.pop())}
        waiting.extend(targets - seen)
        seen |= targets
    return seen
