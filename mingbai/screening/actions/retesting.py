"""One finding tested again on today's facts before its matter is closed (handbook G.8).

The ledger as it stands today, of that household alone, and what departments have sent since: the run of
tonight would say the same. A finding of a month or year that is over is asked about that month or year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Literal

import polars as pl

from mingbai.compare import besides
from mingbai.compare.findings import told
from mingbai.compare.tabling import Tables
from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.rulebook import on_duckdb
from mingbai.rulebook.book import Book
from mingbai.rulebook.reaching import across_households, entities_of
from mingbai.rulebook.running import Run
from mingbai.screening.actions import alone, standing
from mingbai.screening.actions.comparing import numbered
from mingbai.screening.actions.sent import Sent
from mingbai.screening.models import Finding
from mingbai.screening.queries import editions
from mingbai.screening.queries.periods import last_day
from mingbai.screening.states import FindingSource


@dataclass(frozen=True, slots=True)
class Retest:
    """What the rule says today; the sentences are of today where it still holds, else empty."""

    answer: Literal["holds", "gone", "unknown"]
    reason: str = ""
    reason_en: str = ""


def retested(*, finding: Finding, sent: Sent, at: datetime) -> Retest | None:
    """Ask the rule again about the finding's household. Called in a transaction.

    None where nothing can be asked of one household alone: a list from above, a rule that is no longer in
    the book or looks at other households too, a village.
    """
    as_of = min(last_day(finding.period, at.date()), at.date())
    book = editions.book(as_of)
    if finding.source != FindingSource.RULE or finding.household_id is None or finding.rule not in book.rules:
        return None
    if across_households(book, book.rules[finding.rule]):
        return None
    by, wanted = machine(), _datasets(book, _with_stack(book, finding.rule))
    tables = alone.laid(finding.household_id, book, sent=sent, by=by, at=at, only=wanted, answered=True)
    with entered(by), tables as laid:
        return _asked(finding, book, as_of, laid)


def _asked(finding: Finding, book: Book, as_of: date, tables: Tables) -> Retest:
    connection = on_duckdb.connect()
    try:
        rules = _with_stack(book, finding.rule)
        run = on_duckdb.Session(book, tables.paths, connection).run(as_of=as_of, rules=rules)
        path = tables.folder / "findings.parquet"
        told(run, tables, out=path)
        return _answer(finding, run, path, tables.folder)
    finally:
        connection.close()


def _answer(finding: Finding, run: Run, path: Path, folder: Path) -> Retest:
    held = pl.DataFrame(
        [(finding.pk, finding.rule, finding.subject_kind, finding.subject_no)],
        schema=["id", "rule", "subject_kind", "subject_no"],
        orient="row",
    )
    known = numbered(held, folder)
    same = pl.read_parquet(path).filter(rule=finding.rule, kind=finding.kind).join(known, on=["rule", "no"])
    if len(same):
        row = same.row(0, named=True)
        return Retest("holds", row["reason"], row["reason_en"])
    open_ = standing.unknown(run, known, findings=path)
    return Retest("unknown" if open_ else "gone")


def _with_stack(book: Book, code: str) -> list[str]:
    """The rule, and the benefits that exclude each other with it: which one is due they decide together."""
    benefit = book.rules[code].benefit
    stack = benefit.stack if benefit is not None else ""
    return [
        one.code
        for one in book.rules.values()
        if one.code == code or (stack and one.benefit is not None and one.benefit.stack == stack)
    ]


def _datasets(book: Book, codes: list[str]) -> frozenset[str]:
    """What the rules look at, and the sheets that add to what the ledger says of a household."""
    entities = {entity for code in codes for entity in entities_of(book, book.rules[code])}
    return frozenset({*besides.SHEETS, *(book.entities[one].dataset for one in entities)})
