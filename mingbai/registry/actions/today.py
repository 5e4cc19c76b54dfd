"""What lists show of today, kept from the tables over time: head, members, category, monitoring, income."""

from collections.abc import Sequence
from datetime import datetime

from django.db import connection

# One statement for any number of households: verbs give one, an import gives a hundred thousand.
# What each has is looked up by itself: in the transaction that fills the tables the planner knows nothing of
# them yet, and a join becomes all with all.
REFRESH = """
UPDATE registry_household h
   SET head_id = found.head_id, head_name = coalesce(found.head_name, h.head_name),
       head_sort = coalesce(found.head_sort, h.head_sort), member_count = found.members,
       category = coalesce(found.category, 'ordinary'), monitor = coalesce(found.monitor, 'none'),
       net_per_capita = found.net_per_capita, net_year = found.year,
       changed_at = greatest(h.changed_at, %s), version = h.version + 1
  FROM (SELECT given.id, m.members, p.id AS head_id, p.name AS head_name, p.name_sort AS head_sort,
               s.category, s.monitor, i.net_per_capita, i.year
          FROM unnest(%s::bigint[]) AS given(id)
         CROSS JOIN LATERAL (
               SELECT count(*) FILTER (WHERE one.valid_to IS NULL) AS members FROM registry_membership one
                WHERE one.household_id = given.id) m
          LEFT JOIN registry_person p ON p.household_id = given.id AND p.relation = 'head'
          LEFT JOIN registry_householdstate s ON s.household_id = given.id AND s.valid_to IS NULL
          LEFT JOIN LATERAL (
               SELECT n.net_per_capita, n.year FROM registry_incomestatement n
                WHERE n.household_id = given.id AND n.occasion = 'year' AND n.replaced_on IS NULL
                ORDER BY n.year DESC LIMIT 1) i ON true) found
 WHERE h.id = found.id
"""


def refresh(*, households: Sequence[int], at: datetime) -> None:
    """Bring the households' columns of today in line with what was written, in the caller's transaction.

    A household without a head keeps the name of its last one.
    """
    ids = list(households)
    with connection.cursor() as cursor:
        cursor.execute(REFRESH, [at, ids])
