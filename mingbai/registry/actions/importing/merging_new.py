"""SQL of a merge: households and persons that are new to the ledger, each kind by one statement.

``%(batch)s``, ``%(as_of)s``, ``%(at)s``, ``%(category)s``, ``%(counted_by)s`` and who acts are given to all.
"""

from __future__ import annotations

from mingbai.registry.actions.importing.columns import blank, listed, stored
from mingbai.registry.models import HouseholdState, PersonState, VillageProfile

HOUSEHOLDS = """
INSERT INTO registry_household (
    id, key, area_code, number, group_no, address, started_on, ended_why, registered, phone_vault,
    phone_token,
    phone_last4, bank, account_vault, account_token, account_last4, head_id, head_name, head_sort,
    member_count,
    category, monitor, net_per_capita, net_year, changed_at, version)
SELECT h.household_id, gen_random_uuid(), h.area_code, h.number, h.group_no, '', %(as_of)s, '', h.registered,
       h.phone_vault, h.phone_token, h.phone_last4, h.bank, h.account_vault, h.account_token, h.account_last4,
       m.head_id, coalesce(m.head_name, ''), coalesce(m.head_sort, ''), m.members,
       CASE WHEN h.facts IS NULL THEN 'ordinary' ELSE %(category)s END, 'none',
       (h.income ->> 'net_per_capita')::bigint, CASE WHEN h.income IS NOT NULL THEN h.year END, %(at)s, 1
  FROM registry_importhousehold h
  JOIN (SELECT household_id, count(*) AS members, max(person_id) FILTER (WHERE relation = 'head') AS head_id,
               max(name) FILTER (WHERE relation = 'head') AS head_name,
               max(name_sort) FILTER (WHERE relation = 'head') AS head_sort
          FROM registry_importperson WHERE batch_id = %(batch)s AND verdict = 'new'
         GROUP BY household_id) m ON m.household_id = h.household_id
 WHERE h.batch_id = %(batch)s AND h.verdict = 'new'
 ORDER BY h.id
"""
RESIDENCES = """
INSERT INTO registry_residence (area_code, household_id, valid_from, head_name)
SELECT area_code, household_id, %(as_of)s, ''
  FROM registry_importhousehold WHERE batch_id = %(batch)s AND verdict = 'new' ORDER BY id
"""
PERSONS = """
INSERT INTO registry_person (
    id, key, area_code, number, name, name_sort, sex, birth_date, ethnic, id_type, id_vault, id_token,
    id_last4, id_fault, id_fault_length,
    phone_vault, phone_token, phone_last4, standing, household_id, relation, changed_at, version)
SELECT person_id, gen_random_uuid(), area_code, number, name, name_sort, sex, birth_date, ethnic, id_type,
       id_vault, id_token, id_last4, id_fault, id_fault_length, phone_vault, phone_token, phone_last4,
       'here', household_id, relation, %(at)s, 1
  FROM registry_importperson WHERE batch_id = %(batch)s AND verdict = 'new' ORDER BY id
"""
# Who comes into a household that was there before was entered late; with a new household they came with it.
# A file of persons alone has no rows of households that the ledger knows.
MEMBERSHIPS = """
INSERT INTO registry_membership (area_code, person_id, household_id, person_name, relation, valid_from,
    came, "left")
SELECT p.area_code, p.person_id, p.household_id, p.name, p.relation, %(as_of)s,
       CASE WHEN h.verdict = 'new' THEN 'start' ELSE 'entered_late' END, ''
  FROM registry_importperson p
  JOIN registry_household k ON k.id = p.household_id
  LEFT JOIN registry_importhousehold h ON h.batch_id = p.batch_id AND h.household_id = p.household_id
                                      AND h.verdict = 'new'
 WHERE p.batch_id = %(batch)s AND p.verdict = 'new' ORDER BY p.id
"""
STATEMENTS = """
INSERT INTO registry_incomestatement (
    key, area_code, household_id, year, occasion, counted_on, members, lines, wage, business, property,
    transfer,
    business_expense, claims, out_of_pocket, gross, net, net_per_capita, reference,
    reference_per_capita, origin,
    counted_by, agreed_by, version)
SELECT gen_random_uuid(), h.area_code, h.household_id, h.year, 'year', %(as_of)s, h.members, i.lines, i.wage,
       i.business, i.property, i.transfer, i.business_expense, i.claims, i.out_of_pocket, i.gross, i.net,
       i.net_per_capita, i.reference, i.reference_per_capita, 'imported', %(counted_by)s, '', 1
  FROM registry_importhousehold h
 CROSS JOIN LATERAL jsonb_to_record(h.income) AS i (
       lines jsonb, wage bigint, business bigint, property bigint, transfer bigint, business_expense bigint,
       claims bigint, out_of_pocket bigint, gross bigint, net bigint, net_per_capita bigint, reference bigint,
       reference_per_capita bigint)
 WHERE h.batch_id = %(batch)s AND h.verdict = 'new' AND h.income IS NOT NULL
     AND h.year IS NOT NULL ORDER BY h.id
"""
GROUNDS = """
INSERT INTO registry_householdground (area_code, household_id, ground, rank, code, sub_code, valid_from)
SELECT h.area_code, h.household_id, 'cause', c.rank, c.code, '', %(as_of)s
  FROM registry_importhousehold h
 CROSS JOIN LATERAL (SELECT DISTINCT ON (code) code, rank FROM unnest(string_to_array(h.causes, '+'))
                       WITH ORDINALITY AS u (code, rank) ORDER BY code, rank) c
 WHERE h.batch_id = %(batch)s AND h.verdict = 'new' AND h.causes <> '' ORDER BY h.id, c.rank
"""
TOKENS = """
INSERT INTO registry_searchtoken (token, area_code, person_id, household_id)
SELECT token, area_code, person_id, household_id FROM (
    SELECT n.token, p.area_code, p.person_id, p.household_id
      FROM registry_importperson p JOIN import_name n ON n.name = p.name
     WHERE p.batch_id = %(batch)s AND p.verdict = 'new'
    UNION ALL
    SELECT 't' || phone_last4, area_code, person_id, household_id FROM registry_importperson
     WHERE batch_id = %(batch)s AND verdict = 'new' AND phone_last4 <> '') found
 ORDER BY token COLLATE "C", area_code, person_id
"""
# One step a household says the same as founding it and letting each member join.
STEPS = """
INSERT INTO kit_step (area_code, realm, subject_type, subject_id, post_id, user_id, post_label,
    happened_at, move,
                      source, target, note, detail)
SELECT h.area_code, 'ledger', 'registry.household', h.household_id, %(post)s, %(user)s, %(label)s, %(at)s,
       CASE WHEN h.verdict = 'new' THEN 'found' ELSE 'import' END, CASE WHEN h.verdict = 'new'
           THEN '' ELSE 'here' END,
       'here', %(note)s, jsonb_strip_nulls(jsonb_build_object('import', %(key)s::text, 'joined', p.joined,
                                                             'changed', p.changed, 'changes', h.changes))
  FROM registry_importhousehold h
  LEFT JOIN (SELECT household_id,
               jsonb_agg(jsonb_build_object('person', person_id, 'name',
                   name)) FILTER (WHERE verdict = 'new') AS joined,
               jsonb_agg(jsonb_build_object('person', person_id, 'name', name, 'changes', changes))
                   FILTER (WHERE verdict = 'changed') AS changed
          FROM registry_importperson WHERE batch_id = %(batch)s AND verdict IN ('new', 'changed')
         GROUP BY household_id) p ON p.household_id = h.household_id
 WHERE h.batch_id = %(batch)s AND (h.verdict IN ('new', 'changed') OR (h.verdict = 'same'
     AND p.household_id IS NOT NULL))
 ORDER BY h.id
"""


def _states(model: type, table: str, waiting: str, owner: str, *, extra: str = "'{}'::jsonb") -> str:
    """Open a state for each new row that brings facts; what the file does not say is unknown."""
    columns = stored(
        model, without=frozenset({"id", "area_code", "household_id", owner, "valid_from", "valid_to"})
    )
    both = "household_id" if owner == "household_id" else f"household_id, {owner}"
    given = "w.household_id" if owner == "household_id" else f"w.household_id, w.{owner}"
    return f"""
        INSERT INTO {table} (area_code, {both}, valid_from, {listed(columns)})
        SELECT w.area_code, {given}, %(as_of)s, {listed(columns, "s")}
          FROM {waiting} w
         CROSS JOIN LATERAL jsonb_populate_record(NULL::{table},
             '{blank(model)}'::jsonb || {extra} || w.facts) s
         WHERE w.batch_id = %(batch)s AND w.verdict = 'new' AND w.facts IS NOT NULL ORDER BY w.id
    """


def statements() -> list[tuple[str, str]]:
    """Each statement with the stage that it belongs to, in their order."""
    category = "jsonb_build_object('category', %(category)s::text)"
    homes = _states(
        HouseholdState, "registry_householdstate", "registry_importhousehold", "household_id", extra=category
    )
    people = _states(PersonState, "registry_personstate", "registry_importperson", "person_id")
    return [
        ("households", HOUSEHOLDS), ("households", RESIDENCES), ("persons", PERSONS), ("memberships",
        MEMBERSHIPS),
        ("states", homes), ("states", people), ("states", STATEMENTS), ("states", GROUNDS),
        ("villages", villages()),
        ("tokens", TOKENS),
    ]  # fmt: skip


def villages() -> str:
    """Village profiles that are new."""
    columns = stored(VillageProfile, without=frozenset({"id", "area_code", "year", "version", "indicators"}))
    return f"""
        INSERT INTO registry_villageprofile (area_code, year, version, indicators, {listed(columns)})
        SELECT w.area_code, w.year, 1, coalesce(s.indicators, '{{}}'), {listed(columns, "s")}
          FROM registry_importvillage w
         CROSS JOIN LATERAL jsonb_populate_record(NULL::registry_villageprofile, w.facts) s
         WHERE w.batch_id = %(batch)s AND w.verdict = 'new' ORDER BY w.id
    """
