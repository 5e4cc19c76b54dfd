"""The vault's table and functions as migrations lay them."""

from mingbai.kit.rls import RANGES, Definer, Revoke, Statements, Wall

TABLE = """
CREATE TABLE kit_vault (
    id bigserial PRIMARY KEY,
    realm varchar(6) NOT NULL CHECK (realm IN ('org', 'ledger')),
    area_code varchar(12) COLLATE "C" NOT NULL CHECK (area_code ~ '^[0-9]{12}$'),
    kind varchar(16) NOT NULL,
    sole boolean NOT NULL,
    token bytea,
    key_id varchar(32),
    sealed bytea,
    put_at timestamptz NOT NULL DEFAULT now(),
    erased_at timestamptz,
    CHECK ((sealed IS NULL) = (erased_at IS NOT NULL))
);
CREATE INDEX kit_vault_token ON kit_vault (token, kind);
CREATE UNIQUE INDEX kit_vault_sole ON kit_vault (token, kind) WHERE sole;
CREATE INDEX kit_vault_key ON kit_vault (key_id, id);
"""

MINE = f"({RANGES['realm']}) AND current_setting('app.households') = '*'"

# Posts of paired helpers reach some households of an area; the vault does not know whose a value is, so it
# gives them nothing.
GUARD = """
    IF current_setting('app.households') <> '*' OR current_setting('app.post') = '' THEN
        RAISE EXCEPTION 'this post may not open the vault' USING ERRCODE = 'insufficient_privilege';
    END IF;
"""

WHOLE = f"""
    IF (SELECT count(*) FROM kit_vault v WHERE v.id = ANY (ids) AND v.sealed IS NOT NULL AND {MINE})
       <> (SELECT count(DISTINCT i) FROM unnest(ids) i) THEN
        RAISE EXCEPTION 'not every value asked for lies in this area'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
"""

REVEAL = f"""
BEGIN
    {GUARD}
    IF btrim(coalesce(why, '')) = '' THEN
        RAISE EXCEPTION 'a look into the vault needs a purpose' USING ERRCODE = 'insufficient_privilege';
    END IF;
    {WHOLE}
    INSERT INTO kit_sight (realm, area_code, subject_type, subject_id, act, purpose,
                           post_id, user_id, post_label, happened_at)
    SELECT v.realm, v.area_code, 'kit.vault', v.id, 'revealed', why,
           current_setting('app.post')::bigint, nullif(current_setting('app.user'), '')::bigint,
           current_setting('app.label'), looked_at
      FROM kit_vault v WHERE v.id = ANY (ids);
    RETURN QUERY SELECT v.id, v.kind::text, v.key_id::text, v.sealed FROM kit_vault v WHERE v.id = ANY (ids);
END
"""

FIND = f"SELECT v.token, v.id FROM kit_vault v WHERE v.token = ANY ($2) AND v.kind = $1 AND {MINE}"

# Says neither where nor whose: an identity is free, mine, or held somewhere in the county. To a post
# without any part of the ledger (an administrator) it says nothing of the ledger.
STANDING = f"""
SELECT CASE WHEN bool_or({MINE}) THEN 'mine' WHEN count(*) > 0 THEN 'elsewhere' ELSE 'free' END
  FROM kit_vault
 WHERE token = $2 AND kind = $1 AND (realm = 'org' OR current_setting('app.lo') < current_setting('app.hi'))
"""

ERASE = f"""
BEGIN
    {GUARD} {WHOLE}
    UPDATE kit_vault SET token = NULL, key_id = NULL, sealed = NULL, erased_at = gone_at WHERE id = ANY (ids);
END
"""

MOVE = f"""
BEGIN
    {GUARD} {WHOLE}
    UPDATE kit_vault SET area_code = new_area WHERE id = ANY (ids);
    {WHOLE}
END
"""


# Keys that something is sealed with and that are not among those given. Hops along the index from key to key.
UNOPENED = """
WITH RECURSIVE keys AS (
    (SELECT key_id FROM kit_vault WHERE key_id IS NOT NULL ORDER BY key_id LIMIT 1)
    UNION ALL
    SELECT (SELECT v.key_id FROM kit_vault v WHERE v.key_id > keys.key_id ORDER BY v.key_id LIMIT 1)
      FROM keys WHERE keys.key_id IS NOT NULL)
SELECT key_id::text FROM keys WHERE key_id IS NOT NULL AND key_id <> ALL ($1)
"""


def operations() -> list[Statements]:
    """Wall, rights and functions, in the order in which a migration lays them after ``TABLE``."""
    return [
        Wall("kit_vault", wall="realm"),
        Revoke("kit_vault", "SELECT", "UPDATE", "DELETE"),
        Definer(
            "kit_reveal",
            arguments="ids bigint[], why text, looked_at timestamptz",
            returns="TABLE (id bigint, kind text, key_id text, sealed bytea)",
            body=f"#variable_conflict use_column{REVEAL}",
        ),
        Definer(
            "kit_vault_find",
            arguments="text, bytea[]",
            returns="TABLE (token bytea, id bigint)",
            language="sql",
            body=FIND,
        ),
        Definer("kit_vault_standing", arguments="text, bytea", returns="text", language="sql", body=STANDING),
        Definer("kit_vault_erase", arguments="ids bigint[], gone_at timestamptz", returns="void", body=ERASE),
        Definer("kit_vault_move", arguments="ids bigint[], new_area text", returns="void", body=MOVE),
    ]
