"""A county of any size in a few set-based statements: for plans and measurements, not through the verbs.

One person in eight lives in a registered household, with circumstances in two periods,
    a helper and five years
of income; the others are a thin roster. Names follow a skewed draw over common surnames,
    so that the commonest
are as common as in life.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

TABLES = (
    "household",
    "person",
    "membership",
    "residence",
    "householdstate",
    "personstate",
    "pairing",
    "incomestatement",
    "searchtoken",
)
SURNAMES = (
    "王wang李li张zhang刘liu陈chen杨yang赵zhao黄huang周zhou吴wu徐xu孙sun胡hu朱zhu高gao林lin何he郭guo马ma罗luo"
    "梁liang宋song郑zheng谢xie韩han唐tang冯feng于yu董dong萧xiao程cheng曹cao袁yuan邓deng许xu傅fu沈shen吕lv苏su卢lu"
)
GIVEN = (
    "伟wei芳fang秀xiu英ying敏min静jing丽li强qiang磊lei军jun洋yang勇yong艳yan杰jie娟juan涛tao明ming超chao兰lan霞xia"
    "平ping刚gang桂gui玉yu萍ping红hong梅mei文wen建jian国guo志zhi海hai春chun金jin永yong福fu德de成cheng华hua林lin"
    "山shan宝bao荣rong庆qing新xin云yun喜xi生sheng树shu根gen书shu香xiang花hua凤feng莲lian巧qiao爱ai改gai大da小xiao"
)
PEOPLE = """
CREATE TEMP TABLE made ON COMMIT DROP AS
SELECT n + %(base)s AS id, (n - 1) / 3 + 1 + %(base)s AS household_id, (n - 1) %% 3 AS seat,
    v.code AS area_code,
       s.letter || g.letter || CASE WHEN drawn.two THEN h.letter ELSE '' END AS name,
       s.sound || ' ' || g.sound || CASE WHEN drawn.two THEN ' ' || h.sound ELSE '' END AS said,
       left(s.sound, 1) || left(g.sound, 1) || CASE WHEN drawn.two THEN left(h.sound, 1) ELSE '' END
           AS letters,
       date '1940-01-01' + (drawn.born * 29000)::int AS born, lpad((n %% 10000)::text, 4, '0') AS phone,
       ((n - 1) / 3) %% 8 = 0 AS registered
  FROM (SELECT n, random() ^ 2 AS a, random() ^ 1.5 AS b, random() ^ 1.5 AS c, random() < 0.7 AS two,
               random() AS born FROM generate_series(1, %(people)s) n) drawn
  JOIN unnest(%(surnames)s::text[], %(surname_sounds)s::text[]) WITH ORDINALITY AS s(letter, sound, no)
    ON s.no = 1 + floor(drawn.a * %(surname_count)s)
  JOIN unnest(%(given)s::text[], %(given_sounds)s::text[]) WITH ORDINALITY AS g(letter, sound, no)
    ON g.no = 1 + floor(drawn.b * %(given_count)s)
  JOIN unnest(%(given)s::text[], %(given_sounds)s::text[]) WITH ORDINALITY AS h(letter, sound, no)
    ON h.no = 1 + floor(drawn.c * %(given_count)s)
  JOIN unnest(%(villages)s::text[]) WITH ORDINALITY AS v(code, no)
    ON v.no = 1 + ((n - 1) / 3) * %(village_count)s / ((%(people)s + 2) / 3)
"""
HOUSEHOLDS = """
INSERT INTO registry_household (id, area_code, key, number, group_no, address, started_on, ended_why,
    registered_on,
    phone_last4, bank, account_last4, head_id, head_name, head_sort, member_count, category, monitor,
    registered,
    net_per_capita, net_year, changed_at, version)
SELECT household_id, area_code, gen_random_uuid(), 'H' || household_id, household_id %% 12, '',
    '2016-01-01', '',
       CASE WHEN registered THEN date '2016-03-01' END, '', '', '', id, name, said, 3,
       CASE WHEN registered THEN 'graduated' ELSE 'ordinary' END,
       CASE WHEN registered AND household_id %% 50 = 0 THEN 'unstable' ELSE 'none' END, registered,
       CASE WHEN registered THEN 900000 + household_id %% 700000 END, CASE WHEN registered THEN 2019 END,
       timestamptz '2020-01-01' + household_id * interval '1 second', 1
  FROM made WHERE seat = 0
"""
PERSONS = """
INSERT INTO registry_person (id, area_code, key, number, name, name_sort, sex, birth_date, ethnic, id_type,
    id_token,
    id_last4, id_fault, phone_last4, standing, household_id, relation, changed_at, version)
SELECT id, area_code, gen_random_uuid(), 'P' || id, name, said,
    CASE WHEN seat = 1 THEN 'female' ELSE 'male' END,
       born, '', 'id_card', sha256(id::text::bytea), lpad((id %% 9973)::text, 4, '0'), '', phone, 'here',
       household_id,
       CASE seat WHEN 0 THEN 'head' WHEN 1 THEN 'spouse' ELSE 'son' END, timestamptz '2020-01-01', 1
  FROM made
"""
MEMBERSHIPS = """
INSERT INTO registry_membership (area_code, person_id, household_id, person_name, relation, valid_from,
    came, "left")
SELECT area_code, id, household_id, name, CASE seat WHEN 0 THEN 'head' WHEN 1 THEN 'spouse' ELSE 'son' END,
       CASE WHEN seat = 2 AND id %% 5 = 0 THEN date '2019-02-03' ELSE date '2016-01-01' END, 'start', ''
  FROM made
"""
RESIDENCES = """
INSERT INTO registry_residence (area_code, household_id, valid_from, head_name)
SELECT area_code, household_id, '2016-01-01', '' FROM made WHERE seat = 0
"""
HOUSEHOLD_STATES = """
INSERT INTO registry_householdstate (area_code, household_id, valid_from, valid_to, category, monitor,
    standard,
    dilapidated, dilapidated_level, safe_water, road_type, fuel, industry_type, relocation_site,
    housing_area_m2)
SELECT area_code, household_id, period.since, period.until, period.category,
       CASE WHEN period.until IS NULL AND household_id %% 50 = 0 THEN 'unstable' ELSE 'none' END, 'national',
       false, 'a', true, 'concrete', 'clean', '', '', 96
  FROM made, (VALUES (date '2016-01-01', date '2018-12-01', 'poor'), ('2018-12-01', NULL, 'graduated'))
             AS period(since, until, category)
 WHERE seat = 0 AND registered
"""
PERSON_STATES = """
INSERT INTO registry_personstate (area_code, person_id, household_id, valid_from, education,
    student_status, school,
    dropout_reason, politics, health, disability_category, labour, work_place, employer, job_channel,
    industry,
    welfare_post, resident_medical)
SELECT area_code, id, household_id, '2016-01-01', 'junior', '', '', '', 'masses', 'healthy', '',
    'ordinary', '', '',
       '', '', '', true
  FROM made WHERE registered
"""
PAIRINGS = """
INSERT INTO registry_pairing (area_code, household_id, helper_name, unit_name, politics, phone_last4,
    valid_from,
    why_ended)
SELECT area_code, household_id, '帮扶' || household_id / 24, '县直单位', 'party', '0000', '2016-03-01', ''
  FROM made WHERE seat = 0 AND registered
"""
STATEMENTS = """
INSERT INTO registry_incomestatement (area_code, household_id, key, year, occasion, counted_on, members,
    lines, wage,
    business, property, transfer, business_expense, claims, out_of_pocket, gross, net, net_per_capita,
    reference,
    reference_per_capita, origin, counted_by, agreed_by, version)
SELECT area_code, household_id, gen_random_uuid(), year, 'year', make_date(year, 12, 20), 3, '{}', 1500000,
    900000, 0,
       300000, 200000, 0, 0, 2700000, 2500000, 833333, 2500000, 833333, 'imported', '', '', 1
  FROM made, generate_series(2016, 2020) AS year WHERE seat = 0 AND registered
"""
TOKENS = """
INSERT INTO registry_searchtoken (token, area_code, person_id, household_id)
SELECT DISTINCT token, area_code, id, household_id
  FROM made, LATERAL (VALUES ('n' || name), ('b' || left(name, 2)), ('b' || right(name, 2)),
                             ('p' || replace(said, ' ', '')), ('i' || letters), ('t' || phone)) AS t(token)
 ORDER BY token, area_code, id
"""
STATEMENTS_IN_ORDER = (
    HOUSEHOLDS,
    PERSONS,
    MEMBERSHIPS,
    RESIDENCES,
    HOUSEHOLD_STATES,
    PERSON_STATES,
    PAIRINGS,
    STATEMENTS,
    TOKENS,
)


def lay(
    cursor: Any,
    *,
    people: int,
    villages: list[str],
    base: int = 10_000_000,
    statements: Sequence[str] = STATEMENTS_IN_ORDER,
) -> None:
    """Write a population over some villages, in one transaction, with fresh statistics afterwards.

    ``base``: ids begin above it; ``statements``: which tables. The cursor's role must reach every village, or
    own the tables.
    """
    cursor.execute("SELECT setseed(0.42)")
    spread = {"villages": villages, "village_count": len(villages)}
    cursor.execute(PEOPLE, {**_names(), **spread, "people": people, "base": base})
    for statement in statements:
        cursor.execute(statement, {})


@contextmanager
def unaudited(cursor: Any) -> Iterator[None]:
    """Write past the audit's triggers, as the owner; they are back when the block ends."""
    for table in TABLES:
        cursor.execute(f"ALTER TABLE registry_{table} DISABLE TRIGGER USER")
    yield
    for table in TABLES:
        cursor.execute(f"ALTER TABLE registry_{table} ENABLE TRIGGER USER")


def analyse(cursor: Any) -> None:
    """Fresh statistics, as the server's own housekeeping makes them; by the owner."""
    for table in TABLES:
        cursor.execute(f"ANALYZE registry_{table}")


def erase(cursor: Any, *, base: int = 10_000_000) -> None:
    """Take the population away again, by the owner."""
    for table in reversed(TABLES[2:]):
        cursor.execute(f"DELETE FROM registry_{table} WHERE household_id > %s", [base])
    cursor.execute("DELETE FROM registry_person WHERE id > %s", [base])
    cursor.execute("DELETE FROM registry_household WHERE id > %s", [base])


def _names() -> dict[str, Any]:
    surnames, given = _split(SURNAMES), _split(GIVEN)
    return {
        "surnames": list(surnames), "surname_sounds": list(surnames.values()), "surname_count": len(surnames),
        "given": list(given), "given_sounds": list(given.values()), "given_count": len(given),
    }  # fmt: skip


def _split(text: str) -> dict[str, str]:
    """Characters with how they sound, from "王wang李li"."""
    found: dict[str, str] = {}
    letter = ""
    for each in text:
        if each.isascii():
            found[letter] += each
        else:
            letter = each
            found[letter] = ""
    return found
