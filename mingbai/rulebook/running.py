"""A run of the book, on whatever machine understands its SQL."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from mingbai.rulebook.asking import Asking
from mingbai.rulebook.explaining import Explanation, explained
from mingbai.rulebook.layers import Layers
from mingbai.rulebook.tables import check_values
from mingbai.rulebook.types import TEXT, number
from mingbai.rulebook.verdicts import Placed, Questions


class Machine(Protocol):
    """What a run needs of an engine. Names come quoted."""

    def table(self, name: str, query: str) -> None:
        """Keeps the query's rows under the name, replacing what was there."""

    def rows(self, query: str) -> tuple[list[str], Sequence[tuple[Any, ...]]]:
        """Column names and rows."""

    def drop(self, name: str) -> None:
        """Forgets a table, if there is one of the name."""


@dataclass
class Run:
    """The answers of one run, held until `close`."""

    machine: Machine
    questions: Questions
    layers: Layers

    def make(self) -> None:
        """Computes everything. Raises BadTable for values out of bounds or keys that repeat."""
        for step in self.layers.steps():
            self.machine.table(step.name, step.sql)
        check_values(self.questions.plan, self.layers, self._row)
        for entity in self.questions.subjects:
            asking = self.asking(entity)
            self.machine.table(asking.found, asking.whole())

    def _row(self, query: str) -> tuple[Any, ...]:
        _, rows = self.machine.rows(query)
        return tuple(rows[0]) if rows else ()

    def asking(self, entity: str) -> Asking:
        """The queries about one subject."""
        found = self.layers.sql.name(f"{self.layers.prefix}found_{entity}")
        subject = self.questions.subjects[entity]
        source = self.layers.relation(entity, subject.needed())
        return Asking(subject, self.layers.sql, source, found)

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
            row = self._row(self.asking(entity).counts())[1:]
            for index, placed in enumerate(subject.placed):
                counted[placed.rule.code] = (row[2 * index], row[2 * index + 1])
        return counted

    def explain(self, rule: str, key: object) -> Explanation | None:
        """Why, or why not; None when there is no such subject."""
        placed = self.placed(rule)
        asking = self.asking(placed.rule.subject)
        row = self._subject(f"SELECT * FROM {asking.found}", key)
        if row is None:
            return None
        told = self._subject(asking.verdict(placed), key) or {}
        answer = _answer(told["holds"], told["open"])
        return explained(placed, row, plan=self.questions.plan, answer=answer, amount=told["amount"])

    def _subject(self, query: str, key: object) -> dict[str, Any] | None:
        sql = self.layers.sql
        written = sql.constant(key, number(bound=0) if isinstance(key, int) else TEXT)
        names, rows = self.machine.rows(f"SELECT * FROM ({query}) q WHERE {sql.name('key')} = {written}")
        return dict(zip(names, rows[0], strict=True)) if rows else None

    def hits(self, entity: str) -> str:
        """Makes the relation of hits about one subject and gives its name."""
        asking = self.asking(entity)
        name = self.layers.sql.name(f"{self.layers.prefix}hits_{entity}")
        parts = [asking.hits(placed, place) for place, placed in enumerate(asking.subject.placed)]
        self.machine.table(name, " UNION ALL ".join(parts))
        return name

    def close(self) -> None:
        """Drops what the run made."""
        for entity in self.questions.subjects:
            self.machine.drop(self.asking(entity).found)
            self.machine.drop(self.layers.sql.name(f"{self.layers.prefix}hits_{entity}"))
        for step in reversed(list(self.layers.steps())):
            self.machine.drop(step.name)


def _answer(holds: object, unknown: object) -> str:
    return "holds" if holds else "unknown" if unknown else "not"
