"""Questions as SQL, the same for every engine: what is known, who holds, who is unknown, what is due."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from mingbai.rulebook.sql import Sql
from mingbai.rulebook.terms import Term
from mingbai.rulebook.verdicts import Placed, Subject, answer_name

JUDGED = "judged_"  # begins the names of what comes of one rule; no fact's does


@dataclass(frozen=True)
class Asking:
    """Writes the queries about one subject.

    `source` is its wide relation, `facts` the kept table of what conditions and reasons rest on, `found` the
    view of the same with each condition's answer. An answer costs little and a column of answers about
    everyone costs much, so only the facts are kept; nobody is profiled whom nobody asks about.
    """

    subject: Subject
    sql: Sql
    source: str
    facts: str
    found: str

    @cached_property
    def terms(self) -> dict[int, Term]:
        """The distinct conditions by their place."""
        return {at: term for term, at in self.subject.conditions.items()}

    def gathered(self) -> str:
        """Key and every column that answers and reasons rest on."""
        columns = [self.sql.name(name) for name in self.subject.needed()]
        return f"SELECT {', '.join(columns)} FROM {self.source} s"

    def answered(self) -> str:
        """The facts and each condition's answer (NULL: unknown)."""
        answers = [
            f"{self.sql.of(term)} AS {self.sql.name(answer_name(at))}" for at, term in self.terms.items()
        ]
        return f"SELECT {', '.join(['f.*', *answers])} FROM {self.facts} f"

    def holds(self, placed: Placed) -> str:
        """Whether the rule's conditions, as they combine, are true: TRUE or FALSE."""
        # a CASE lets the engine stop at the first condition that is not true
        return f"(CASE WHEN {self._true(placed)} THEN TRUE ELSE FALSE END)"

    def unknown(self, placed: Placed) -> str:
        """Whether it would hold if what is unknown were true, and does not without it: TRUE or FALSE."""
        return (
            f"(CASE WHEN {self._true(placed)} THEN FALSE WHEN {self._possible(placed)} THEN TRUE"
            " ELSE FALSE END)"
        )

    def _true(self, placed: Placed) -> str:
        """True where the rule holds; false or NULL elsewhere."""
        return self._combined(placed, [self.sql.of(self.terms[place]) for place in placed.places])

    def _possible(self, placed: Placed) -> str:
        """True where the rule holds or is unknown, else false."""
        possible = [f"(({self.sql.of(self.terms[place])}) IS DISTINCT FROM FALSE)" for place in placed.places]
        return self._combined(placed, possible)

    def _combined(self, placed: Placed, answers: list[str]) -> str:
        if placed.rule.combine != "at_least":
            return (" AND " if placed.rule.combine == "all" else " OR ").join(answers)
        counted = " + ".join(f"CASE WHEN {answer} THEN 1 ELSE 0 END" for answer in answers)
        return f"{counted} >= {placed.rule.least}"

    @property
    def pays(self) -> bool:
        """Whether any rule about this subject is a policy."""
        return any(placed.amount is not None for placed in self.subject.placed)

    def hits(self) -> str:
        """Every subject and the number of each rule that holds for it; with policies, also what is due."""
        cases = []
        for number, placed in enumerate(self.subject.placed):
            number_ = {"rule_no": f"CAST({number} AS SMALLINT)"}
            cases.append((self._true(placed), number_ | (self._benefit(placed) if self.pays else {})))
        return self.sql.pairs(self.sql.name("key"), cases, self.facts)

    def _benefit(self, placed: Placed) -> dict[str, str]:
        amount = self.sql.of(placed.amount) if placed.amount is not None else "CAST(NULL AS BIGINT)"
        received = self.sql.of(placed.received) if placed.received is not None else "CAST(NULL AS BOOLEAN)"
        per = self.sql.name(placed.per) if placed.per else "NULL"
        return {"amount": amount, "received": received, "per": f"CAST({per} AS {self.sql.text})"}

    def verdict(self, placed: Placed) -> str:
        """Every subject: key, area, whether the rule holds or is unknown, and the amount where it holds."""
        area = self.sql.name(self.subject.area) if self.subject.area else "NULL"
        amount = self.sql.of(placed.amount) if placed.amount is not None else "NULL"
        return (
            f"SELECT {self.sql.name('key')}, CAST({area} AS {self.sql.text}) AS area,"
            f" {self.holds(placed)} AS holds, {self.unknown(placed)} AS open,"
            f" CASE WHEN {self.holds(placed)} THEN CAST({amount} AS BIGINT) END AS amount FROM {self.facts}"
        )

    def judged(self, placed: Placed) -> str:
        """Every subject: its facts, the answers to this rule's conditions alone, and what comes of them.

        An engine takes longer to plan a hundred conditions than to look one subject up.
        """
        amount = self.sql.of(placed.amount) if placed.amount is not None else "NULL"
        answers = [
            f"{self.sql.of(self.terms[at])} AS {self.sql.name(answer_name(at))}"
            for at in dict.fromkeys(placed.places)
        ]
        told = [
            f"{self.holds(placed)} AS {JUDGED}holds",
            f"{self.unknown(placed)} AS {JUDGED}open",
            f"CASE WHEN {self.holds(placed)} THEN CAST({amount} AS BIGINT) END AS {JUDGED}amount",
        ]
        return f"SELECT {', '.join(['f.*', *answers, *told])} FROM {self.facts} f"

    def counted(self, *, possible: bool) -> str:
        """One row: for each rule how many hold, or how many hold or are unknown."""
        tests = [self._possible(one) if possible else self._true(one) for one in self.subject.placed]
        parts = [f"sum(CASE WHEN {test} THEN 1 ELSE 0 END) AS n{place}" for place, test in enumerate(tests)]
        return f"SELECT {', '.join(parts)} FROM {self.facts}"
