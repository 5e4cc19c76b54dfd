"""Migration operations for what Django does not know: policies, rights and definer functions.

Run by the owner (``migrate --database=owner``). Policies are TO the application role: the one that
``default`` connects as. Each operation has its way back.
"""

from typing import Any

from django.conf import settings
from django.db.migrations.operations.base import Operation

# Set for functions and checks: the text of a value must not depend on who asks.
PINS = {
    "timezone": "'UTC'",
    "datestyle": "'ISO, YMD'",
    "intervalstyle": "'iso_8601'",
    "bytea_output": "'hex'",
    "extra_float_digits": "1",
}
SEARCH_PATH = "search_path = pg_catalog, public, pg_temp"
PINNED = " ".join([f"SET {SEARCH_PATH}", *(f"SET {name} = {value}" for name, value in PINS.items())])
PINNED_LOCALLY = "; ".join(f"SET LOCAL {name} = {value}" for name, value in PINS.items())

RANGES = {
    "ledger": "area_code >= current_setting('app.lo') AND area_code < current_setting('app.hi')",
    "org": "area_code >= current_setting('app.org_lo') AND area_code < current_setting('app.org_hi')",
}
RANGES["realm"] = f"(realm = 'ledger' AND {RANGES['ledger']}) OR (realm = 'org' AND {RANGES['org']})"
RANGES["user"] = "user_id = nullif(current_setting('app.user'), '')::bigint"
OWN = "{column} = nullif(current_setting('app.user'), '')::bigint"
# Each SELECT is answered once for a statement, not once for a row. And of what is answered beforehand the
# planner takes half the rows to pass, not one of two hundred, for which it sorts a township to show one page.
THEIRS = (
    "((SELECT current_setting('app.households') = '*') OR {column} = ANY ("
    "(SELECT string_to_array(nullif(current_setting('app.households'), '*'), ',')::bigint[])::bigint[]))"
)


def application_role() -> str:
    """The quoted name of the role that the program works as."""
    return '"{}"'.format(settings.DATABASES["default"]["USER"])


class Statements(Operation):
    """Statements forwards, and their way back."""

    reduces_to_sql = True
    reversible = True

    def forwards(self) -> list[str]:
        raise NotImplementedError

    def backwards(self) -> list[str]:
        raise NotImplementedError

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Django's picture of the models stays as it is."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.forwards():
            schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        for statement in self.backwards():
            schema_editor.execute(statement, params=None)


class Wall(Statements):
    """Wall two before a table: a row is there only for posts whose range holds its ``area_code``.

    ``wall`` is "ledger", "org", "realm" (a column of that name decides) or "user" (``user_id`` alone counts).
    ``or_user`` names a column: its user also reads the row, and changes it if ``or_user_writes``; never
    inserts or deletes. ``households`` names the column that limits posts of paired helpers.
    """

    def __init__(
        self,
        table: str,
        *,
        wall: str = "ledger",
        or_user: str | None = None,
        or_user_writes: bool = False,
        households: str | None = None,
    ) -> None:
        self.table, self.wall, self.households = table, wall, households
        self.or_user, self.or_user_writes = or_user, or_user_writes

    def rule(self) -> str:
        """The condition on a row."""
        if self.households is None:
            return RANGES[self.wall]
        return f"({RANGES[self.wall]}) AND {THEIRS.format(column=self.households)}"

    def forwards(self) -> list[str]:
        return [
            f"ALTER TABLE {self.table} ENABLE ROW LEVEL SECURITY",
            self._policy("wall", "ALL", self.rule()),
            *(self._policy(name, verb, own) for name, verb, own in self._own()),
        ]

    def backwards(self) -> list[str]:
        names = ["wall", *(name for name, _, _ in self._own())]
        dropped = [f"DROP POLICY {self.table}_{name} ON {self.table}" for name in names]
        return [*dropped, f"ALTER TABLE {self.table} DISABLE ROW LEVEL SECURITY"]

    def describe(self) -> str:
        return f"Wall two before {self.table}"

    def _own(self) -> list[tuple[str, str, str]]:
        if self.or_user is None:
            return []
        own = OWN.format(column=self.or_user)
        return [("own", "SELECT", own), *([("own_change", "UPDATE", own)] if self.or_user_writes else [])]

    def _policy(self, name: str, verb: str, rule: str) -> str:
        to = application_role()
        return f"CREATE POLICY {self.table}_{name} ON {self.table} FOR {verb} TO {to} USING ({rule})"


class Revoke(Statements):
    """Take rights on a table from the application role: ``Revoke("kit_step", "UPDATE", "DELETE")``."""

    def __init__(self, table: str, *rights: str) -> None:
        self.table, self.rights = table, rights

    def forwards(self) -> list[str]:
        return [f"REVOKE {', '.join(self.rights)} ON {self.table} FROM {application_role()}"]

    def backwards(self) -> list[str]:
        return [f"GRANT {', '.join(self.rights)} ON {self.table} TO {application_role()}"]

    def describe(self) -> str:
        return f"The application may not {', '.join(self.rights)} {self.table}"


class Definer(Statements):
    """A function that runs with its owner's rights and that only the application role may call, if anyone.

    Its settings are pinned: nothing that the caller sets changes what it reads or how it writes values.
    """

    def __init__(
        self,
        name: str,
        *,
        arguments: str = "",
        returns: str,
        body: str,
        language: str = "plpgsql",
        for_application: bool = True,
    ) -> None:
        self.name, self.arguments, self.returns = name, arguments, returns
        self.body, self.language, self.for_application = body, language, for_application

    def forwards(self) -> list[str]:
        signature = f"{self.name}({self.arguments})"
        return [
            f"CREATE OR REPLACE FUNCTION {signature} RETURNS {self.returns} LANGUAGE {self.language}"
            f" SECURITY DEFINER {PINNED} AS $definer${self.body}$definer$",
            f"REVOKE ALL ON FUNCTION {self.name} FROM PUBLIC",
            *self._grant(),
        ]

    def _grant(self) -> list[str]:
        granted = f"GRANT EXECUTE ON FUNCTION {self.name} TO {application_role()}"
        return [granted] if self.for_application else []

    def backwards(self) -> list[str]:
        return [f"DROP FUNCTION {self.name}"]

    def describe(self) -> str:
        return f"The function {self.name}"
