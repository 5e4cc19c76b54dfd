"""Benefits that exclude each other: which one is kept, for each household or person that they count by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.rulebook.asking import Asking
from mingbai.rulebook.running import Run
from mingbai.rulebook.verdicts import Placed


@dataclass(frozen=True, slots=True)
class Kept:
    """One benefit due inside a group. `kept` is None where an unknown amount leaves it open; fen, or None."""

    rule: str
    key: str
    per: str
    amount: int | None
    kept: bool | None


def stacked(run: Run, group: str) -> list[Kept]:
    """Everything due in the group, in the order of the book's rules and of keys."""
    stack = run.questions.plan.book.stacks[group]
    parts = [_due(asking, placed, number) for number, (asking, placed) in enumerate(_of(run, group))]
    if not parts:
        return []
    query = _ranked(" UNION ALL ".join(parts), highest=stack.keep == "highest")
    _, rows = run.machine.rows(query)
    codes = [placed.rule.code for _, placed in _of(run, group)]
    return [Kept(codes[number], key, per, amount, kept) for number, key, per, amount, kept in rows]


def _of(run: Run, group: str) -> Iterator[tuple[Asking, Placed]]:
    """The group's policies, in the order of the book."""
    order = list(run.questions.plan.book.rules)
    placed = [
        (run.asking(subject.entity), one)
        for subject in run.questions.subjects.values()
        for one in subject.placed
        if one.rule.benefit is not None and one.rule.benefit.stack == group
    ]
    yield from sorted(placed, key=lambda pair: order.index(pair[1].rule.code))


def _due(asking: Asking, placed: Placed, number: int) -> str:
    sql = asking.sql
    key = f"CAST({sql.name('key')} AS {sql.text})"
    per = f"coalesce(CAST({sql.name(placed.per)} AS {sql.text}), {key})"  # alone where nobody owns it
    amount = sql.of(placed.amount) if placed.amount is not None else "NULL"
    return (
        f"SELECT {number} AS number, {key} AS who, {per} AS per, CAST({amount} AS BIGINT) AS amount"
        f" FROM {asking.found} WHERE {asking.holds(placed)}"
    )


def _ranked(due: str, *, highest: bool) -> str:
    order = "amount DESC, number, who" if highest else "number, who"
    unknown = "sum(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) OVER (PARTITION BY per)"
    open_ = "WHEN open_ > 0 AND several > 1 THEN NULL" if highest else ""
    kept = f"CASE {open_} WHEN place = 1 THEN TRUE ELSE FALSE END AS kept"
    place = f"row_number() OVER (PARTITION BY per ORDER BY {order}) AS place"
    several = "count(*) OVER (PARTITION BY per) AS several"
    ranked = f"SELECT *, {several}, {unknown} AS open_, {place} FROM ({due}) d"
    return f"SELECT number, who, per, amount, {kept} FROM ({ranked}) r ORDER BY number, who"
