"""A run of the book, on whatever machine understands its SQL."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from mingbai.rulebook.asking import JUDGED, Asking
from mingbai.rulebook.explaining import Explanation, explained
from mingbai.rulebook.layers import Layers, Step
from mingbai.rulebook.tables import check_values
from mingbai.rulebook.types import TEXT, number
from mingbai.rulebook.verdicts import Placed, Questions


class Machine(Protocol):
    """What a run needs of an engine. Names come quoted."""

    def table(self, name: str, query: str) -> None:
        """Keeps the query's rows under the name, replacing what was there."""

    def view(self, name: str, query: str) -> None:
        """Gives the query the name; its rows are computed whenever somebody asks for them."""

    def rows(self, query: str) -> tuple[list[str], Sequence[tuple[Any, ...]]]:
        """Column names and rows."""

    def portions(self, query: str, size: int) -> Iterator[tuple[list[str], Sequence[tuple[Any, ...]]]]:
        """Column names and so many rows at once; all must be taken before the next question."""

    def drop(self, name: str) -> None:
        """Forgets a table or view, if there is one of the name."""


@dataclass
class Run:
    """The answers of one run, held until `close`. `like` is an open run whose facts this one shares."""

    machine: Machine
    questions: Questions
    layers: Layers
    like: Run | None = None
    hit: set[str] = field(default_factory=set)  # the subjects whose hits are made

    def make(self) -> None:
        """Computes everything. Raises BadTable for values out of bounds or keys that repeat."""
        if self.like is None:
            self._gather()
        for entity in self.questions.subjects:
            asking = self.asking(entity)
            self.machine.view(asking.found, asking.answered())

    def _gather(self) -> None:
        for step in self.layers.steps():
            make = self.machine.table if step.kept else self.machine.view
            make(step.name, step.sql)
        check_values(self.questions.plan, self.layers, self._row)
        for entity in self.questions.subjects:
            asking = self.asking(entity)
            self.machine.table(asking.facts, asking.gathered())

    def same_facts(self, other: Run) -> bool:
        """Whether both rest on the very same facts, however much their conditions differ."""
        return self._making() == other._making()

    def _making(self) -> tuple[list[Step], dict[str, str]]:
        bare = replace(self, layers=replace(self.layers, prefix=""))
        return list(bare.layers.steps()), {
            entity: bare.asking(entity).gathered() for entity in self.questions.subjects
        }

    def _row(self, query: str) -> tuple[Any, ...]:
        _, rows = self.machine.rows(query)
        return tuple(rows[0]) if rows else ()

    def asking(self, entity: str) -> Asking:
        """The queries about one subject."""
        prefix = (self.like or self).layers.prefix
        facts, found = self.layers.sql.name(f"{prefix}facts_{entity}"), self._name(f"found_{entity}")
        subject = self.questions.subjects[entity]
        source = self.layers.relation(entity, subject.needed())
        return Asking(subject, self.layers.sql, source, facts, found)

    def _name(self, name: str) -> str:
        return self.layers.sql.name(f"{self.layers.prefix}{name}")

    def placed(self, rule: str) -> Placed:
        """The rule with its place in the words."""
        every = [one for subject in self.questions.subjects.values() for one in subject.placed]
        return next(one for one in every if one.rule.code == rule)

    def rules(self) -> list[str]:
        """The rules that were asked."""
        return [one.rule.code for subject in self.questions.subjects.values() for one in subject.placed]

    def answered(self, rule: str) -> dict[Any, tuple[str, int | None]]:
        """For every subject's key holds, not or unknown, and the fen that a policy gives where it holds."""
        placed = self.placed(rule)
        _, rows = self.machine.rows(self.asking(placed.rule.subject).verdict(placed))
        return {row[0]: (_answer(row[2], row[3]), row[4]) for row in rows}

    def counts(self) -> dict[str, tuple[int, int]]:
        """For each rule how many hold and how many are unknown."""
        counted: dict[str, tuple[int, int]] = {}
        for entity, subject in self.questions.subjects.items():
            asking = self.asking(entity)
            # two queries: in one the engine would share the conditions and answer all of them for everyone
            hold = self._counted_hits(entity) or self._row(asking.counted(possible=False))
            possible = self._row(asking.counted(possible=True))
            for placed, some, more in zip(subject.placed, hold, possible, strict=True):
                counted[placed.rule.code] = (some or 0, (more or 0) - (some or 0))
        return counted

    def _counted_hits(self, entity: str) -> list[int]:
        """For each rule how many hold; nothing before the hits are made."""
        if entity not in self.hit:
            return []
        _, rows = self.machine.rows(
            f"SELECT rule_no, count(*) FROM {self._name(f'hits_{entity}')} GROUP BY rule_no"
        )
        counted = dict(rows)
        return [counted.get(place, 0) for place in range(len(self.questions.subjects[entity].placed))]

    def explain(self, rule: str, key: object) -> Explanation | None:
        """Why, or why not; None when there is no such subject."""
        placed = self.placed(rule)
        asking = self.asking(placed.rule.subject)
        row = self._subject(asking.judged(placed), key)
        if row is None:
            return None
        answer = _answer(row[f"{JUDGED}holds"], row[f"{JUDGED}open"])
        amount = row[f"{JUDGED}amount"]
        return explained(placed, row, plan=self.questions.plan, answer=answer, amount=amount)

    def _subject(self, query: str, key: object) -> dict[str, Any] | None:
        sql = self.layers.sql
        written = sql.constant(key, number(bound=0) if isinstance(key, int) else TEXT)
        names, rows = self.machine.rows(f"SELECT * FROM ({query}) q WHERE {sql.name('key')} = {written}")
        return dict(zip(names, rows[0], strict=True)) if rows else None

    def hits(self, entity: str) -> str:
        """Makes the relation of hits about one subject and gives its name."""
        name = self._name(f"hits_{entity}")
        self.machine.table(name, self.asking(entity).hits())
        self.hit.add(entity)
        return name

    def close(self) -> None:
        """Drops what the run made."""
        for entity in self.questions.subjects:
            for kind in ("hits", "found") if self.like else ("hits", "found", "facts"):
                self.machine.drop(self._name(f"{kind}_{entity}"))
        for step in reversed([] if self.like else list(self.layers.steps())):
            self.machine.drop(step.name)


def _answer(holds: object, unknown: object) -> str:
    return "holds" if holds else "unknown" if unknown else "not"
