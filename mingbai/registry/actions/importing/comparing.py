"""What the staged rows are to each other and to the ledger, all rows at once, in the database.

Each statement sets verdict and reason of the rows that it finds; all are given ``%(batch)s``
and ``%(as_of)s``.
Reasons are codes of the datasets' reasons.
"""

from __future__ import annotations

import json
from typing import Any

from django.db import connection

from mingbai.registry.actions.importing.adopting import ADOPTED, RECOGNISED
from mingbai.registry.actions.importing.columns import same
from mingbai.registry.models import ImportBatch
from mingbai.registry.queries import incomes_lines

REASONS = (
    "same_again", "two_households", "person_twice", "number_twice", "two_villages", "two_heads", "no_head",
    "head_younger", "not_a_member", "other_household", "other_village", "household_ended", "later_known",
    "number_anothers", "no_members", "with_household",
)  # fmt: skip

# A batch may be checked again when mended rows have come.
AFRESH = """
UPDATE {table} SET verdict = 'new', reason = '', changes = NULL
 WHERE batch_id = %(batch)s AND (verdict IN ('changed', 'same') OR (verdict = 'rejected'
     AND reason = ANY (%(reasons)s)))
"""
REPLACED = """
UPDATE {table} o SET verdict = 'replaced'
  FROM {table} n JOIN registry_importfile f ON f.id = n.file_id AND f.mends
  , registry_importfile g
 WHERE o.batch_id = %(batch)s AND n.batch_id = %(batch)s AND n.number = o.number AND g.id = o.file_id
   AND g.place < f.place AND o.verdict <> 'replaced'
"""
TWICE = """
UPDATE registry_importperson p SET verdict = 'rejected', reason = found.reason
  FROM (SELECT id, CASE WHEN households > 1 THEN 'two_households' WHEN again > 1 THEN 'same_again'
                        WHEN differ > 1 THEN 'person_twice' ELSE '' END AS reason
          FROM (SELECT id, row_number() OVER same AS again,
                       dense_rank() OVER (w ORDER BY household_id)
                       + dense_rank() OVER (w ORDER BY household_id DESC) - 1
                           AS households,
                       dense_rank() OVER (w ORDER BY content)
                       + dense_rank() OVER (w ORDER BY content DESC) - 1 AS differ
                  FROM (SELECT id, number, household_id,
                               ROW(name, id_token, relation, facts, area_code, household_id)::text AS content
                          FROM registry_importperson
                         WHERE batch_id = %(batch)s AND verdict = 'new' AND number IN (
                               SELECT number FROM registry_importperson
                                WHERE batch_id = %(batch)s AND verdict = 'new'
                                GROUP BY number HAVING count(*) > 1)) several
                WINDOW w AS (PARTITION BY number), same AS (PARTITION BY number,
                    content ORDER BY id)) ranked) found
 WHERE p.id = found.id AND found.reason <> ''
"""
NUMBER_TWICE = """
UPDATE registry_importperson p SET verdict = 'rejected', reason = 'number_twice'
 WHERE p.batch_id = %(batch)s AND p.verdict = 'new' AND p.id_fault = '' AND p.id_token IN (
       SELECT id_token FROM registry_importperson
        WHERE batch_id = %(batch)s AND verdict = 'new' AND id_fault = '' AND id_token IS NOT NULL
        GROUP BY id_token HAVING count(*) > 1)
"""
HOUSEHOLD_TWICE = """
UPDATE registry_importhousehold h SET verdict = 'rejected', reason = 'same_again'
  FROM (SELECT id, row_number() OVER (PARTITION BY number ORDER BY row_no = 0, id) AS nth
          FROM registry_importhousehold WHERE batch_id = %(batch)s AND verdict = 'new') found
 WHERE h.id = found.id AND found.nth > 1
"""
TWO_VILLAGES = """
WITH found AS (
    SELECT household_id FROM (
        SELECT household_id, area_code FROM registry_importperson WHERE batch_id = %(batch)s
            AND verdict = 'new'
        UNION ALL
        SELECT household_id, area_code FROM registry_importhousehold WHERE batch_id = %(batch)s
            AND verdict = 'new') both_
     GROUP BY household_id HAVING min(area_code) <> max(area_code)),
homes AS (
    UPDATE registry_importhousehold h SET verdict = 'rejected', reason = 'two_villages' FROM found
     WHERE h.batch_id = %(batch)s AND h.verdict = 'new' AND h.household_id = found.household_id)
UPDATE registry_importperson p SET verdict = 'rejected', reason = 'two_villages' FROM found
 WHERE p.batch_id = %(batch)s AND p.verdict = 'new' AND p.household_id = found.household_id
"""
# Heads of the file, and those of the ledger of whom the file says nothing.
HEADS = """
WITH rows AS MATERIALIZED (
    SELECT household_id, person_id, relation, birth_date FROM registry_importperson
     WHERE batch_id = %(batch)s AND verdict = 'new'),
counted AS (
    SELECT household_id, count(*) FILTER (WHERE relation = 'head') AS heads FROM rows GROUP BY household_id),
standing AS (
    SELECT r.household_id, count(*) AS heads
      FROM registry_person r JOIN counted c ON c.household_id = r.household_id
     WHERE r.relation = 'head' AND NOT EXISTS (SELECT 1 FROM rows WHERE rows.person_id = r.id)
     GROUP BY r.household_id),
wrong AS (
    SELECT c.household_id,
           CASE WHEN c.heads + coalesce(s.heads, 0) = 0 THEN 'no_head' ELSE 'two_heads' END AS reason
      FROM counted c LEFT JOIN standing s ON s.household_id = c.household_id
     WHERE c.heads + coalesce(s.heads, 0) <> 1
    UNION ALL
    SELECT DISTINCT head.household_id, 'head_younger'
      FROM rows head JOIN rows other ON other.household_id = head.household_id AND head.relation = 'head'
       AND ((other.relation IN ('son', 'daughter') AND other.birth_date <= head.birth_date)
         OR (other.relation IN ('father', 'mother') AND other.birth_date >= head.birth_date)))
UPDATE registry_importperson p SET verdict = 'rejected', reason = wrong.reason FROM wrong
 WHERE p.batch_id = %(batch)s AND p.verdict = 'new' AND p.household_id = wrong.household_id
"""
HOMES_KNOWN = """
UPDATE registry_importhousehold i
   SET verdict = found.verdict, reason = found.reason, changes = found.changes
  FROM (SELECT w.id, x.reason, d.changes,
               CASE WHEN x.reason <> '' THEN 'rejected' WHEN d.changes IS NULL
                   THEN 'same' ELSE 'changed' END AS verdict
          FROM registry_importhousehold w JOIN registry_household h ON h.id = w.household_id
          LEFT JOIN registry_householdstate s ON s.household_id = h.id AND s.valid_to IS NULL
          LEFT JOIN registry_incomestatement n
                 ON n.household_id = h.id AND n.year = w.year AND n.occasion = 'year'
                     AND n.replaced_on IS NULL
         CROSS JOIN LATERAL (SELECT CASE
               WHEN h.ended_on IS NOT NULL THEN 'household_ended'
               WHEN h.area_code <> w.area_code THEN 'other_village'
               WHEN h.started_on > %(as_of)s OR s.valid_from > %(as_of)s THEN 'later_known'
               ELSE '' END AS reason) x
         CROSS JOIN LATERAL (SELECT jsonb_object_agg(b.key, jsonb_build_array(a.value, b.value)) AS changes
               FROM jsonb_each(coalesce(w.facts, '{{}}') || jsonb_strip_nulls(jsonb_build_object(
                        'number', w.number, 'group_no', nullif(w.group_no, 0), 'bank', nullif(w.bank, ''),
                        'phone', CASE WHEN w.phone_token IS DISTINCT FROM h.phone_token
                                      THEN '···' || nullif(w.phone_last4, '') END,
                        'account', CASE WHEN w.account_token IS DISTINCT FROM h.account_token
                                        THEN '···' || nullif(w.account_last4, '') END,
                        'registered', CASE WHEN w.registered AND NOT h.registered THEN true END,
                        'causes', CASE WHEN NOT {causes} THEN nullif(w.causes, '') END,
                        'income', CASE WHEN n.id IS NULL OR {file_lines} IS DISTINCT FROM {known_lines}
                                       THEN w.income -> 'lines' END))) b
               LEFT JOIN jsonb_each(coalesce(to_jsonb(s), '{{}}') || jsonb_build_object(
                        'number', h.number, 'group_no', h.group_no, 'bank', h.bank,
                        'registered', h.registered,
                        'phone', '···' || nullif(h.phone_last4, ''),
                        'account', '···' || nullif(h.account_last4, ''),
                        'causes', (SELECT string_agg(g.code, '+' ORDER BY g.rank)
                            FROM registry_householdground g
                                    WHERE g.household_id = h.id AND g.ground = 'cause'
                                        AND g.valid_to IS NULL),
                        'income', n.lines)) a ON a.key = b.key
              WHERE {differs}) d
         WHERE w.batch_id = %(batch)s AND w.verdict = 'new') found
 WHERE i.id = found.id
"""
# A counted statement has more lines than the layout has columns: it is changed if a column's sum is.
COARSE = """
(SELECT jsonb_object_agg(code, fen) FROM (
   SELECT %(coarse)s::jsonb ->> line.key AS code, sum(line.value::bigint) AS fen
     FROM jsonb_each_text({0}) line
    WHERE %(coarse)s::jsonb ? line.key AND line.value <> '0' GROUP BY 1) summed)
"""
# The first cause is the main one; the layout knows no order among the others.
SAME_CAUSES = """
(SELECT coalesce(array_agg(g.code::text ORDER BY g.rank > 1, g.code), '{}') = (
        SELECT coalesce(array_agg(x.code ORDER BY x.at > 1, x.code), '{}')
          FROM unnest(string_to_array(w.causes, '+')) WITH ORDINALITY x (code, at))
   FROM registry_householdground g
  WHERE g.household_id = h.id AND g.ground = 'cause' AND g.valid_to IS NULL)
"""
PERSONS_KNOWN = """
UPDATE registry_importperson i
   SET verdict = found.verdict, reason = found.reason, changes = found.changes
  FROM (SELECT w.id, x.reason, d.changes,
               CASE WHEN x.reason <> '' THEN 'rejected' WHEN d.changes IS NULL
                   THEN 'same' ELSE 'changed' END AS verdict
          FROM registry_importperson w JOIN registry_person r ON r.id = w.person_id
          LEFT JOIN registry_personstate s ON s.person_id = r.id AND s.valid_to IS NULL
          LEFT JOIN registry_membership m ON m.person_id = r.id AND m.valid_to IS NULL
         CROSS JOIN LATERAL (SELECT CASE
               WHEN r.number NOT IN ('', w.number) THEN 'number_anothers'
               WHEN r.household_id IS NULL THEN 'not_a_member'
               WHEN r.household_id <> w.household_id THEN 'other_household'
               WHEN s.valid_from > %(as_of)s OR m.valid_from > %(as_of)s THEN 'later_known'
               ELSE '' END AS reason) x
         CROSS JOIN LATERAL (SELECT jsonb_object_agg(b.key, jsonb_build_array(a.value, b.value)) AS changes
               FROM jsonb_each(coalesce(w.facts, '{{}}') || jsonb_strip_nulls(jsonb_build_object(
                        'name', w.name, 'relation', w.relation, 'number', w.number,
                        'sex', nullif(w.sex, ''), 'birth_date', w.birth_date, 'ethnic', nullif(w.ethnic, ''),
                        'id_no', CASE WHEN w.id_token IS DISTINCT FROM r.id_token AND w.id_token IS NOT NULL
                                       AND (w.id_fault = '' OR r.id_token IS NULL OR r.id_fault <> '')
                                      THEN '···' || w.id_last4 END,
                        'phone', CASE WHEN w.phone_token IS NOT NULL
                            AND w.phone_token IS DISTINCT FROM r.phone_token
                                      THEN '···' || w.phone_last4 END))) b
               LEFT JOIN jsonb_each(coalesce(to_jsonb(s), '{{}}') || jsonb_build_object(
                        'name', r.name, 'relation', r.relation, 'number', r.number, 'sex', r.sex,
                        'birth_date', r.birth_date, 'ethnic', r.ethnic, 'id_no',
                            '···' || nullif(r.id_last4, ''),
                        'phone', '···' || nullif(r.phone_last4, ''))) a ON a.key = b.key
              WHERE {differs}) d
         WHERE w.batch_id = %(batch)s AND w.verdict = 'new') found
 WHERE i.id = found.id
"""
VILLAGES_KNOWN = """
UPDATE registry_importvillage i
   SET profile_id = found.profile_id, changes = found.changes,
       verdict = CASE WHEN found.changes IS NULL THEN 'same' ELSE 'changed' END
  FROM (SELECT w.id, v.id AS profile_id, d.changes
          FROM registry_importvillage w
          JOIN registry_villageprofile v ON v.area_code = w.area_code AND v.year = w.year
         CROSS JOIN LATERAL (SELECT jsonb_object_agg(b.key, jsonb_build_array(a.value, b.value)) AS changes
               FROM jsonb_each(w.facts) b LEFT JOIN jsonb_each(to_jsonb(v)) a ON a.key = b.key
              WHERE {differs}) d
         WHERE w.batch_id = %(batch)s AND w.verdict = 'new') found
 WHERE i.id = found.id
"""
# A household whose own row cannot be taken takes its members back with it; one without members is none.
WITH_HOME = """
UPDATE registry_importperson p SET verdict = 'rejected', reason = 'with_household'
  FROM registry_importhousehold h
 WHERE p.batch_id = %(batch)s AND p.verdict IN ('new', 'changed', 'same')
   AND h.batch_id = %(batch)s AND h.household_id = p.household_id AND h.verdict = 'rejected'
   AND h.reason IN ('other_village', 'household_ended', 'later_known')
"""
NO_MEMBERS = """
UPDATE registry_importhousehold h SET verdict = 'rejected', reason = 'no_members'
 WHERE h.batch_id = %(batch)s AND h.verdict = 'new' AND NOT EXISTS (
       SELECT 1 FROM registry_importperson p
        WHERE p.batch_id = %(batch)s AND p.household_id = h.household_id
            AND p.verdict IN ('new', 'changed', 'same'))
"""
UNNEEDED = """
DELETE FROM registry_importseal WHERE batch_id = %(batch)s AND id IN (
    SELECT unnest(ARRAY[id_vault, phone_vault]) FROM registry_importperson
     WHERE batch_id = %(batch)s AND verdict NOT IN ('new', 'changed')
    UNION ALL
    SELECT unnest(ARRAY[phone_vault, account_vault]) FROM registry_importhousehold
     WHERE batch_id = %(batch)s AND verdict NOT IN ('new', 'changed'))
"""
TABLES = ("registry_importperson", "registry_importhousehold", "registry_importvillage")


def compare(batch: ImportBatch) -> None:
    """Set verdict, reason and changes of every staged row of a batch, in the caller's transaction."""
    given: dict[str, Any] = {
        "batch": batch.pk,
        "as_of": batch.as_of,
        "reasons": list(REASONS),
        "coarse": json.dumps(incomes_lines.coarse()),
    }
    mended = batch.files.filter(mends=True).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('work_mem', '128MB', true), registry_import_settle()")
        for statement in _statements(mended=mended, afresh=batch.seen_step > 0):
            cursor.execute(statement, given)


def _statements(*, mended: bool, afresh: bool) -> list[str]:
    begun = [AFRESH.format(table=table) for table in TABLES] if afresh else []
    if mended:
        begun += [REPLACED.format(table=table) for table in TABLES[:2]]
    differs = same("a.value", "b.value", negate=True)
    homes = HOMES_KNOWN.format(
        differs=differs,
        causes=SAME_CAUSES,
        file_lines=COARSE.format("w.income -> 'lines'"),
        known_lines=COARSE.format("n.lines"),
    )
    persons = PERSONS_KNOWN.format(differs=differs)
    return [
        *begun, TWICE, NUMBER_TWICE, ADOPTED, RECOGNISED, HOUSEHOLD_TWICE, TWO_VILLAGES, homes, HEADS,
        persons, WITH_HOME, NO_MEMBERS,
        VILLAGES_KNOWN.format(differs=differs), UNNEEDED,
    ]  # fmt: skip
