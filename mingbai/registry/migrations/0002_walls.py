"""Wall two before the registry, rows that follow their household, periods that may not overlap, who is paired."""

from django.db import migrations

from mingbai.kit.audit import Audited
from mingbai.kit.rls import Definer, Statements, Wall

# Children of a household follow it to another village: one UPDATE moves them all.
FOLLOWERS = (
    "registry_person",
    "registry_membership",
    "registry_householdstate",
    "registry_personstate",
    "registry_formernumber",
    "registry_incomestatement",
    "registry_householdground",
    "registry_pairing",
)
PERIODS = {
    "registry_membership": "person_id",
    "registry_householdstate": "household_id",
    "registry_personstate": "person_id",
}
OVERLAP = """
BEGIN
    IF EXISTS (
        SELECT 1 FROM new_rows n JOIN {table} o ON o.{subject} = n.{subject} AND o.id <> n.id
         WHERE o.valid_from < coalesce(n.valid_to, 'infinity'::date)
           AND n.valid_from < coalesce(o.valid_to, 'infinity'::date)) THEN
        RAISE EXCEPTION 'periods of one {subject} overlap'
            USING ERRCODE = 'exclusion_violation', CONSTRAINT = '{table}_apart';
    END IF;
    RETURN NULL;
END
"""
PAIRED = """
    SELECT p.household_id
      FROM registry_pairing p JOIN org_post o ON o.id = $1
     WHERE p.user_id IN (
               SELECT h.user_id FROM org_posting h
                WHERE h.post_id = $1 AND h.user_id = nullif(current_setting('app.user'), '')::bigint
                  AND h.starts <= $2 AND (h.ends IS NULL OR h.ends > $2)
               UNION
               SELECT d.giver_id FROM org_delegation d
                WHERE d.post_id = $1 AND d.delegate_id = nullif(current_setting('app.user'), '')::bigint
                  AND d.state IN ('approved', 'running') AND d.starts <= $2 AND d.ends > $2)
       AND p.area_code = o.area_code
       AND p.valid_from <= ($2 AT TIME ZONE 'Asia/Shanghai')::date
       AND (p.valid_to IS NULL OR p.valid_to > ($2 AT TIME ZONE 'Asia/Shanghai')::date)
     ORDER BY 1
"""


class Follows(Statements):
    """A child's area is its household's, and follows it."""

    def __init__(self, table: str) -> None:
        self.table = table

    def forwards(self) -> list[str]:
        return [
            f"ALTER TABLE {self.table} ADD CONSTRAINT {self.table}_follows FOREIGN KEY (household_id, area_code)"
            " REFERENCES registry_household (id, area_code) ON UPDATE CASCADE"
        ]

    def backwards(self) -> list[str]:
        return [f"ALTER TABLE {self.table} DROP CONSTRAINT {self.table}_follows"]

    def describe(self) -> str:
        return f"{self.table} follows its household"


class Apart(Statements):
    """Periods of one subject do not overlap, wherever in the county they lie: beyond the writer's wall too."""

    def __init__(self, table: str, subject: str) -> None:
        self.table, self.subject = table, subject

    def forwards(self) -> list[str]:
        body = OVERLAP.format(table=self.table, subject=self.subject)
        name = f"{self.table}_apart"
        return [
            *Definer(name, returns="trigger", body=body, for_application=False).forwards(),
            *(
                f"CREATE TRIGGER {name}_{verb} AFTER {verb} ON {self.table} REFERENCING NEW TABLE AS new_rows"
                f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
                for verb in ("insert", "update")
            ),
        ]

    def backwards(self) -> list[str]:
        name = f"{self.table}_apart"
        triggers = [f"DROP TRIGGER {name}_{verb} ON {self.table}" for verb in ("insert", "update")]
        return [*triggers, f"DROP FUNCTION {name}"]

    def describe(self) -> str:
        return f"Periods of {self.table} do not overlap"


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial"), ("org", "0002_walls"), ("kit", "0003_audit")]

    operations = [
        Wall("registry_household", households="id"),
        *(
            Wall(table, households="household_id")
            for table in (*FOLLOWERS, "registry_residence", "registry_searchtoken", "registry_frozenhousehold")
        ),
        Wall("registry_villageprofile"),
        *(Follows(table) for table in FOLLOWERS),
        *(Apart(table, subject) for table, subject in PERIODS.items()),
        Definer(
            "registry_paired",
            arguments="bigint, timestamptz",
            returns="SETOF bigint",
            language="sql",
            body=PAIRED,
        ),
        Audited("registry_household"),
        *(Audited(table) for table in FOLLOWERS),
        Audited("registry_residence"),
        Audited("registry_villageprofile"),
        Audited("registry_freeze"),
        Audited("registry_frozenhousehold"),
    ]
