"""What the rules found: one row for each finding, with its reason in a sentence.

Ordinary residents are counted, not profiled (PIPL 6, 19): about them only risk is told, since noticing it is
what the comparison is for; every other rule tells of registered households alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl

from mingbai.compare.tabling import Tables
from mingbai.packs.text import Text
from mingbai.rulebook.explaining import explained
from mingbai.rulebook.on_duckdb import Run
from mingbai.rulebook.verdicts import Placed

KINDS = {
    "risk": Text(zh="风险线索", en="Risk clues"),
    "exclusion": Text(zh="识别疑点", en="Questions of registration"),
    "quality": Text(zh="数据质量", en="Data quality"),
    "due": Text(zh="应享未享", en="Due and not received"),
    "undue": Text(zh="待核实享受情况", en="Received, to be verified"),
    "alarm": Text(zh="审计预警", en="Audit alarms"),
}
SCHEMA = {
    "kind": pl.String, "rule": pl.String, "subject": pl.String, "no": pl.String, "name": pl.String,
    "household_no": pl.String, "township": pl.String, "village": pl.String, "area_code": pl.String,
    "title": pl.String, "reason": pl.String, "reason_en": pl.String, "amount_fen": pl.Int64,
    "document": pl.String, "verified": pl.Boolean, "severity": pl.String, "owner": pl.String,
}  # fmt: skip
FOUND = {
    name: SCHEMA[name] for name in ("kind", "rule", "subject", "no", "reason", "reason_en", "amount_fen")
}
BATCH = 20_000  # findings put into words at once
OURS = {"person": "registered_persons", "household": "registered_households"}


@dataclass(frozen=True)
class Told:
    """All findings in a fixed order, and for each rule how many hold, are unknown and are told."""

    rows: pl.DataFrame
    counts: pl.DataFrame


def told(run: Run, tables: Tables) -> Told:
    """Everything worth telling."""
    _mark_registered(run, tables)
    placed = [one for subject in run.questions.subjects.values() for one in subject.placed]
    parts = [part for one in placed for part in _of_rule(run, one)]
    whole = _placed(pl.concat([pl.DataFrame(schema=FOUND), *parts]), tables, run)
    return Told(whole, _counts(run, placed, whole))


def _mark_registered(run: Run, tables: Tables) -> None:
    """Relations with the keys of registered people and households."""
    for frame, key, name in (
        (tables.persons, "person_no", OURS["person"]),
        (tables.households, "household_no", OURS["household"]),
    ):
        ours = frame.filter("registered").select(key=key).to_arrow()
        run.connection.register(f"{name}_in", ours)
        run.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS FROM {name}_in")


def _of_rule(run: Run, placed: Placed) -> Iterator[pl.DataFrame]:
    rule = placed.rule
    if rule.kind != "policy":
        yield from _spoken(run, placed, rule.kind, "holds")
        return
    if placed.received is None:
        return
    yield from _spoken(run, placed, "due", "due")
    if rule.benefit is not None and rule.benefit.period != "once":  # given once, it is no longer due
        yield from _spoken(run, placed, "undue", "undue")


def _spoken(run: Run, placed: Placed, kind: str, wanted: str) -> Iterator[pl.DataFrame]:
    cursor = run.connection.execute(f"{_query(run, placed, wanted)} ORDER BY key")
    names = [column[0] for column in cursor.description or ()]
    answer = "not" if wanted == "undue" else "holds"
    while batch := cursor.fetchmany(BATCH):
        rows = []
        for values in batch:
            row = dict(zip(names, values, strict=True))
            amount = row["told_amount"]
            why = explained(placed, row, plan=run.questions.plan, answer=answer, amount=amount)
            said = why.sentence("zh"), why.sentence("en")
            rows.append((kind, placed.rule.code, placed.rule.subject, str(row["key"]), *said, amount))
        yield pl.DataFrame(rows, schema=FOUND, orient="row")


def _query(run: Run, placed: Placed, wanted: str) -> str:
    asking = run.asking(placed.rule.subject)
    sql = asking.sql
    holds = asking.holds(placed)
    got = sql.of(placed.received) if placed.received is not None else "NULL"
    amount = (
        sql.of(placed.amount) if placed.amount is not None and wanted == "due" else "CAST(NULL AS BIGINT)"
    )
    where = {
        "holds": holds,
        "due": f"{holds} AND ({got}) IS FALSE",
        "undue": f"NOT {holds} AND NOT {asking.unknown(placed)} AND ({got}) IS TRUE",
    }[wanted]
    ours = OURS.get(placed.rule.subject) if placed.rule.kind != "risk" else None
    if ours is not None:
        where = f"{where} AND key IN (SELECT key FROM {ours})"  # noqa: S608 - all of it is the book's
    return f"SELECT *, {amount} AS told_amount FROM {asking.found} WHERE {where}"  # noqa: S608 - the book's


def _placed(found: pl.DataFrame, tables: Tables, run: Run) -> pl.DataFrame:
    """With names, places and what the rule says of itself."""
    book = run.questions.plan.book
    rules = pl.DataFrame(
        {
            "rule": list(book.rules),
            "title": [one.title.zh for one in book.rules.values()],
            "document": [book.documents[one.document].words.zh for one in book.rules.values()],
            "verified": [one.verified for one in book.rules.values()],
            "severity": [one.severity for one in book.rules.values()],
            "owner": [one.owner for one in book.rules.values()],
        }
    )
    whole = found.join(_subjects(tables), on=["subject", "no"], how="left").join(rules, on="rule", how="left")
    order = {kind: at for at, kind in enumerate(KINDS)}
    whole = whole.with_columns(at=pl.col("kind").replace_strict(order))
    return whole.sort("at", "rule", "area_code", "no").select(*SCHEMA).cast(dict(SCHEMA))  # type: ignore[arg-type]


def _subjects(tables: Tables) -> pl.DataFrame:
    homes, people = tables.households, tables.persons
    place = ["township", "village", "area_code"]
    head = homes.select(
        subject=pl.lit("household"), no="household_no", name="head_name", household_no="household_no",
        **{name: pl.col(name) for name in place},
    )  # fmt: skip
    person = people.select("person_no", "name", "household_no").join(
        homes.select("household_no", *place), on="household_no", how="left"
    )
    person = person.select(
        subject=pl.lit("person"), no="person_no", name="name", household_no="household_no",
        **{name: pl.col(name) for name in place},
    )  # fmt: skip
    return pl.concat([head, person])


def _counts(run: Run, placed: list[Placed], told_rows: pl.DataFrame) -> pl.DataFrame:
    counted = run.counts()
    each = dict(told_rows.group_by("rule").len().iter_rows())
    return pl.DataFrame(
        {
            "rule": [one.rule.code for one in placed],
            "title": [one.rule.title.zh for one in placed],
            "kind": [one.rule.kind for one in placed],
            "subject": [one.rule.subject for one in placed],
            "holds": [counted[one.rule.code][0] for one in placed],
            "unknown": [counted[one.rule.code][1] for one in placed],
            "told": [each.get(one.rule.code, 0) for one in placed],
            "verified": [one.rule.verified for one in placed],
        }
    ).sort("kind", "rule")
