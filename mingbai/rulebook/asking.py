"""Questions as SQL, the same for every engine: the found relation, who holds, who is unknown, what is due."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.rulebook.sql import Sql
from mingbai.rulebook.terms import Term
from mingbai.rulebook.verdicts import Placed, Subject


@dataclass(frozen=True)
class Asking:
    """Writes the queries about one subject; `source` is its wide relation, `found` the answer's name."""

    subject: Subject
    sql: Sql
    source: str
    found: str

    def whole(self) -> str:
        """Key, the columns that reasons show, and the condition words of every subject."""
        named = self._conditions()
        asked = ", ".join(f"{self.sql.of(term)} AS {self.sql.name(name)}" for term, name in named.items())
        columns = [self.sql.name(name) for name in self._kept()]
        for word in range(self.subject.words):
            columns += [self._word(word, "t", named), self._word(word, "u", named)]
        return f"SELECT {', '.join(columns)} FROM (SELECT *, {asked} FROM {self.source}) q"

    def _kept(self) -> list[str]:
        subject = self.subject
        extra = [placed.per for placed in subject.placed if placed.per]
        names = ["key", *([subject.area] if subject.area else []), *subject.columns, *extra]
        return list(dict.fromkeys(names))

    def _conditions(self) -> dict[Term, str]:
        terms = [term for placed in self.subject.placed for term in placed.conditions]
        return {term: f"?{index}" for index, term in enumerate(dict.fromkeys(terms))}

    def _word(self, word: int, kind: str, named: dict[Term, str]) -> str:
        test = "IS NULL" if kind == "u" else "IS TRUE"
        bits = [
            f"CASE WHEN {self.sql.name(named[term])} {test} THEN {1 << (placed.shift + index)} ELSE 0 END"
            for placed in self.subject.placed
            if placed.word == word
            for index, term in enumerate(placed.conditions)
        ]
        total = " + ".join(f"CAST({bit} AS BIGINT)" for bit in bits) or "CAST(0 AS BIGINT)"
        return f"{total} AS {self.sql.name(f'{kind}{word}')}"

    def bits(self, placed: Placed, kind: str) -> str:
        """The rule's own bits, unshifted."""
        column = self.sql.name(f"{kind}{placed.word}")
        return f"{self._shifted(column, placed.shift)} & {placed.full}"

    def _shifted(self, column: str, shift: int) -> str:
        return self.sql.over(column, str(1 << shift)) if shift else column

    def holds(self, placed: Placed) -> str:
        """Whether the rule's conditions, as they combine, are true."""
        return self._enough(placed, self.sql.name(f"t{placed.word}"))

    def unknown(self, placed: Placed) -> str:
        """Whether the rule would hold if what is unknown were true, and does not without it."""
        true, open_ = self.sql.name(f"t{placed.word}"), self.sql.name(f"u{placed.word}")
        return f"({self._enough(placed, f'({true} | {open_})')} AND NOT {self._enough(placed, true)})"

    def _enough(self, placed: Placed, bits: str) -> str:
        mask = placed.full << placed.shift
        if placed.rule.combine == "all":
            return f"({bits} & {mask}) = {mask}"
        if placed.rule.combine == "any":
            return f"({bits} & {mask}) <> 0"
        return f"bit_count({bits} & {mask}) >= {placed.rule.least}"

    def hits(self, placed: Placed, number: int) -> str:
        """Every subject for which the rule holds, with bits, amount, receipt and stacking key."""
        amount = self.sql.of(placed.amount) if placed.amount is not None else "CAST(NULL AS BIGINT)"
        received = self.sql.of(placed.received) if placed.received is not None else "CAST(NULL AS BOOLEAN)"
        per = self.sql.name(placed.per) if placed.per else "NULL"
        return (
            f"SELECT CAST({number} AS SMALLINT) AS rule_no, {self.sql.name('key')},"
            f" CAST({self.bits(placed, 't')} AS INT) AS truths,"
            f" CAST({self.bits(placed, 'u')} AS INT) AS unknowns,"
            f" {amount} AS amount, {received} AS received, CAST({per} AS {self.sql.text}) AS per"
            f" FROM {self.found} WHERE {self.holds(placed)}"
        )

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
