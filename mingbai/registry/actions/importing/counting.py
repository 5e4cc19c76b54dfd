"""How many rows of a batch are what."""

from __future__ import annotations

from django.db import connection

from mingbai.registry.models import ImportBatch
from mingbai.registry.states import Verdict

TABLES = {
    "persons": "registry_importperson",
    "households": "registry_importhousehold",
    "villages": "registry_importvillage",
}
KEPT = (Verdict.NEW, Verdict.CHANGED, Verdict.SAME)
VERDICTS = "SELECT verdict, count(*) FROM {table} WHERE batch_id = %s GROUP BY verdict"
# Members that the ledger has in the villages and of the kinds of the files, and the files have not.
GONE = """
SELECT count(*) FROM registry_person r JOIN registry_household h ON h.id = r.household_id
  JOIN (SELECT area_code, registered FROM registry_importperson WHERE batch_id = %(batch)s
         GROUP BY area_code, registered) v ON v.area_code = r.area_code AND v.registered = h.registered
 WHERE NOT EXISTS (SELECT 1 FROM registry_importperson p WHERE p.batch_id = %(batch)s AND p.person_id = r.id)
"""


def counted(batch: ImportBatch) -> dict[str, int]:
    """Rows of the files, and persons, households and villages by verdict; `gone` are the ledger's alone."""
    files = list(batch.files.all())
    counts = {
        "rows": sum(file.rows for file in files),
        "accepted": sum(file.accepted - file.late for file in files),
        "rejected": sum(file.rejected + file.late for file in files),
        "blank": sum(file.blank for file in files),
    }
    with connection.cursor() as cursor:
        for name, table in TABLES.items():
            cursor.execute(VERDICTS.format(table=table), [batch.pk])
            found = dict(cursor.fetchall())
            counts |= {f"{name}_{verdict}": found.get(verdict, 0) for verdict in KEPT}
        counts["gone"] = 0
        if batch.parent_id is None and not any(file.mends for file in files):
            cursor.execute(GONE, {"batch": batch.pk})
            counts["gone"] = int(cursor.fetchone()[0])
    return counts
