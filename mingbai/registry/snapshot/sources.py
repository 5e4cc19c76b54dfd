"""Where the rows of a snapshot come from: the ledger, and what the newest national file says of households
that the ledger could not take because the file contradicts itself (two heads, one person twice ...).

Such a household is there as the file has it until a newer file, a mended one or a correction settles it: its
fault is what a comparison is to find. Every part is a query with the same columns.
"""

VALID = "{0}.valid_from <= %(on)s AND ({0}.valid_to IS NULL OR {0}.valid_to > %(on)s)"
CONTRADICTIONS = (
    "two_households", "person_twice", "number_twice", "two_villages", "two_heads", "no_head", "head_younger",
    "no_members", "same_again", "lines_exceed",
)  # fmt: skip
# The national files of the newest day; those that mend one of them are of the same day.
NATIONAL = """
  national AS MATERIALIZED (
    SELECT id, as_of, merged_at, category FROM (
        SELECT b.*, max(b.as_of) OVER () AS newest FROM registry_importbatch b
         WHERE b.state = 'merged' AND b.as_of <= %(on)s AND EXISTS (
               SELECT 1 FROM registry_importfile f
                WHERE f.batch_id = b.id AND f.dataset IN ('national_person', 'national_household'))) b
     WHERE as_of = newest)"""
STATED = """
  stated AS MATERIALIZED (
    SELECT DISTINCT ON (w.household_id) w.household_id, w.members, w.said, n.as_of
      FROM registry_importhousehold w JOIN national n ON n.id = w.batch_id
     WHERE w.row_no > 0 AND w.registered AND w.verdict IN ('new', 'changed', 'same')
     ORDER BY w.household_id, w.batch_id DESC)"""
SAID_OF_PEOPLE = """
  said_of_people AS MATERIALIZED (
    SELECT DISTINCT ON (w.person_id) w.person_id, w.said ->> 'sex' AS said_sex, n.merged_at
      FROM registry_importperson w JOIN national n ON n.id = w.batch_id
     WHERE w.said ->> 'sex' IS NOT NULL AND w.verdict IN ('new', 'changed', 'same')
     ORDER BY w.person_id, w.batch_id DESC)"""
# The household's telephone as the rows of its members have it.
PHONES = """
  phones AS MATERIALIZED (
    SELECT DISTINCT ON (w.household_no) w.household_no, w.said ->> 'phone' AS phone,
           w.said ->> 'phone_last4' AS phone_last4
      FROM registry_importperson w JOIN national n ON n.id = w.batch_id
     WHERE w.said ->> 'phone' IS NOT NULL ORDER BY w.household_no, w.batch_id DESC, w.id)"""
# One row of each number, the first; nothing that a later file of the day or somebody by hand has settled. The
# files are gone through once (IS TRUE keeps the question a table of its own), and a number in the ledger is
# looked up by its index, which leaves out empty ones: behind the wall every table is taken for small.
PEOPLE_BACK = """
  contradicted AS MATERIALIZED (
    SELECT w.*, n.merged_at FROM registry_importperson w JOIN national n ON n.id = w.batch_id
     WHERE w.verdict = 'rejected' AND w.registered AND w.reason = ANY (%(contradictions)s)),
  settled AS MATERIALIZED (
    SELECT o.number, max(o.batch_id) AS batch_id
      FROM registry_importperson o JOIN national l ON l.id = o.batch_id
     WHERE o.verdict IN ('new', 'changed', 'same')
       AND (o.number IN (SELECT number FROM contradicted)) IS TRUE GROUP BY o.number),
  people_back AS MATERIALIZED (
    SELECT DISTINCT ON (w.number) w.*
      FROM contradicted w LEFT JOIN settled s ON s.number = w.number
     WHERE (s.batch_id IS NULL OR s.batch_id <= w.batch_id)
       AND NOT EXISTS (SELECT 1 FROM registry_person p
                        WHERE p.number = w.number AND NOT (p.number = '') AND p.changed_at > w.merged_at)
     ORDER BY w.number, w.batch_id DESC, w.id)"""
HOMES_BACK = """
  homes_back AS MATERIALIZED (
    SELECT DISTINCT ON (w.number) w.*, n.category, n.as_of, g.id AS known_id
      FROM registry_importhousehold w JOIN national n ON n.id = w.batch_id
      LEFT JOIN registry_household g ON g.number = w.number AND NOT (g.number = '')
     WHERE w.verdict = 'rejected' AND w.registered AND w.row_no > 0 AND w.reason = ANY (%(contradictions)s)
       AND NOT EXISTS (SELECT 1 FROM registry_importhousehold o JOIN national l ON l.id = o.batch_id
                        WHERE l.id >= n.id AND o.number = w.number
                          AND o.verdict IN ('new', 'changed', 'same'))
       AND (g.id IS NULL OR g.changed_at <= n.merged_at)
     ORDER BY w.number, w.batch_id DESC, w.id)"""
WITH = {
    "household": f"WITH {NATIONAL}, {STATED}, {PHONES}, {PEOPLE_BACK}, {HOMES_BACK}",
    "person": f"WITH {NATIONAL}, {SAID_OF_PEOPLE}, {PHONES}, {PEOPLE_BACK}, {HOMES_BACK}",
    "village": "",
}
NUMBER = "coalesce(nullif({0}.number, ''), '#' || {0}.id)"
NAMED_BACK = "(SELECT min(name) FROM people_back w WHERE w.household_no = {0} AND w.relation = 'head')"
# What stands on the sheet counts until members come or go.
MEMBERS = """
    coalesce(CASE WHEN NOT EXISTS (
                SELECT 1 FROM registry_membership x
                 WHERE x.household_id = h.id AND (x.valid_from > t.as_of OR x.valid_to > t.as_of))
             THEN t.members END, m.members)"""
INCOME = "lines jsonb, wage bigint, business bigint, business_expense bigint, net_per_capita bigint"
LEDGER_HOMES = f"""
  FROM registry_household h
  LEFT JOIN registry_householdstate s ON s.household_id = h.id AND {VALID.format("s")}
  LEFT JOIN (SELECT m.household_id, count(*) AS members FROM registry_membership m
              WHERE {VALID.format("m")} GROUP BY 1) m ON m.household_id = h.id
  LEFT JOIN (SELECT household_id, true AS changed FROM registry_membership
              WHERE (valid_from > %(year)s AND valid_from <= %(on)s AND came <> 'start')
                 OR (valid_to > %(year)s AND valid_to <= %(on)s) GROUP BY 1) c ON c.household_id = h.id
  LEFT JOIN registry_incomestatement i ON i.household_id = h.id AND i.occasion = 'year'
        AND i.replaced_on IS NULL AND i.year = %(newest)s
  LEFT JOIN registry_incomestatement b ON b.household_id = h.id AND b.occasion = 'year'
        AND b.replaced_on IS NULL AND b.year = %(newest)s - 1
  LEFT JOIN stated t ON t.household_id = h.id
  LEFT JOIN phones u ON u.household_no = h.number
  LEFT JOIN stated d ON d.household_id = h.id AND (i.id IS NULL OR i.counted_on <= d.as_of)
 CROSS JOIN LATERAL (SELECT {NUMBER.format("h")} AS household_no, h.id AS household_id, h.registered,
       h.area_code, coalesce(encode(h.phone_token, 'hex'), u.phone) AS phone, h.account_token,
       {MEMBERS} AS members,
       coalesce(nullif(h.head_name, ''), {NAMED_BACK.format("h.number")}) AS head_name) k
 WHERE h.started_on <= %(on)s AND (h.ended_on IS NULL OR h.ended_on > %(on)s)
   AND (%(ids)s::bigint[] IS NULL OR h.id = ANY (%(ids)s))
   AND (h.number = '' OR h.number NOT IN (SELECT number FROM homes_back))"""
HOMES_OF_FILE = f"""
  FROM homes_back h
 CROSS JOIN LATERAL jsonb_populate_record(NULL::registry_householdstate,
       coalesce(h.facts, '{{}}') || jsonb_build_object('category', h.category, 'monitor', 'none')) s
 CROSS JOIN LATERAL jsonb_to_record(coalesce(h.income, '{{}}')) AS i ({INCOME})
  LEFT JOIN registry_incomestatement b ON b.household_id = h.known_id AND b.occasion = 'year'
        AND b.replaced_on IS NULL AND b.year = %(newest)s - 1
 CROSS JOIN LATERAL (SELECT NULL::boolean AS changed) c
 CROSS JOIN LATERAL (SELECT h.said) d
  LEFT JOIN phones u ON u.household_no = h.number
 CROSS JOIN LATERAL (SELECT h.number AS household_no, h.known_id AS household_id, true AS registered,
       h.area_code, coalesce(encode(h.phone_token, 'hex'), u.phone) AS phone, h.account_token,
       h.members::bigint AS members,
       {NAMED_BACK.format("h.number")} AS head_name) k
 WHERE %(ids)s::bigint[] IS NULL OR h.known_id = ANY (%(ids)s)"""
LEDGER_PEOPLE = f"""
  FROM registry_membership m
  JOIN registry_person p ON p.id = m.person_id
  JOIN registry_household h ON h.id = m.household_id
  LEFT JOIN registry_personstate s ON s.person_id = p.id AND {VALID.format("s")}
  LEFT JOIN said_of_people t ON t.person_id = p.id AND p.changed_at <= t.merged_at
  LEFT JOIN phones u ON u.household_no = h.number
 CROSS JOIN LATERAL (SELECT t.said_sex, {NUMBER.format("p")} AS person_no, p.id AS person_id,
       {NUMBER.format("h")} AS household_no, h.id AS household_id, h.registered,
       coalesce(nullif(h.phone_last4, ''), u.phone_last4) AS phone_last4) k
 WHERE {VALID.format("m")} AND (%(ids)s::bigint[] IS NULL OR m.household_id = ANY (%(ids)s))
   AND (p.number = '' OR p.number NOT IN (SELECT number FROM people_back))
   AND (p.number <> '' OR coalesce(p.id_token, '') NOT IN (
        SELECT id_token FROM people_back WHERE id_token IS NOT NULL))"""
PEOPLE_OF_FILE = """
  FROM people_back p
 CROSS JOIN LATERAL (SELECT p.relation) m
 CROSS JOIN LATERAL jsonb_populate_record(NULL::registry_personstate, coalesce(p.facts, '{}')) s
  LEFT JOIN registry_household h ON h.number = p.household_no AND NOT (h.number = '')
  LEFT JOIN registry_person g ON g.number = p.number AND NOT (g.number = '')
  LEFT JOIN phones u ON u.household_no = p.household_no
 CROSS JOIN LATERAL (SELECT p.said ->> 'sex' AS said_sex, p.number AS person_no,
       g.id AS person_id, p.household_no, h.id AS household_id,
       true AS registered, coalesce(nullif(h.phone_last4, ''), u.phone_last4) AS phone_last4) k
 WHERE %(ids)s::bigint[] IS NULL OR h.id = ANY (%(ids)s)"""
VILLAGES = """
  FROM (SELECT DISTINCT ON (area_code) * FROM registry_villageprofile WHERE year <= %(newest)s
         ORDER BY area_code, year DESC) v"""
FROM = {
    "household": (LEDGER_HOMES, HOMES_OF_FILE),
    "person": (LEDGER_PEOPLE, PEOPLE_OF_FILE),
    "village": (VILLAGES,),
}
