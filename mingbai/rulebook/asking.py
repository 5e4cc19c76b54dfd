"""Questions as SQL, the same for every engine: the found relation, who holds, who is unknown, what is due."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.rulebook.sql import Sql
from mingbai.rulebook.verdicts import WORD, Placed, Subject


@dataclass(frozen=True)
class Asking:
    """Writes the queries about one subject; `source` is its wide relation, `found` the answer's name."""

    subject: Subject
    sql: Sql
    source: str
    found: str

    def whole(self) -> str:
        """Key, the columns that reasons show, and the condition words of every subject."""
        conditions = self.subject.conditions
        named = [f"{self.sql.of(term)} AS {self._named(place)}" for term, place in conditions.items()]
        columns = [self.sql.name(name) for name in self._kept()]
        for start in range(0, len(conditions), WORD):
            chosen = [self._named(place) for place in range(start, min(start + WORD, len(conditions)))]
            for kind, test in (("t", "IS TRUE"), ("u", "IS NULL")):
                packed = self.sql.packed([f"({one} {test})" for one in chosen])
                columns.append(f"{packed} AS {self.sql.name(f'{kind}{start // WORD}')}")
        return f"SELECT {', '.join(columns)} FROM (SELECT *, {', '.join(named)} FROM {self.source}) q"

    def _named(self, place: int) -> str:
        return self.sql.name(f"?{place}")

    def _kept(self) -> list[str]:
        subject = self.subject
        extra = [placed.per for placed in subject.placed if placed.per]
        names = ["key", *([subject.area] if subject.area else []), *subject.columns, *extra]
        return list(dict.fromkeys(names))

    def bits(self, placed: Placed, kind: str) -> str:
        """The rule's own bits, its first condition lowest."""
        bits = [
            f"{self.sql.bit(self.sql.name(f'{kind}{place // WORD}'), place % WORD)} * {1 << index}"
            for index, place in enumerate(placed.places)
        ]
        return " + ".join(bits)

    def holds(self, placed: Placed) -> str:
        """Whether the rule's conditions, as they combine, are true."""
        return self._enough(placed, "{0}")

    def unknown(self, placed: Placed) -> str:
        """Whether the rule would hold if what is unknown were true, and does not without it."""
        return f"({self._enough(placed, '({0} | {1})')} AND NOT {self._enough(placed, '{0}')})"

    def _enough(self, placed: Placed, bits: str) -> str:
        masked = [
            (f"({bits.format(self.sql.name(f't{word}'), self.sql.name(f'u{word}'))} & {mask})", mask)
            for word, mask in placed.masks().items()
        ]
        if placed.rule.combine == "all":
            return "(" + " AND ".join(f"{bits_} = {mask}" for bits_, mask in masked) + ")"
        if placed.rule.combine == "any":
            return "(" + " OR ".join(f"{bits_} <> 0" for bits_, _ in masked) + ")"
        counted = " + ".join(f"bit_count({bits_})" for bits_, _ in masked)
        return f"({counted} >= {placed.rule.least})"

    @property
    def pays(self) -> bool:
        """Whether any rule about this subject is a policy."""
        return any(placed.amount is not None for placed in self.subject.placed)

    def hits(self, placed: Placed, number: int) -> str:
        """Every subject for which the rule holds, with its bits; with policies also what is due."""
        columns = [f"CAST({number} AS SMALLINT) AS rule_no", self.sql.name("key")]
        known = placed.rule.combine == "all"  # then every bit is true
        for kind, name, bits in (("t", "truths", (1 << len(placed.places)) - 1), ("u", "unknowns", 0)):
            columns.append(f"CAST({bits if known else self.bits(placed, kind)} AS INT) AS {name}")
        columns += self._benefit(placed) if self.pays else []
        return f"SELECT {', '.join(columns)} FROM {self.found} WHERE {self.holds(placed)}"

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
