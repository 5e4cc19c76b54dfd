"""Wall two before every scoped table, periods that may not overlap, and the two doors of sign-in."""

from django.db import migrations

from mingbai.kit.audit import Audited
from mingbai.kit.rls import OWN, Definer, Statements, Wall, application_role


class Own(Statements):
    """A person writes and reads rows about themselves wherever their post stands, even without any post."""

    def __init__(self, table: str, *, column: str = "user_id", verbs: tuple[str, ...] = ("ALL",), rule: str = "true") -> None:
        self.table, self.column, self.verbs, self.rule = table, column, verbs, rule

    def forwards(self) -> list[str]:
        own = f"{OWN.format(column=self.column)} AND {self.rule}"
        return [
            f"CREATE POLICY {self.table}_self_{verb.lower()} ON {self.table} FOR {verb} TO {application_role()}"
            f" {'WITH CHECK' if verb == 'INSERT' else 'USING'} ({own})"
            for verb in self.verbs
        ]

    def backwards(self) -> list[str]:
        return [f"DROP POLICY {self.table}_self_{verb.lower()} ON {self.table}" for verb in self.verbs]

    def describe(self) -> str:
        return f"People's own rows of {self.table}"


PERIODS = """
ALTER TABLE org_posting
    ADD CONSTRAINT org_posting_sole EXCLUDE USING gist
        (int8range(post_id, post_id, '[]') WITH &&, tstzrange(starts, ends) WITH &&) WHERE (sole),
    ADD CONSTRAINT org_posting_once EXCLUDE USING gist
        (int8range(post_id, post_id, '[]') WITH &&, int8range(user_id, user_id, '[]') WITH &&,
         tstzrange(starts, ends) WITH &&)
"""
NO_PERIODS = "ALTER TABLE org_posting DROP CONSTRAINT org_posting_sole, DROP CONSTRAINT org_posting_once"

SEATS = """
    SELECT p.id, p.kind::text, p.name::text, p.area_code::text, p.lines::text,
           NULL::bigint, NULL::text, h.ends
      FROM org_posting h JOIN org_post p ON p.id = h.post_id
     WHERE h.user_id = nullif(current_setting('app.user'), '')::bigint
       AND h.starts <= $1 AND (h.ends IS NULL OR h.ends > $1)
       AND (p.valid_to IS NULL OR p.valid_to > ($1 AT TIME ZONE 'Asia/Shanghai')::date)
    UNION ALL
    SELECT p.id, p.kind::text, p.name::text, p.area_code::text, p.lines::text,
           d.id, d.giver_name::text, d.ends
      FROM org_delegation d JOIN org_post p ON p.id = d.post_id
      JOIN org_posting h ON h.post_id = d.post_id AND h.user_id = d.giver_id
     WHERE d.delegate_id = nullif(current_setting('app.user'), '')::bigint
       AND d.state IN ('approved', 'running') AND d.starts <= $1 AND d.ends > $1
       AND h.starts <= $1 AND (h.ends IS NULL OR h.ends > $1)
       AND (p.valid_to IS NULL OR p.valid_to > ($1 AT TIME ZONE 'Asia/Shanghai')::date)
"""
SEAT_COLUMNS = (
    "TABLE (post_id bigint, kind text, name text, area_code text, lines text,"
    " delegation_id bigint, lent_by text, until timestamptz)"
)


class Migration(migrations.Migration):
    dependencies = [("org", "0001_initial"), ("kit", "0003_audit")]

    operations = [
        Wall("org_unit", wall="org"),
        Wall("org_post", wall="org"),
        Wall("org_posting", wall="org", or_user="user_id"),
        Wall("org_delegation", wall="org", or_user="delegate_id", or_user_writes=True),
        Wall("org_exportrequest", wall="org", or_user="user_id", or_user_writes=True),
        Wall("org_user", wall="org", or_user="id", or_user_writes=True),
        Wall("org_secondfactor", wall="org"),
        Own("org_secondfactor"),
        Wall("org_recoverycode", wall="org"),
        Own("org_recoverycode"),
        Wall("org_oldpassword", wall="org"),
        Own("org_oldpassword"),
        Wall("org_signin", wall="org"),
        Own("org_signin"),
        # What a person does to their own account is recorded under the account's area, which may lie beyond the
        # wall of the post they act as.
        Own("kit_step", verbs=("INSERT", "SELECT"), rule="realm = 'org'"),
        migrations.RunSQL(PERIODS, NO_PERIODS),
        Definer(
            "org_user_named",
            arguments="text",
            returns="bigint",
            language="sql",
            body="SELECT id FROM org_user WHERE username = $1",
        ),
        Definer("org_seats", arguments="timestamptz", returns=SEAT_COLUMNS, language="sql", body=SEATS),
        Audited("org_area"),
        Audited("org_areachange"),
        Audited("org_unit"),
        Audited("org_post"),
        Audited("org_posting"),
        Audited("org_delegation"),
        Audited("org_exportrequest"),
        Audited("org_user", leave_out=["last_login", "last_post"]),
        Audited("org_secondfactor"),
        Audited("org_recoverycode"),
        Audited("org_oldpassword"),
        Audited("org_signin", leave_out=["seen_at"]),
    ]
