"""The same outputs in DuckDB SQL as a careful person writes it by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb

from bench.rules_spec import CODES, Bench, Outcome, Test

WIDE = """
CREATE TEMP TABLE facts AS
WITH m AS (SELECT person_no, count(*) AS visits,
        coalesce(sum(self_paid) FILTER (WHERE kind = 'inpatient'), 0)::BIGINT AS inpatient,
        coalesce(sum(self_paid) FILTER (WHERE kind = 'outpatient' AND discharged >= DATE '2020-06-01'), 0)::BIGINT
            AS outpatient
        FROM '{0}/medical.parquet' GROUP BY person_no),
    v AS (SELECT person_no, count(*) FILTER (WHERE price > 3000000) AS cars
        FROM '{0}/vehicle.parquet' GROUP BY person_no),
    d AS (SELECT person_no, bool_or(died_on <= DATE '2020-11-30') AS dead
        FROM '{0}/death.parquet' GROUP BY person_no),
    y AS (SELECT person_no, sum(amount)::BIGINT AS paid, count(*) AS payments
        FROM '{0}/payment.parquet' GROUP BY person_no),
    s AS (SELECT person_no, max(absent_days) AS absent FROM '{0}/school.parquet' GROUP BY person_no),
    b AS (SELECT person_no, count(*) AS dibao_rows FROM '{0}/dibao.parquet' GROUP BY person_no),
    o AS (SELECT person_no, count(*) AS posts FROM '{0}/post.parquet' GROUP BY person_no),
    p AS (SELECT p.*, CASE WHEN birth_date <= DATE '2020-11-30' THEN
            2020 - year(birth_date) - (month(birth_date) * 100 + day(birth_date) > 1130)::INT END AS age,
            coalesce(inpatient, 0) AS inpatient, coalesce(outpatient, 0) AS outpatient,
            coalesce(visits, 0) AS visits, coalesce(cars, 0) AS cars, coalesce(dead, FALSE) AS dead,
            coalesce(paid, 0) AS paid, coalesce(payments, 0) AS payments, absent,
            coalesce(dibao_rows, 0) AS dibao_rows, coalesce(posts, 0) AS posts
        FROM '{0}/person.parquet' p LEFT JOIN m USING (person_no) LEFT JOIN v USING (person_no)
            LEFT JOIN d USING (person_no) LEFT JOIN y USING (person_no) LEFT JOIN s USING (person_no)
            LEFT JOIN b USING (person_no) LEFT JOIN o USING (person_no)),
    g AS (SELECT household_no, count(*) AS rows,
            CASE WHEN count(age) = count(*) THEN max(age) END AS oldest,
            CASE WHEN count(disability_level) = count(*)
                THEN count(*) FILTER (WHERE disability_level >= 1) END AS disabled,
            sum(inpatient)::BIGINT AS inpatient
        FROM p GROUP BY household_no),
    h AS (SELECT h.household_no, type, monitor, net_income, stated, safe_water, house_grade, poor,
            coalesce(rows, 0) AS rows, oldest, CASE WHEN rows IS NULL THEN 0 ELSE disabled END AS disabled,
            coalesce(inpatient, 0) AS inpatient,
            (2 * net_income + nullif(rows, 0)) // (2 * nullif(rows, 0)) AS per_head
        FROM '{0}/household.parquet' h LEFT JOIN '{0}/village.parquet' USING (area_code)
            LEFT JOIN g USING (household_no))
SELECT p.*, h.type AS "household.type", h.monitor AS "household.monitor", h.net_income AS "household.net_income",
    h.stated AS "household.stated", h.safe_water AS "household.safe_water",
    h.house_grade AS "household.house_grade", h.rows AS "household.rows", h.oldest AS "household.oldest",
    h.disabled AS "household.disabled", h.inpatient AS "household.inpatient", h.per_head AS "household.per_head",
    h.poor AS "household.village.poor"
FROM p LEFT JOIN h USING (household_no)
"""
SUM = "SELECT count(*), sum(person_no * (rule_no + 1)) FROM hits"


def spelled(test: Test) -> str:
    """The test in SQL."""
    column = f'"{test.column}"'
    if test.op == "is":
        return column if test.value else f"NOT {column}"
    value = f"'{test.value}'" if test.column in CODES else str(test.value)
    return f"{column} {test.op} {value}"


def pairs(rules: list[Bench]) -> str:
    """One row for every person and rule that holds."""
    selects = [
        f"SELECT {number}::SMALLINT AS rule_no, person_no FROM facts WHERE {' AND '.join(map(spelled, rule.tests))}"
        for number, rule in enumerate(rules)
    ]
    return "CREATE TEMP TABLE hits AS " + " UNION ALL ".join(selects)


def unknown(rules: list[Bench]) -> str:
    """For each rule, of how many it cannot be told."""
    selects = [
        f"SELECT {number} AS rule_no, count(*) FROM facts WHERE ({' AND '.join(map(spelled, rule.tests))}) IS NULL"
        for number, rule in enumerate(rules)
    ]
    return " UNION ALL ".join(selects) + " ORDER BY rule_no"


def run(rules: list[Bench], data: Path, clock: Callable[[str], None]) -> Outcome:
    """Hit pairs and facts in tables, counts."""
    connection = duckdb.connect(":memory:")
    connection.execute(
        "SET threads = 2; SET preserve_insertion_order = false; SET enable_progress_bar = false"
    )
    connection.execute(WIDE.format(data))
    clock("load, join")
    connection.execute(pairs(rules))
    clock("hits")
    connection.execute("SELECT rule_no, count(*) FROM hits GROUP BY rule_no").fetchall()
    counts = connection.execute(unknown(rules)).fetchall()
    clock("counts")
    found = connection.execute(SUM).fetchall()[0]
    return Outcome(int(found[0]), int(found[1]), tuple(count for _, count in counts))
