"""SQL of a merge: what changes about households and persons that were there before, with the way back.

Before a row is changed it is kept as it stands (``ImportTrace.before``); of a row that is made, the trace
keeps the id alone.
"""

from __future__ import annotations

from mingbai.registry.actions.importing.columns import blank, listed, same, stored
from mingbai.registry.models import HouseholdState, PersonState, VillageProfile

TRACE = 'INSERT INTO registry_importtrace (batch_id, area_code, household_id, "table", row_id, before)'
CHANGED_P = "w.batch_id = %(batch)s AND w.verdict = 'changed'"
PERSONS_KEPT = f"""
{TRACE} SELECT w.batch_id, r.area_code, r.household_id, 'registry_person', r.id, to_jsonb(r)
  FROM registry_importperson w JOIN registry_person r ON r.id = w.person_id WHERE {CHANGED_P}
"""
FORMER = f"""
WITH made AS (
    INSERT INTO registry_formernumber (area_code, person_id, household_id, id_type, id_vault, id_last4,
        until, why)
    SELECT r.area_code, r.id, r.household_id, r.id_type, r.id_vault, r.id_last4, %(as_of)s, %(note)s
      FROM registry_importperson w JOIN registry_person r ON r.id = w.person_id
     WHERE {CHANGED_P} AND w.changes ? 'id_no' AND r.id_vault IS NOT NULL
    RETURNING id, area_code, household_id)
{TRACE} SELECT %(batch)s, area_code, household_id, 'registry_formernumber', id, NULL FROM made
"""
# Nobody may be head beside another for a moment: first the old ones step down.
STEP_DOWN = f"""
UPDATE registry_person r SET relation = 'other' FROM registry_importperson w
 WHERE {CHANGED_P} AND r.id = w.person_id AND r.relation = 'head' AND w.relation <> 'head'
"""
PERSONS = f"""
UPDATE registry_person r
   SET number = w.number, name = w.name, name_sort = w.name_sort, sex = coalesce(nullif(w.sex, ''), r.sex),
       birth_date = coalesce(w.birth_date, r.birth_date), ethnic = coalesce(nullif(w.ethnic, ''), r.ethnic),
       id_type = CASE WHEN w.changes ? 'id_no' THEN w.id_type ELSE r.id_type END,
       id_vault = CASE WHEN w.changes ? 'id_no' THEN w.id_vault ELSE r.id_vault END,
       id_token = CASE WHEN w.changes ? 'id_no' THEN w.id_token ELSE r.id_token END,
       id_last4 = CASE WHEN w.changes ? 'id_no' THEN w.id_last4 ELSE r.id_last4 END,
       id_fault = CASE WHEN w.changes ? 'id_no' THEN w.id_fault ELSE r.id_fault END,
       id_fault_length = CASE WHEN w.changes ? 'id_no' THEN w.id_fault_length ELSE r.id_fault_length END,
       phone_vault = CASE WHEN w.changes ? 'phone' THEN w.phone_vault ELSE r.phone_vault END,
       phone_token = CASE WHEN w.changes ? 'phone' THEN w.phone_token ELSE r.phone_token END,
       phone_last4 = CASE WHEN w.changes ? 'phone' THEN w.phone_last4 ELSE r.phone_last4 END,
       relation = w.relation, changed_at = %(at)s, version = r.version + 1
  FROM registry_importperson w WHERE {CHANGED_P} AND r.id = w.person_id
"""
RELATED = f"""{CHANGED_P} AND m.person_id = w.person_id AND m.valid_to IS NULL AND m.relation <> w.relation"""
MEMBERSHIPS_KEPT = f"""
{TRACE} SELECT w.batch_id, m.area_code, m.household_id, 'registry_membership', m.id, to_jsonb(m)
  FROM registry_importperson w, registry_membership m WHERE {RELATED}
"""
MEMBERSHIPS_SAME_DAY = f"""
UPDATE registry_membership m SET relation = w.relation FROM registry_importperson w
 WHERE {RELATED} AND m.valid_from = %(as_of)s
"""
MEMBERSHIPS_CLOSED = f"""
UPDATE registry_membership m SET valid_to = %(as_of)s FROM registry_importperson w
 WHERE {RELATED} AND m.valid_from < %(as_of)s
"""
MEMBERSHIPS_OPENED = f"""
WITH made AS (
    INSERT INTO registry_membership (area_code, person_id, household_id, person_name, relation,
        valid_from, came, "left")
    SELECT m.area_code, m.person_id, m.household_id, w.name, w.relation, %(as_of)s, m.came, ''
      FROM registry_importperson w JOIN registry_membership m ON m.person_id = w.person_id
          AND m.valid_to = %(as_of)s
      JOIN registry_importtrace t ON t.batch_id = w.batch_id AND t."table" = 'registry_membership'
          AND t.row_id = m.id
     WHERE {CHANGED_P}
    RETURNING id, area_code, household_id)
{TRACE} SELECT %(batch)s, area_code, household_id, 'registry_membership', id, NULL FROM made
"""
TOKENS_GONE = f"""
DELETE FROM registry_searchtoken t USING registry_importperson w
 WHERE {CHANGED_P} AND t.person_id = w.person_id AND (w.changes ? 'name' OR w.changes ? 'phone')
"""
TOKENS = f"""
INSERT INTO registry_searchtoken (token, area_code, person_id, household_id)
SELECT n.token, w.area_code, w.person_id, w.household_id
  FROM registry_importperson w JOIN import_name n ON n.name = w.name
 WHERE {CHANGED_P} AND (w.changes ? 'name' OR w.changes ? 'phone')
UNION
SELECT 't' || r.phone_last4, w.area_code, w.person_id, w.household_id
  FROM registry_importperson w JOIN registry_person r ON r.id = w.person_id
 WHERE {CHANGED_P} AND (w.changes ? 'name' OR w.changes ? 'phone') AND r.phone_last4 <> ''
"""
HOUSEHOLDS_KEPT = f"""
{TRACE} SELECT w.batch_id, h.area_code, h.id, 'registry_household', h.id, to_jsonb(h)
  FROM registry_importhousehold w JOIN registry_household h ON h.id = w.household_id WHERE {CHANGED_P}
"""
HOUSEHOLDS = f"""
UPDATE registry_household h
   SET number = w.number,
       group_no = coalesce(nullif(w.group_no, 0), h.group_no), bank = coalesce(nullif(w.bank, ''), h.bank),
       registered = h.registered OR w.registered,
       phone_vault = CASE WHEN w.changes ? 'phone' THEN w.phone_vault ELSE h.phone_vault END,
       phone_token = CASE WHEN w.changes ? 'phone' THEN w.phone_token ELSE h.phone_token END,
       phone_last4 = CASE WHEN w.changes ? 'phone' THEN w.phone_last4 ELSE h.phone_last4 END,
       account_vault = CASE WHEN w.changes ? 'account' THEN w.account_vault ELSE h.account_vault END,
       account_token = CASE WHEN w.changes ? 'account' THEN w.account_token ELSE h.account_token END,
       account_last4 = CASE WHEN w.changes ? 'account' THEN w.account_last4 ELSE h.account_last4 END,
       changed_at = %(at)s
  FROM registry_importhousehold w WHERE {CHANGED_P} AND h.id = w.household_id
"""
COUNTED = f"{CHANGED_P} AND w.changes ? 'income' AND w.year IS NOT NULL"
STATEMENTS_KEPT = f"""
{TRACE} SELECT w.batch_id, i.area_code, i.household_id, 'registry_incomestatement', i.id, to_jsonb(i)
  FROM registry_importhousehold w JOIN registry_incomestatement i ON i.household_id = w.household_id
   AND i.year = w.year AND i.occasion = 'year' AND i.replaced_on IS NULL WHERE {COUNTED}
"""
STATEMENTS_REPLACED = f"""
UPDATE registry_incomestatement i SET replaced_on = greatest(%(as_of)s, i.counted_on), version = i.version + 1
  FROM registry_importhousehold w
 WHERE {COUNTED} AND i.household_id = w.household_id AND i.year = w.year AND i.occasion = 'year'
   AND i.replaced_on IS NULL
"""
CAUSED = f"{CHANGED_P} AND w.changes ? 'causes'"
GROUNDS_KEPT = f"""
{TRACE} SELECT w.batch_id, g.area_code, g.household_id, 'registry_householdground', g.id, to_jsonb(g)
  FROM registry_importhousehold w JOIN registry_householdground g ON g.household_id = w.household_id
   AND g.ground = 'cause' AND g.valid_to IS NULL WHERE {CAUSED}
"""
GROUNDS_CLOSED = f"""
UPDATE registry_householdground g SET valid_to = greatest(%(as_of)s, g.valid_from)
    FROM registry_importhousehold w
 WHERE {CAUSED} AND g.household_id = w.household_id AND g.ground = 'cause' AND g.valid_to IS NULL
"""


def _made(table: str, insert: str) -> str:
    """An insert whose rows are traced."""
    return f"""
        WITH made AS ({insert} RETURNING id, area_code, household_id)
        {TRACE} SELECT %(batch)s, area_code, household_id, '{table}', id, NULL FROM made
    """


def _new_only(statement: str) -> str:
    """A statement for new rows, made one for changed ones."""
    return statement.replace("h.verdict = 'new'", "h.verdict = 'changed'")


def _states(model: type, table: str, waiting: str, owner: str, extra: str) -> list[str]:
    """Close the open state and open a changed copy; on the very day of the file, change it in place."""
    frame = frozenset({"id", "area_code", "household_id", owner, "valid_from", "valid_to"})
    columns = stored(model, without=frame)
    names = "household_id" if owner == "household_id" else f"household_id, {owner}"
    given = "w.household_id" if owner == "household_id" else f"w.household_id, w.{owner}"
    differs = f"""{CHANGED_P} AND w.facts IS NOT NULL AND EXISTS (
        SELECT 1 FROM jsonb_each(w.facts) b LEFT JOIN jsonb_each(to_jsonb(s)) a ON a.key = b.key
         WHERE {same("a.value", "b.value", negate=True)})"""
    kept = f"""
        {TRACE} SELECT w.batch_id, s.area_code, s.household_id, '{table}', s.id, to_jsonb(s)
          FROM {waiting} w JOIN {table} s ON s.{owner} = w.{owner} AND s.valid_to IS NULL WHERE {differs}
    """
    same_day = f"""
        UPDATE {table} s SET ({listed(columns)}) = (
               SELECT {listed(columns, "n")} FROM jsonb_populate_record(NULL::{table},
                   to_jsonb(s) || w.facts) n)
          FROM {waiting} w
         WHERE s.{owner} = w.{owner} AND s.valid_to IS NULL AND s.valid_from = %(as_of)s AND {differs}
    """
    closed = f"""
        UPDATE {table} s SET valid_to = %(as_of)s FROM {waiting} w
         WHERE s.{owner} = w.{owner} AND s.valid_to IS NULL AND s.valid_from < %(as_of)s AND {differs}
    """
    opened = _made(
        table,
        f"""
        INSERT INTO {table} (area_code, {names}, valid_from, {listed(columns)})
        SELECT w.area_code, {given}, %(as_of)s, {listed(columns, "n")}
          FROM {waiting} w
          LEFT JOIN {table} o ON o.{owner} = w.{owner} AND o.valid_to = %(as_of)s AND o.id IN (
               SELECT row_id FROM registry_importtrace t WHERE t.batch_id = %(batch)s
                   AND t."table" = '{table}')
         CROSS JOIN LATERAL jsonb_populate_record(
               NULL::{table}, '{blank(model)}'::jsonb || {extra} || coalesce(to_jsonb(o),
                   '{{}}') || w.facts) n
         WHERE {CHANGED_P} AND w.facts IS NOT NULL AND NOT EXISTS (
               SELECT 1 FROM {table} s WHERE s.{owner} = w.{owner} AND s.valid_to IS NULL)
        """,
    )
    return [kept, same_day, closed, opened]


def _villages() -> list[str]:
    columns = stored(VillageProfile, without=frozenset({"id", "area_code", "year", "version"}))
    kept = f"""
        {TRACE} SELECT w.batch_id, v.area_code, NULL, 'registry_villageprofile', v.id, to_jsonb(v)
          FROM registry_importvillage w JOIN registry_villageprofile v ON v.id = w.profile_id
              WHERE {CHANGED_P}
    """
    changed = f"""
        UPDATE registry_villageprofile v SET version = v.version + 1, ({listed(columns)}) = (
               SELECT {listed(columns, "n")} FROM jsonb_populate_record(
                      NULL::registry_villageprofile, to_jsonb(v) || w.facts) n)
          FROM registry_importvillage w WHERE v.id = w.profile_id AND {CHANGED_P}
    """
    return [kept, changed]


def statements(new_statement: str, new_ground: str) -> list[str]:
    """Every statement in its order; the two given make statements and grounds, written once for new rows."""
    category = "jsonb_build_object('category', %(category)s::text)"
    homes = _states(
        HouseholdState, "registry_householdstate", "registry_importhousehold", "household_id", category
    )
    people = _states(PersonState, "registry_personstate", "registry_importperson", "person_id", "'{}'::jsonb")
    counted = _new_only(new_statement).replace(" ORDER BY h.id", " AND h.changes ? 'income'")
    caused = _new_only(new_ground).replace(" ORDER BY h.id, c.rank", " AND h.changes ? 'causes'")
    return [
        PERSONS_KEPT, MEMBERSHIPS_KEPT, FORMER, STEP_DOWN, PERSONS, MEMBERSHIPS_SAME_DAY, MEMBERSHIPS_CLOSED,
        MEMBERSHIPS_OPENED, *people, TOKENS_GONE, TOKENS, HOUSEHOLDS_KEPT, HOUSEHOLDS, *homes,
        STATEMENTS_KEPT,
        STATEMENTS_REPLACED, _made("registry_incomestatement", counted), GROUNDS_KEPT, GROUNDS_CLOSED,
        _made("registry_householdground", caused), *_villages(),
    ]  # fmt: skip
