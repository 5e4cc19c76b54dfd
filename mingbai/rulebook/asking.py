"""Questions as SQL, the same for every engine: the found relation, who holds, who is unknown, what is due."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.rulebook.sql import Sql
from mingbai.rulebook.verdicts import Placed, Subject, answer_name


@dataclass(frozen=True)
class Asking:
    """Writes the queries about one subject; `source` is its wide relation, `found` the answer's name."""

    subject: Subject
    sql: Sql
    source: str
    found: str

    def whole(self) -> str:
        """Key, the columns that reasons show, and each condition's answer (NULL: unknown)."""
        answers = [
            f"{self.sql.of(term)} AS {self._answer(place)}" for term, place in self.subject.conditions.items()
        ]
        columns = [self.sql.name(name) for name in self.subject.kept()]
        return f"SELECT {', '.join([*columns, *answers])} FROM {self.source} s"

    def _answer(self, place: int) -> str:
        return self.sql.name(answer_name(place))

    def holds(self, placed: Placed) -> str:
        """Whether the rule's conditions, as they combine, are true: TRUE or FALSE."""
        return f"({self._combined(placed)}) IS TRUE"

    def unknown(self, placed: Placed) -> str:
        """Whether it would hold if what is unknown were true, and does not without it: TRUE or FALSE."""
        return f"({self._combined(placed)}) IS NULL"

    def _combined(self, placed: Placed) -> str:
        answers = [self._answer(place) for place in placed.places]
        if placed.rule.combine != "at_least":
            return (" AND " if placed.rule.combine == "all" else " OR ").join(answers)
        true = " + ".join(f"CASE WHEN {answer} THEN 1 ELSE 0 END" for answer in answers)
        possible = " + ".join(f"CASE WHEN NOT {answer} THEN 0 ELSE 1 END" for answer in answers)
        least = placed.rule.least
        return f"CASE WHEN {true} >= {least} THEN TRUE WHEN {possible} < {least} THEN FALSE END"

    @property
    def pays(self) -> bool:
        """Whether any rule about this subject is a policy."""
        return any(placed.amount is not None for placed in self.subject.placed)

    def hits(self, placed: Placed, number: int) -> str:
        """Every subject for which the rule holds; with policies among the rules, also what is due."""
        columns = [f"CAST({number} AS SMALLINT) AS rule_no", self.sql.name("key")]
        columns += self._benefit(placed) if self.pays else []
        return f"SELECT {', '.join(columns)} FROM {self.found} WHERE {self._combined(placed)}"

    def _benefit(self, placed: Placed) -> list[str]:
        amount = self.sql.of(placed.amount) if placed.amount is not None else "CAST(NULL AS BIGINT)"
        received = self.sql.of(placed.received) if placed.received is not None else "CAST(NULL AS BOOLEAN)"
        per = self.sql.name(placed.per) if placed.per else "NULL"
        return [f"{amount} AS amount", f"{received} AS received", f"CAST({per} AS {self.sql.text}) AS per"]

    def verdict(self, placed: Placed) -> str:
        """Every subject: key, area, whether the rule holds or is unknown, and the amount where it holds."""
        area = self.sql.name(self.subject.area) if self.subject.area else "NULL"
        amount = self.sql.of(placed.amount) if placed.amount is not None else "NULL"
        return (
            f"SELECT {self.sql.name('key')}, CAST({area} AS {self.sql.text}) AS area,"
            f" {self.holds(placed)} AS holds, {self.unknown(placed)} AS open,"
            f" CASE WHEN {self.holds(placed)} THEN CAST({amount} AS BIGINT) END AS amount FROM {self.found}"
        )

    def counts(self) -> str:
        """One row: for each rule how many hold and how many are unknown."""
        parts = []
        for index, placed in enumerate(self.subject.placed):
            parts.append(f"count(*) FILTER (WHERE {self.holds(placed)}) AS h{index}")
            parts.append(f"count(*) FILTER (WHERE {self.unknown(placed)}) AS u{index}")
        return f"SELECT count(*) AS n, {', '.join(parts)} FROM {self.found}"
