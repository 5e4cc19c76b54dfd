"""Benefits that exclude each other: which one is kept, for each household or person that they count by."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.rulebook.asking import Asking
from mingbai.rulebook.days import MONTHS
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
    codes = members(run, group)
    if not codes:
        return []
    columns = "number, who, per, amount, kept"
    _, rows = run.machine.rows(f"SELECT {columns} FROM ({relation(run, group)}) r ORDER BY number, who")
    return [Kept(codes[number], key, per, amount, kept) for number, key, per, amount, kept in rows]


def members(run: Run, group: str) -> list[str]:
    """The group's policies that were asked, in the order of the book; a rule's place is its `number`."""
    return [placed.rule.code for _, placed in _of(run, group)]


def relation(run: Run, group: str) -> str:
    """The same in SQL, for a group with members.

    Columns: `number`, `who` (the key as text), `per`, `amount`, `kept`; `turn`, the place among the benefits
    that share `per`, from 1 in the order of the book; `got`, whether any of these is being received.
    """
    stack = run.questions.plan.book.stacks[group]
    parts = [_due(asking, placed, number) for number, (asking, placed) in enumerate(_of(run, group))]
    return _ranked(" UNION ALL ".join(parts), highest=stack.keep == "highest")


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
    received = f"({sql.of(placed.received)}) IS TRUE" if placed.received is not None else "FALSE"
    return (
        f"SELECT {number} AS number, {key} AS who, {per} AS per, CAST({amount} AS BIGINT) AS amount,"
        f" CAST({amount} AS BIGINT) * {a_year(placed)} AS yearly, {received} AS received"
        f" FROM {asking.facts} WHERE {asking.holds(placed)}"
    )


def a_year(placed: Placed) -> int:
    """How often the benefit comes in a year: amounts of a month and of a year are compared by the year."""
    period = placed.rule.benefit.period if placed.rule.benefit is not None else ""
    return 12 // MONTHS.get(period, 12)


def _ranked(due: str, *, highest: bool) -> str:
    order = "yearly DESC, number, who" if highest else "number, who"
    same = "PARTITION BY per"
    unknown = f"sum(CASE WHEN amount IS NULL THEN 1 ELSE 0 END) OVER ({same})"
    open_ = "WHEN open_ > 0 AND several > 1 THEN NULL" if highest else ""
    kept = f"CASE {open_} WHEN place = 1 THEN TRUE ELSE FALSE END AS kept"
    place = f"row_number() OVER ({same} ORDER BY {order}) AS place"
    turn = f"row_number() OVER ({same} ORDER BY number, who) AS turn"
    got = f"max(CASE WHEN received THEN 1 ELSE 0 END) OVER ({same}) = 1 AS got"
    several = f"count(*) OVER ({same}) AS several"
    ranked = f"SELECT *, {several}, {unknown} AS open_, {place}, {turn}, {got} FROM ({due}) d"
    return f"SELECT number, who, per, amount, {kept}, turn, got FROM ({ranked}) r"
