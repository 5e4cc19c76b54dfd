"""The audit's tables and functions as migrations lay them; the application has no right on any table of them.

An *entry* is one statement, refusal or note; its *rows* say which rows it touched, by keyless hashes of their
content before and after. A *shape* is the list of columns that were hashed. Nothing here holds a value.
"""

from mingbai.kit.audit.digest import digest
from mingbai.kit.rls import Definer, Revoke

TABLES = """
CREATE TABLE kit_audit_shape (
    id serial PRIMARY KEY,
    table_name text NOT NULL,
    row_key text NOT NULL,
    columns text[] NOT NULL,
    left_out text[] NOT NULL,
    made_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE kit_audit (
    id bigserial PRIMARY KEY,
    block bigint,
    transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
    recorded_at timestamptz NOT NULL DEFAULT now(),
    op text NOT NULL CHECK (op IN ('insert', 'update', 'delete', 'base', 'note', 'refused')),
    shape int REFERENCES kit_audit_shape,
    rows bigint NOT NULL DEFAULT 0,
    post_id bigint,
    user_id bigint,
    role text NOT NULL DEFAULT session_user,
    request text NOT NULL DEFAULT '',
    purpose text NOT NULL DEFAULT '',
    detail jsonb
);
CREATE INDEX kit_audit_by_block ON kit_audit (block, id);
CREATE TABLE kit_audit_row (
    entry bigint NOT NULL,
    row_id bigint NOT NULL,
    old_hash bytea,
    new_hash bytea,
    changed text[],
    PRIMARY KEY (entry, row_id)
);
CREATE TABLE kit_audit_block (
    n bigint PRIMARY KEY,
    first_id bigint NOT NULL,
    last_id bigint NOT NULL,
    entries bigint NOT NULL,
    row_count bigint NOT NULL,
    digest bytea NOT NULL,
    previous bytea NOT NULL,
    sealed_at timestamptz NOT NULL,
    mac bytea NOT NULL
);
"""

# Who acts comes from the settings of the transaction; a migration has none.
ENTER = """
BEGIN
    INSERT INTO kit_audit (id, op, shape, rows, post_id, user_id, request, purpose, detail)
    VALUES (
        entry_id, entry_op, entry_shape, entry_rows,
        nullif(current_setting('app.post', true), '')::bigint,
        nullif(current_setting('app.user', true), '')::bigint,
        coalesce(current_setting('app.request', true), ''),
        coalesce(current_setting('app.purpose', true), ''),
        entry_detail
    );
END
"""

SAY = """
BEGIN
    IF said_op NOT IN ('note', 'refused') THEN
        RAISE EXCEPTION 'only triggers write entries of the kind %', said_op;
    END IF;
    PERFORM kit_audit_enter(nextval('kit_audit_id_seq'), said_op, NULL, 0, said);
END
"""

NO_TRUNCATE = """
BEGIN
    RAISE EXCEPTION 'The table % is audited and cannot be truncated: use DELETE.', TG_TABLE_NAME;
END
"""

READ = """
BEGIN
    IF current_setting('app.kind', true) IS DISTINCT FROM 'audit_administrator' THEN
        RAISE EXCEPTION 'only an audit administrator reads the audit' USING ERRCODE =
        'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT e.id, e.recorded_at, e.op, s.table_name, e.rows, e.post_id, e.user_id, e.role,
               e.request, e.purpose, e.detail, e.block IS NOT NULL
          FROM kit_audit e LEFT JOIN kit_audit_shape s ON s.id = e.shape
         WHERE e.id < before_id
           AND (of_table IS NULL OR s.table_name = of_table)
           AND (of_row IS NULL OR EXISTS (
                SELECT FROM kit_audit_row r WHERE r.entry = e.id AND r.row_id = of_row))
         ORDER BY e.id DESC LIMIT most;
END
"""

# A transaction still under way holds a lower id than what has been sealed already: the horizon waits for
# it. What seems to come from the future was restored from another server and is settled too.
OPEN_BLOCK = """
DECLARE
    upcoming bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('kit_audit_block'));
    SELECT coalesce(max(b.n), 0) + 1 INTO upcoming FROM kit_audit_block b;
    UPDATE kit_audit SET block = upcoming WHERE id IN (
        SELECT e.id FROM kit_audit e
         WHERE e.block IS NULL AND (
               e.transaction < pg_snapshot_xmin(pg_current_snapshot())
               OR e.transaction >= pg_snapshot_xmax(pg_current_snapshot()))
         ORDER BY e.id LIMIT most);
    RETURN QUERY
        SELECT d.*, coalesce((SELECT b.mac FROM kit_audit_block b WHERE b.n = upcoming - 1), ''::bytea),
               clock_timestamp()
          FROM ({block}) d;
END
"""

CLOSE_BLOCK = """
BEGIN
    INSERT INTO kit_audit_block
    VALUES (block_n, block_first, block_last, block_entries, block_rows,
            block_digest, block_previous, block_sealed_at, block_mac);
END
"""

# Tables with a column that their audit does not know, or with a trigger off.
UNSHAPED = """
SELECT s.table_name FROM (
    SELECT DISTINCT ON (table_name) table_name, columns || left_out AS known
      FROM kit_audit_shape ORDER BY table_name, id DESC) s
 WHERE EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = to_regclass(s.table_name) AND a.attnum > 0
                  AND NOT a.attisdropped AND a.attname <> ALL (s.known))
    OR (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = to_regclass(s.table_name)
           AND t.tgname LIKE 'audit\\_%' AND t.tgenabled = 'O') < 4
 ORDER BY 1
"""

OF_ENTRY = "entry_id bigint, entry_op text, entry_shape int, entry_rows bigint, entry_detail jsonb"
OF_BLOCK = "first_id bigint, last_id bigint, entries bigint, row_count bigint, digest bytea, previous bytea"
CLOSED = (
    "block_n bigint, block_first bigint, block_last bigint, block_entries bigint, block_rows bigint,"
    " block_digest bytea, block_previous bytea, block_sealed_at timestamptz, block_mac bytea"
)
FOUND = (
    "id bigint, recorded_at timestamptz, op text, table_name text, rows bigint, post_id bigint,"
    " user_id bigint, role text, request text, purpose text, detail jsonb, sealed boolean"
)


def operations() -> list[Definer | Revoke]:
    """Rights and functions, in the order in which a migration lays them after ``TABLES``."""
    tables = ("kit_audit_shape", "kit_audit", "kit_audit_row", "kit_audit_block")
    return [
        *(Revoke(table, "ALL") for table in tables),
        Definer("kit_audit_enter", arguments=OF_ENTRY, returns="void", body=ENTER, for_application=False),
        Definer("kit_audit_no_truncate", returns="trigger", body=NO_TRUNCATE, for_application=False),
        Definer("kit_audit_say", arguments="said_op text, said jsonb", returns="void", body=SAY),
        Definer(
            "kit_audit_read",
            arguments="before_id bigint, of_table text, of_row bigint, most int",
            returns=f"TABLE ({FOUND})",
            body=READ,
        ),
        Definer(
            "kit_audit_newest",
            returns="timestamptz",
            language="sql",
            body="SELECT recorded_at FROM kit_audit ORDER BY id DESC LIMIT 1",
        ),
        Definer(
            "kit_audit_open_block",
            arguments="most bigint",
            returns=f"TABLE (n bigint, {OF_BLOCK}, sealed_at timestamptz)",
            body=OPEN_BLOCK.format(block=digest("= upcoming")),
        ),
        Definer("kit_audit_close_block", arguments=CLOSED, returns="void", body=CLOSE_BLOCK),
    ]
