"""Roles, schema and walls: what keeps each post within its reach."""

from collections.abc import Iterator

from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from mingbai.kit.cluster import ClusterError, rights
from mingbai.kit.doctor.finding import Finding, right, wrong
from mingbai.kit.home import Home
from mingbai.kit.spoken import _

UNWALLED = """
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace AND a.attname = 'area_code'
       AND has_any_column_privilege(%s, c.oid, 'SELECT')
       AND NOT (c.relrowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))
     ORDER BY 1"""


def roles_are_plain(one: Home) -> Iterator[Finding]:
    """The program works as a role that no wall lets through."""
    try:
        with connections["default"].cursor() as cursor:
            rights.refuse_power(cursor)
    except ClusterError as error:
        yield wrong(str(error), _("Run as a superuser: ALTER ROLE mingbai_app NOSUPERUSER NOBYPASSRLS."))
    else:
        yield right(_("The program's database role may bypass nothing."))


def schema_is_ours(one: Home) -> Iterator[Finding]:
    """Every migration of this version has run, and none of a later one."""
    executor = MigrationExecutor(connections["default"])
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    unknown = set(executor.loader.applied_migrations) - set(executor.loader.disk_migrations)
    if plan:
        yield wrong(_("The database is older than this program."), "mingbai backup …; mingbai migrate")
    elif unknown:
        yield wrong(_("The database is newer than this program."), _("Install the version that wrote it."))
    else:
        yield right(_("The database's schema is this version's."))


def every_area_is_walled(one: Home) -> Iterator[Finding]:
    """Whatever carries an area can be read within a post's reach only."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(UNWALLED, [connections["default"].settings_dict["USER"]])
        bare = [name for (name,) in cursor.fetchall()]
    if bare:
        yield wrong(
            _("Tables stand open without a wall: %(tables)s.") % {"tables": ", ".join(bare)},
            _("Stop serving. Restore from a backup, or tell the people who make Mingbai."),
        )
    else:
        yield right(_("Every table with an area stands behind its wall."))
