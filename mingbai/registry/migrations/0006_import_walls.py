"""Walls before imports; what may be asked of the whole county; the way of sealed values into the vault."""

from django.db import migrations

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Definer, Revoke, Statements, Wall, application_role

# Says of numbers and tokens whether they are somebody's here, somebody's elsewhere in the county, or were
# somebody's once (a former number stays taken). Of people elsewhere it says no more than that.
PERSONS = """
BEGIN
    IF current_setting('app.households') <> '*' OR current_setting('app.lo') >= current_setting('app.hi') THEN
        RAISE EXCEPTION 'this post may not ask for the county' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT p.number::text, NULL::bytea,
               CASE WHEN p.area_code >= current_setting('app.lo') AND p.area_code < current_setting('app.hi')
                    THEN p.id END
          FROM registry_person p WHERE p.number = ANY (numbers) AND p.number <> '';
    RETURN QUERY
        SELECT NULL::text, v.token,
               CASE WHEN p.area_code >= current_setting('app.lo') AND p.area_code < current_setting('app.hi')
                    THEN p.id END
          FROM kit_vault v LEFT JOIN registry_person p ON p.id_token = v.token
         WHERE v.token = ANY (tokens) AND v.kind = 'id_no' AND v.sole;
END
"""
HOUSEHOLDS = """
BEGIN
    IF current_setting('app.households') <> '*' OR current_setting('app.lo') >= current_setting('app.hi') THEN
        RAISE EXCEPTION 'this post may not ask for the county' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN QUERY
        SELECT h.number::text,
               CASE WHEN h.area_code >= current_setting('app.lo') AND h.area_code < current_setting('app.hi')
                    THEN h.id END
          FROM registry_household h WHERE h.number = ANY (numbers) AND h.number <> '';
END
"""
# Only within the range of who merges, and only while the batch is being merged.
SEALS = """
DECLARE
    moved bigint;
BEGIN
    IF current_setting('app.households') <> '*' OR current_setting('app.post') = '' THEN
        RAISE EXCEPTION 'this post may not open the vault' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF EXISTS (SELECT 1 FROM registry_importseal s WHERE s.batch_id = of_batch AND NOT (
           s.area_code >= current_setting('app.lo') AND s.area_code < current_setting('app.hi'))) THEN
        RAISE EXCEPTION 'not every value lies in this area' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO kit_vault (id, realm, area_code, kind, sole, key_id, sealed, token)
    SELECT s.id, 'ledger', s.area_code, s.kind, s.sole, s.key_id, s.sealed, s.token
      FROM registry_importseal s JOIN registry_importbatch b ON b.id = s.batch_id
     WHERE s.batch_id = of_batch AND b.state = 'merging';
    GET DIAGNOSTICS moved = ROW_COUNT;
    DELETE FROM registry_importseal WHERE batch_id = of_batch;
    RETURN moved;
END
"""


class Readable(Statements):
    """Give the application some columns of a table that it may not read as a whole."""

    def __init__(self, table: str, *columns: str) -> None:
        self.table, self.columns = table, ", ".join(columns)

    def forwards(self) -> list[str]:
        return [f"GRANT SELECT ({self.columns}) ON {self.table} TO {application_role()}"]

    def backwards(self) -> list[str]:
        return [f"REVOKE SELECT ({self.columns}) ON {self.table} FROM {application_role()}"]

    def describe(self) -> str:
        return f"The application reads {self.columns} of {self.table}"


class Migration(migrations.Migration):
    dependencies = [("registry", "0005_imports"), ("kit", "0004_vault")]

    operations = [
        *(
            Wall(f"registry_import{name}")
            for name in ("batch", "file", "fault", "village", "seal")
        ),
        *(Wall(f"registry_import{name}", households="household_id") for name in ("person", "household", "trace")),
        Revoke("registry_importseal", "SELECT", "UPDATE"),
        Readable("registry_importseal", "id", "batch_id", "area_code"),
        Definer(
            "registry_import_persons",
            arguments="numbers text[], tokens bytea[]",
            returns="TABLE (number text, token bytea, person_id bigint)",
            body=PERSONS,
        ),
        Definer(
            "registry_import_households",
            arguments="numbers text[]",
            returns="TABLE (number text, household_id bigint)",
            body=HOUSEHOLDS,
        ),
        Definer("registry_import_seals", arguments="of_batch bigint", returns="bigint", body=SEALS),
        Audited("registry_importbatch"),
        Audited("registry_importfile"),
        Audited("registry_importtrace"),
    ]
