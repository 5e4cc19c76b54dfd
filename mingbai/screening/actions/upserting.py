"""Findings into the ledger of findings, set-based: found again, found anew, no longer found.

``holds`` is the machine's. What people have decided stays with the reasons on which they decided it.
``COPY`` and ``ON CONFLICT`` are refused on a table behind the wall, so the rows come through a temporary
table, known ones are updated and missing ones inserted.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

import polars as pl
from django.db import connection

from mingbai.kit.db import planning
from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.importing.staging import copied
from mingbai.screening.actions.incoming import COLUMNS
from mingbai.screening.models import Finding, Run

TABLE = "screening_incoming"
LISTED = ", ".join(f'"{name}"' for name in COLUMNS)
MADE = f"""
CREATE TEMPORARY TABLE {TABLE} ON COMMIT DROP AS SELECT {LISTED} FROM screening_finding WITH NO DATA
"""
SAME = """
    f.source = 'rule' AND f.rule = i.rule AND f.kind = i.kind AND f.subject_kind = i.subject_kind
    AND f.subject_no = i.subject_no AND f.period = i.period"""
# What the machine says of a subject that nobody has answered for yet follows the newest run.
OPEN = "f.state IN ('new', 'sent', 'lapsed')"
FOLLOWS = (
    "reason", "reason_en", "grounds", "amount_fen", "severity", "document", "owner", "line", "restricted",
    "title", "title_en", "edition",
)  # fmt: skip
COMPARED = ("reason", "amount_fen", "severity", "document", "owner", "line", "restricted", "title")
WHERE_IT_IS = ("area_code", "household_id", "person_id", "name", "head_name")
AGAIN = f"""
WITH changed AS (
UPDATE screening_finding f SET
    {", ".join(f"{name} = CASE WHEN {OPEN} THEN i.{name} ELSE f.{name} END" for name in FOLLOWS)},
    {", ".join(f"{name} = i.{name}" for name in WHERE_IT_IS)},
    found_at = CASE WHEN f.state = 'lapsed' THEN %(at)s ELSE f.found_at END,
    state = CASE WHEN f.state = 'lapsed' THEN 'new' ELSE f.state END,
    holds = true, last_run_id = %(run)s, version = f.version + 1
  FROM {TABLE} i, screening_finding was
 WHERE {SAME} AND was.id = f.id AND (
       NOT f.holds OR f.state = 'lapsed'
       OR ({", ".join(f"f.{name}" for name in WHERE_IT_IS)})
          IS DISTINCT FROM ({", ".join(f"i.{name}" for name in WHERE_IT_IS)})
       OR ({OPEN} AND ({", ".join(f"f.{name}" for name in COMPARED)})
          IS DISTINCT FROM ({", ".join(f"i.{name}" for name in COMPARED)})))
RETURNING f.id, f.area_code, was.state)
SELECT id, area_code, state FROM changed
"""
ANEW = f"""
INSERT INTO screening_finding (key, source, {LISTED}, holds, first_run_id, last_run_id, found_at, state,
    sent_by, urged, tried, answered_by, answer, version)
SELECT gen_random_uuid(), 'rule', {LISTED}, true, %(run)s, %(run)s, %(at)s, 'new', '', 0, 0, '', '{{}}', 1
  FROM {TABLE} i
 WHERE NOT EXISTS (SELECT 1 FROM screening_finding f WHERE {SAME})
"""
# A period that is over is not judged by a run of the next; neither is what cannot be told today.
GONE = f"""
WITH gone AS (
UPDATE screening_finding f SET
    holds = false, state = CASE WHEN f.state = 'new' THEN 'lapsed' ELSE f.state END,
    last_run_id = %(run)s, version = f.version + 1
  FROM screening_finding was
 WHERE was.id = f.id AND f.source = 'rule' AND f.holds
   AND f.id = ANY (%(judged)s) AND NOT EXISTS (SELECT 1 FROM {TABLE} i WHERE {SAME})
RETURNING f.id, f.area_code, was.state)
SELECT id, area_code, state FROM gone
"""
STEPS = """
INSERT INTO kit_step (area_code, realm, subject_type, subject_id, post_id, user_id, post_label, happened_at,
    move, source, target, note, detail)
SELECT area_code, 'ledger', 'screening.finding', id, %(post)s, %(user)s, %(label)s, %(at)s, %(move)s,
       %(source)s, %(target)s, '', '{}'::jsonb
  FROM screening_finding WHERE id = ANY (%(ids)s)
"""
Moved = list[tuple[int, str, str]]


def upserted(
    run: Run, incoming: pl.DataFrame, *, judged: list[int], by: ActingPost, at: datetime
) -> dict[str, int]:
    """Write what a run found; `judged` are the findings that it may say no longer hold.

    Returns how many are new, back, changed and gone, and how many of these lapsed.
    """
    copied(TABLE, MADE, COLUMNS, incoming.select(COLUMNS))
    given: dict[str, Any] = {"run": run.pk, "at": at, "judged": judged}
    with planning.joined(incoming.height), connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {TABLE}")
        again = _moved(cursor, AGAIN, given)
        gone = _moved(cursor, GONE, given)
        cursor.execute(ANEW, given)
        anew = cursor.rowcount
        back = [id_ for id_, _, state in again if state == "lapsed"]
        lapsed = [id_ for id_, _, state in gone if state == "new"]
        for move, ids, source, target in (
            ("arise", back, "lapsed", "new"),
            ("lapse", lapsed, "new", "lapsed"),
        ):
            who = {"post": by.post_id, "user": by.user_id, "label": by.label[:120], "at": at}
            cursor.execute(STEPS, {**who, "move": move, "ids": ids, "source": source, "target": target})
        cursor.execute(f"DROP TABLE {TABLE}")
    changed = len(again) - len(back)
    return {"new": anew, "back": len(back), "changed": changed, "gone": len(gone), "lapsed": len(lapsed)}


def _moved(cursor: Any, statement: str, given: dict[str, Any]) -> Moved:
    cursor.execute(statement, given)
    return [(row[0], row[1], row[2]) for row in cursor.fetchall()]


def held() -> pl.DataFrame:
    """What held before the run: `id`, `rule`, `kind`, `subject_kind`, `subject_no`, `period`."""
    names = ("id", "rule", "kind", "subject_kind", "subject_no", "period")
    found = Finding.objects.filter(source="rule", holds=True).order_by("pk").values_list(*names)
    schema = {"id": pl.Int64, **dict.fromkeys(names[1:], pl.String)}
    return pl.DataFrame(list(found), schema=schema, orient="row")
