"""Who the ledger knew first, without a number, and the national list comes to have: they take its number.

A split is entered here first and in the national system afterwards: the next list brings a number that
nobody knows, with people who live in a household that has none. Were the row taken as a new household, nobody
could ever join it: they all belong elsewhere.
"""

# Of a row's people whom the ledger knows, all live in that one household, and no other row's people do.
ADOPTED = """
WITH lives AS MATERIALIZED (
    SELECT DISTINCT w.household_id AS waiting, h.id AS home
      FROM registry_household h
      JOIN registry_person r ON r.household_id = h.id
      JOIN registry_importperson w ON w.person_id = r.id
     WHERE h.number = '' AND h.ended_on IS NULL
       AND w.batch_id = %(batch)s AND w.verdict = 'new' AND w.household_id <> h.id),
single AS (
    SELECT waiting, home FROM (
        SELECT waiting, home, count(*) OVER (PARTITION BY waiting) AS homes,
               count(*) OVER (PARTITION BY home) AS rows
          FROM lives) counted
     WHERE homes = 1 AND rows = 1),
adopted AS (
    SELECT s.waiting, s.home FROM single s
     WHERE NOT EXISTS (SELECT 1 FROM registry_household k WHERE k.id = s.waiting)
       AND NOT EXISTS (
           SELECT 1 FROM registry_importperson w JOIN registry_person r ON r.id = w.person_id
            WHERE w.batch_id = %(batch)s AND w.verdict = 'new' AND w.household_id = s.waiting
              AND r.household_id IS DISTINCT FROM s.home)),
homes AS (
    UPDATE registry_importhousehold i SET household_id = a.home FROM adopted a
     WHERE i.batch_id = %(batch)s AND i.household_id = a.waiting)
UPDATE registry_importperson p SET household_id = a.home FROM adopted a
 WHERE p.batch_id = %(batch)s AND p.household_id = a.waiting
"""
# A birth is entered before the child has a number of any kind; the list's row says the same name and day.
RECOGNISED = """
WITH alike AS (
    SELECT w.id, r.id AS person, count(*) OVER (PARTITION BY w.id) AS people,
           count(*) OVER (PARTITION BY r.id) AS rows
      FROM registry_person r
      JOIN registry_importperson w ON w.household_id = r.household_id AND w.name = r.name
                                  AND w.birth_date = r.birth_date
     WHERE r.number = '' AND r.id_token IS NULL
       AND w.batch_id = %(batch)s AND w.verdict = 'new'
       AND NOT EXISTS (SELECT 1 FROM registry_person k WHERE k.id = w.person_id))
UPDATE registry_importperson p SET person_id = a.person FROM alike a
 WHERE p.id = a.id AND a.people = 1 AND a.rows = 1
"""
