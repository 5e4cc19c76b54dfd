"""After a run: its figures, village by village, and what it says of benefits that are due.

Set-based, in the run's own transaction. What the run no longer finds is cleared here and nowhere else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.db import connection, transaction

from mingbai.kit import steps
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.machine import machine
from mingbai.rulebook.book import Book
from mingbai.screening.actions import incoming
from mingbai.screening.events import RunDone
from mingbai.screening.models import Cell, DueCase, Finding, Run
from mingbai.screening.queries import counting, editions, facts, owners
from mingbai.screening.states import Board, FindingKind, FindingSource, Standing, Told, Whose

LINE = "poverty_line"
CELLS = """
INSERT INTO screening_cell (
       area_code, run_id, as_of, board, item, line, restricted, standing, subject, count, subjects)
SELECT area_code, %s, %s, board, item, line, restricted, standing, subject, count, subjects FROM new_cells
"""
MISSING = """
INSERT INTO screening_cell (
       area_code, run_id, as_of, board, item, line, restricted, standing, subject, count, subjects)
SELECT area_code, %(run)s, %(as_of)s, %(board)s, rule, max(line), bool_or(restricted), %(missing)s, subject,
       count(*), array_agg(id ORDER BY home, finding)
  FROM (SELECT area_code, rule, line, restricted, household_id AS home, id AS finding,
               CASE WHEN person_id IS NULL THEN 'household' ELSE 'person' END AS subject,
               coalesce(person_id, household_id, 0) AS id
          FROM screening_finding WHERE kind = %(kind)s AND source = %(source)s AND holds) f
 GROUP BY area_code, rule, subject
"""
CAME = """
UPDATE screening_finding f SET holds = false
  FROM new_paid p
 WHERE f.kind = %(kind)s AND f.source = %(source)s AND f.holds AND f.rule = p.rule AND f.period = p.period
   AND (f.person_id = p.person OR f.person_id IS NULL AND f.household_id = p.household)
"""
CASES = """
INSERT INTO screening_duecase (finding_id, area_code, household_id, whose, told, note, mark, noted_by)
SELECT f.id, f.area_code, f.household_id, %(open)s, '', '', '', ''
  FROM screening_finding f LEFT JOIN screening_duecase d ON d.finding_id = f.id
 WHERE f.kind = %(kind)s AND f.source = %(source)s AND f.holds AND d.id IS NULL
"""
TOLD = """
UPDATE screening_duecase d
   SET whose = t.whose, since = t.since, mark = t.mark, told = %(file)s, note = '', noted_by = '',
       noted_at = NULL
  FROM screening_finding f, (
       SELECT rule, person, household, whose, since, mark,
              row_number() OVER (PARTITION BY rule, household ORDER BY since DESC, person) AS of_home
         FROM new_told) t
 WHERE d.finding_id = f.id AND f.kind = %(kind)s AND f.source = %(source)s AND f.holds AND t.rule = f.rule
   AND (f.subject_kind <> 'household' AND t.person = f.person_id
        OR f.subject_kind = 'household' AND t.household = f.household_id AND t.of_home = 1)
   AND d.mark <> t.mark
"""


def on_run_done(event: RunDone) -> None:
    """A run has ended well: its figures, in the run's own transaction."""
    run = Run.objects.get(pk=event.run)
    with facts.opened(run) as tables:
        fill(run=run, tables=tables, by=machine(), at=event.at)


@transaction.atomic
def fill(*, run: Run, tables: Mapping[str, Path], by: ActingPost, at: datetime) -> None:
    """Put the run's figures in the place of the last ones, and bring what is due up to date."""
    book = editions.book(run.as_of)
    _fill_cells(
        run,
        counting.cells(tables, line_fen=_line(book, run)),
        owners.owned(book, restricted=_restricted(book)),
    )
    came = counting.paid(tables, items=_items())
    _see_what_came(came)
    _open_cases()
    _tell(run, tables)
    _clear(run, _Seen(tables, came), by, at)
    with connection.cursor() as cursor:
        cursor.execute(
            MISSING,
            _kinds()
            | {"run": run.pk, "as_of": run.as_of, "board": Board.BENEFITS, "missing": Standing.MISSING},
        )


def _restricted(book: Book) -> set[str]:
    """Policies of which few may read who misses them: they rest on what somebody owns."""
    policies = [rule for rule in book.rules.values() if rule.kind == "policy"]
    return {rule.code for rule in policies if incoming.restricted(book, rule, FindingKind.DUE)}


def _line(book: Book, run: Run) -> int | None:
    """The income line of the run's day, fen a head and year; None if unknown."""
    dated = book.parameters[LINE].on(run.as_of) if LINE in book.parameters else None
    return dated.value if dated is not None and isinstance(dated.value, int) else None


def _fill_cells(run: Run, cells: pl.DataFrame, known: pl.DataFrame) -> None:
    """All but who misses something: that the findings tell."""
    ids = pl.col("subjects").cast(pl.List(pl.String)).list.join(",")
    rows = cells.join(known, on=["board", "item"], how="left", maintain_order="left").with_columns(
        line=pl.col("line").fill_null(""),
        restricted=pl.col("restricted").fill_null(value=False),
        subjects=pl.lit("{") + ids + pl.lit("}"),
    )
    columns = "area_code, board, item, line, restricted, standing, subject, count, subjects"
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE new_cells (area_code text, board text, item text, line text, restricted bool,"
            " standing text, subject text, count int, subjects bigint[]) ON COMMIT DROP"
        )
        _poured(
            cursor, f"COPY new_cells ({columns}) FROM STDIN (FORMAT csv)", rows.select(columns.split(", "))
        )
        Cell.objects.all().delete()
        cursor.execute(CELLS, [run.pk, run.as_of])
        cursor.execute("DROP TABLE new_cells")


def _poured(cursor: Any, statement: str, rows: pl.DataFrame) -> None:
    with cursor.copy(statement) as copy:
        copy.write(rows.write_csv(include_header=False))


def _kinds() -> dict[str, str]:
    return {"kind": FindingKind.DUE, "source": FindingSource.RULE, "open": Whose.OPEN, "file": Told.FILE}


def _see_what_came(rows: pl.DataFrame) -> None:
    """A month's money that came later clears that month's finding, which no run asks about any more."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE new_paid (rule text, person bigint, household bigint, period text)"
            " ON COMMIT DROP"
        )
        _poured(cursor, "COPY new_paid FROM STDIN (FORMAT csv)", rows)
        cursor.execute(CAME, _kinds())
        cursor.execute("DROP TABLE new_paid")


def _items() -> dict[str, str]:
    """The payment item of each policy."""
    return {code: each["item"] for code, each in installed().section("benefits")["payments"].items()}


def _open_cases() -> None:
    with connection.cursor() as cursor:
        cursor.execute(CASES, _kinds())


def _tell(run: Run, tables: Mapping[str, Path]) -> None:
    """What payment files say of a due benefit; what they said before undoes nothing that a post recorded."""
    months = installed().section("benefits")["look_back_months"]
    rows = counting.told_by_payments(tables, items=_items(), as_of=run.as_of, months=months)
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMP TABLE new_told (rule text, person bigint, household bigint, whose text, since date,"
            " mark text) ON COMMIT DROP"
        )
        _poured(cursor, "COPY new_told FROM STDIN (FORMAT csv)", rows)
        cursor.execute(TOLD, _kinds())
        cursor.execute("DROP TABLE new_told")


@dataclass(frozen=True)
class _Seen:
    """What the run's data show as received: by its own day, or paid for a month (`counting.paid`)."""

    tables: Mapping[str, Path]
    came: pl.DataFrame

    def among(self, cases: Sequence[DueCase]) -> set[int]:
        """The cases whose money is seen."""
        rules = sorted({case.finding.rule for case in cases})
        now = counting.received(self.tables, rules) if cases else set()
        months = set(
            self.came.filter(pl.col("rule").is_in(rules)).select("rule", "person", "period").iter_rows()
        )
        return {
            case.pk
            for case in cases
            if _key(case.finding) in now
            or (case.finding.rule, case.finding.person_id, case.finding.period) in months
        }


def _clear(run: Run, data: _Seen, by: ActingPost, at: datetime) -> None:
    DueCase.objects.filter(finding__holds=True).exclude(cleared_on=None).update(cleared_on=None, arrived=None)
    gone = list(DueCase.objects.filter(finding__holds=False, cleared_on=None).select_related("finding"))
    seen = data.among(gone)
    for arrived in (True, False):
        cases = [case for case in gone if (case.pk in seen) is arrived]
        DueCase.objects.filter(pk__in=[case.pk for case in cases]).update(
            cleared_on=run.as_of, arrived=arrived
        )
        move = "arrived" if arrived else "no_longer_due"
        steps.record_all(subjects=cases, move=move, source="", target="cleared", by=by, at=at)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.subject_kind, finding.subject_no
