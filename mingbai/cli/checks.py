"""What must hold before the program serves anybody. Each raises with a sentence."""

from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import OperationalError, connections
from django.db.migrations.executor import MigrationExecutor

from mingbai.cli.refusal import Refusal
from mingbai.kit import startup
from mingbai.kit.cluster import rights
from mingbai.kit.spoken import _


def before_serving() -> None:
    """The server's age, the role's rights and the schema. Leaves no connection open."""
    try:
        with connections["default"].cursor() as cursor:
            rights.refuse_old_server(cursor)
            rights.refuse_power(cursor)
        refuse_other_schema()
        startup.refuse_unfit()
    except startup.Unfit as unfit:
        raise Refusal(str(unfit)) from unfit
    except OperationalError as error:
        raise Refusal(_("The database cannot be reached: %(error)s") % {"error": error}) from error
    finally:
        connections.close_all()


def refuse_other_schema() -> None:
    """Raise Refusal when the database is older or newer than this program."""
    executor = MigrationExecutor(connections["default"])
    if plan := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise Refusal(
            _(
                "The database is older than this program (%(count)d steps). "
                "Make a backup, then: mingbai migrate"
            )
            % {"count": len(plan)}
        )
    known = set(executor.loader.disk_migrations)
    if unknown := sorted(set(executor.loader.applied_migrations) - known):
        raise Refusal(
            _("The database is newer than this program (%(step)s). Install the version that wrote it.")
            % {"step": ".".join(unknown[0])}
        )


def refuse_unsafe_settings() -> None:
    """Raise Refusal when Django's deployment check finds anything."""
    try:
        call_command("check", deploy=True, fail_level="WARNING", verbosity=0)
    except CommandError as error:
        raise Refusal(str(error)) from error
