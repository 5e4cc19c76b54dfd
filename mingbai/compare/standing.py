"""Where every registered household and person stands with every policy: the ground of the 应享未享 matrix.

Nobody is told of whom the policy does not concern, and ordinary residents are left out (PIPL 6, 19).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.compare.stacks import alias, chosen
from mingbai.compare.subjects import HOMES, PEOPLE
from mingbai.compare.tabling import OURS, Tables
from mingbai.compare.workbench import SQL
from mingbai.rulebook import stacking
from mingbai.rulebook.asking import Asking
from mingbai.rulebook.running import Run
from mingbai.rulebook.verdicts import Placed

STANDINGS = ("received", "missing", "unseen", "unknown")
"""Due and received; due and not received; due, but no data tell whether it came; unknown whether due."""
COLUMNS = ("rule", "subject", "no", "standing", "person_no", "household_no", "area_code")
PORTION = 20_000  # subjects at once, each with a column for every policy
KEYS = {"person": "person_no", "household": "household_no"}


def stood(run: Run, tables: Tables, *, out: Path) -> int:
    """Writes one row for each policy and registered subject that it concerns; how many. Columns: COLUMNS."""
    tables.bench.connection.register("stood", _all(run).to_arrow())
    tables.bench.view("placed", " UNION ALL ".join(_places(run, tables)))
    return tables.bench.poured(
        out,
        "SELECT s.rule, s.subject, s.no, s.standing, p.person_no, p.household_no, p.area_code FROM stood s"
        " JOIN placed p USING (subject, no) WHERE p.area_code IS NOT NULL"
        " ORDER BY rule, area_code, household_no, no",
    )


def _all(run: Run) -> pl.DataFrame:
    schema = dict.fromkeys(("rule", "subject", "no", "standing"), pl.String)
    frames = [frame for entity in _concerned(run) for frame in _of(run, entity)]
    return pl.concat([pl.DataFrame(schema=schema), *frames])


def _concerned(run: Run) -> list[str]:
    """Entities with policies whose subjects lead to a household."""
    book = run.questions.plan.book
    return [
        entity
        for entity, subject in run.questions.subjects.items()
        if any(one.rule.kind == "policy" for one in subject.placed)
        and (entity in KEYS or KEYS.keys() & {link.to for link in book.entities[entity].links.values()})
    ]


def _of(run: Run, entity: str) -> Iterator[pl.DataFrame]:
    """Long rows of one kind of subject; places in STANDINGS until they are words."""
    placed = [one for one in run.questions.subjects[entity].placed if one.rule.kind == "policy"]
    codes = [one.rule.code for one in placed]
    for names, rows in run.machine.portions(_query(run, entity, placed), PORTION):
        schema = {names[0]: pl.String, **dict.fromkeys(codes, pl.Int8)}
        wide = pl.DataFrame(rows, schema=schema, orient="row")
        long = wide.unpivot(codes, index=names[0], variable_name="rule", value_name="at").drop_nulls("at")
        yield long.select(
            "rule",
            pl.lit(entity).alias("subject"),
            pl.col(names[0]).alias("no"),
            pl.col("at").replace_strict(dict(enumerate(STANDINGS)), return_dtype=pl.String).alias("standing"),
        )


def _query(run: Run, entity: str, placed: list[Placed]) -> str:
    """The key as text and, for each policy, the place of the standing in STANDINGS or NULL."""
    asking = run.asking(entity)
    sql = asking.sql
    key = sql.name("key")
    joins = ""
    if entity in OURS:
        joins = f" JOIN {run.layers.tables[OURS[entity]]} o ON o.{key} = f.{key}"
    for stack in sorted({_stack(one) for one in placed} - {""}):
        a = alias(stack)
        joins += f" LEFT JOIN ({chosen(run, stack)}) {a} ON {a}.who = CAST(f.{key} AS {sql.text})"
    columns = [f"{_standing(run, asking, one)} AS {sql.name(one.rule.code)}" for one in placed]
    return f"SELECT CAST(f.{key} AS {sql.text}) AS no, {', '.join(columns)} FROM {asking.found} f{joins}"  # noqa: S608


def _standing(run: Run, asking: Asking, placed: Placed) -> str:
    """A CASE as the findings see it: what is `missing` here is told there as due and not received."""
    got = f"({asking.sql.of(placed.received)})" if placed.received is not None else "NULL"
    return (
        f"(CASE WHEN {asking.holds(placed)} THEN CASE WHEN {got} IS TRUE THEN 0"
        f" WHEN {_others(run, placed)} THEN NULL"
        f" WHEN {got} IS FALSE THEN 1 ELSE 2 END"
        f" WHEN {asking.unknown(placed)} THEN 3 END)"
    )


def _others(run: Run, placed: Placed) -> str:
    """Whether its group leaves the benefit to another policy, so that it is not due."""
    stack = _stack(placed)
    if not stack:
        return "FALSE"
    number = stacking.members(run, stack).index(placed.rule.code)
    return f"NOT coalesce({alias(stack)}.number = {number}, FALSE)"


def _stack(placed: Placed) -> str:
    return placed.rule.benefit.stack if placed.rule.benefit is not None else ""


@dataclass(frozen=True, slots=True)
class _Way:
    """How a subject's rows lead to a person, a household and a village."""

    person: str
    household: str
    joins: str


def _places(run: Run, tables: Tables) -> Iterator[str]:
    book = run.questions.plan.book
    homes = f" LEFT JOIN {HOMES} h ON h.household_no = "
    yield (
        f"SELECT 'household' AS subject, household_no AS no, NULL AS person_no, household_no, area_code"  # noqa: S608
        f" FROM {HOMES}"
    )
    yield (
        f"SELECT 'person', p.person_no, p.person_no, p.household_no, h.area_code"  # noqa: S608 - our own names
        f" FROM {PEOPLE} p{homes}p.household_no"
    )
    for code in _concerned(run):
        entity = book.entities[code]
        if code in KEYS or entity.dataset not in tables.paths:
            continue
        tables.bench.lay(f"row_of_{code}", tables.paths[entity.dataset])
        links = {link.to: f"s.{SQL.name(link.column)}" for link in entity.links.values()}
        way = _way(links)
        yield (
            f"SELECT '{code}', CAST(s.{SQL.name(entity.key)} AS VARCHAR), {way.person}, {way.household},"  # noqa: S608
            f" h.area_code FROM row_of_{code} s{way.joins}{homes}{way.household} WHERE h.registered"
        )


def _way(links: dict[str, str]) -> _Way:
    if "person" not in links:
        return _Way("NULL", links["household"], "")
    joins = f" JOIN {PEOPLE} p ON p.person_no = {links['person']}"
    return _Way("p.person_no", "p.household_no", joins)
