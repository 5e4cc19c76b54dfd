"""What a block stands for: one digest over its entries, their shapes and their rows, in a fixed order.

Rows are digested in buckets of neighbours first, so that a statement over a million rows stays small in
memory. The text is that of the pinned settings (``mingbai.kit.rls.PINNED``). Changing it needs a migration.
"""

BUCKET = 8192

_ROWS = """
    SELECT entry, sha256(string_agg(part, ''::bytea ORDER BY bucket)) AS digest
      FROM (SELECT r.entry, r.row_id / {bucket} AS bucket, sha256(string_agg(
                   convert_to(ROW(r.row_id, r.old_hash, r.new_hash, r.changed)::text, 'UTF8'),
                   ''::bytea ORDER BY r.row_id)) AS part
              FROM kit_audit_row r JOIN kit_audit e ON e.id = r.entry
             WHERE e.block {which} GROUP BY 1, 2) parts
     GROUP BY entry
"""

_ENTRIES = """
    SELECT e.block, min(e.id), max(e.id), count(*), sum(e.rows)::bigint, sha256(string_agg(convert_to(ROW(
           e.id, e.transaction::text, extract(epoch FROM e.recorded_at), e.op, e.rows, e.post_id, e.user_id,
           e.role, e.request, e.purpose, e.detail, s.table_name, s.row_key, s.columns, r.digest
           )::text, 'UTF8'), ''::bytea ORDER BY e.id))
      FROM kit_audit e
      LEFT JOIN kit_audit_shape s ON s.id = e.shape
      LEFT JOIN ({rows}) r ON r.entry = e.id
     WHERE e.block {which} GROUP BY e.block
"""


def digest(which: str) -> str:
    """The query for the blocks that ``which`` (a condition on their number) names.

    Columns: number, first entry, last entry, entries, rows, digest.
    """
    return _ENTRIES.format(which=which, rows=_ROWS.format(which=which, bucket=BUCKET))
