"""The numbers of a what-if added up: by rule, by township, by the department that pays."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mingbai.rulebook.book import Book
from mingbai.screening.queries import library, values

YEARLY = {"month": 12, "quarter": 4, "half_year": 2, "year": 1, "once": 1}
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sum:
    """Numbers of one rule, township or department. Costs are fen: a period's, and what recurs by the year."""

    code: str
    name: str
    before: int = 0
    after: int = 0
    enters: int = 0
    leaves: int = 0
    unknown_after: int = 0
    cost_before: int = 0
    cost_after: int = 0
    amounts_unknown: int = 0
    detail: str = ""

    @property
    def cost(self) -> int:
        """How much more (or less) it costs."""
        return self.cost_after - self.cost_before

    @property
    def moves(self) -> bool:
        """Whether anything changes."""
        return bool(self.enters or self.leaves or self.cost)


ADDED = (
    "before",
    "after",
    "enters",
    "leaves",
    "unknown_after",
    "cost_before",
    "cost_after",
    "amounts_unknown",
)


def summed(rows: Iterable[Row], code: str, name: str, *, times: int = 1, detail: str = "") -> Sum:
    """The rows together; costs so many times."""
    found = list(rows)
    total = {key: sum(row[key] for row in found) for key in ADDED}
    total["cost_before"] *= times
    total["cost_after"] *= times
    return Sum(code, name, **total, detail=detail)


def by_rule(book: Book, effects: Sequence[Row]) -> list[Sum]:
    """Each rule in the whole county; costs of one period of the benefit."""
    return [
        summed(_of(effects, code), code, _title(book, code), detail=_period(book, code))
        for code in dict.fromkeys(row["rule"] for row in effects)
    ]  # fmt: skip


def _of(effects: Iterable[Row], rule: str) -> list[Row]:
    return [row for row in effects if row["rule"] == rule]


def by_township(effects: Sequence[Row], rule: str, names: Mapping[str, str]) -> list[Sum]:
    """One rule, township by township, where anything changes; last whose village nobody knows."""
    own = sorted(_of(effects, rule), key=lambda row: row["township"] or "~")
    told = [summed([row], row["township"], names.get(row["township"], row["township"])) for row in own]
    return [one for one in told if one.moves]


def by_place(book: Book, effects: Sequence[Row], names: Mapping[str, str]) -> list[Sum]:
    """All policies together, township by township: what the change costs by the year."""
    return _yearly(book, effects, lambda row: row["township"], names)


def by_department(book: Book, effects: Sequence[Row]) -> list[Sum]:
    """All policies together by the department that pays: what the change costs by the year."""
    owners = {rule.code: rule.owner for rule in book.rules.values()}
    names = {rule.owner: library.owner(rule) for rule in book.rules.values()}
    return _yearly(book, effects, lambda row: owners.get(row["rule"], ""), names)


def _yearly(
    book: Book, effects: Sequence[Row], of: Callable[[Row], str],
    names: Mapping[str, str],
) -> list[Sum]:  # fmt: skip
    paying = [row for row in effects if (rule := book.rules.get(row["rule"])) and rule.benefit]
    found = []
    for code in sorted({of(row) for row in paying}, key=lambda code: code or "~"):
        own = [_a_year(book, row) for row in paying if of(row) == code]
        found.append(summed(own, code, names.get(code, code)))
    return [one for one in found if one.moves]


def _a_year(book: Book, row: Mapping[str, Any]) -> dict[str, Any]:
    benefit = book.rules[row["rule"]].benefit
    times = YEARLY[benefit.period] if benefit else 1
    return {**row, "cost_before": row["cost_before"] * times, "cost_after": row["cost_after"] * times}


def _title(book: Book, code: str) -> str:
    return library.text(book.rules[code].title) if code in book.rules else code


def _period(book: Book, code: str) -> str:
    rule = book.rules.get(code)
    return library.period(rule) if rule else ""


def said(book: Book, setting: Mapping[str, Any], tongue: str) -> tuple[str, str, str]:
    """What is changed, from what, to what, in words of a language ("zh", "en")."""
    words = setting["words"] if tongue == "zh" else setting["words_en"]
    parameter = book.parameters.get(setting["code"]) if setting["kind"] == "parameter" else None
    if parameter is None:
        title = book.rules[setting["code"]].title.said(tongue)
        label = f"{title} · {re.sub(r'{[^}]*}', '…', words)}"
        return label, str(setting["before"]), str(setting["after"])
    before, after = (values.told(parameter, setting[key], in_=tongue) for key in ("before", "after"))
    return words, before, after
