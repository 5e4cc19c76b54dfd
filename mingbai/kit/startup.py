"""What the trust core asks of an installation before anything is served.

The role's rights, the server's age and the schema are asked by ``mingbai.kit.cluster.rights`` and the
command.
"""

from datetime import timedelta

from django.conf import settings
from django.db import connection

from mingbai.kit import audit, clock
from mingbai.kit.spoken import _

PATIENCE = timedelta(minutes=5)


class Unfit(Exception):
    """The program does not start; the message says why and what to do."""


def refuse_unfit() -> None:
    """Raise Unfit for a clock set back, a missing key, or a table that changed without its audit."""
    refuse_clock_set_back()
    refuse_missing_keys()
    refuse_unaudited_changes()


def refuse_clock_set_back() -> None:
    """The machine's clock may not stand before what the audit has recorded already."""
    now, last = clock.machine(), audit.newest()
    if last is not None and now < last - PATIENCE:
        times = {"now": now, "last": last.astimezone(clock.SHANGHAI)}
        raise Unfit(
            _("This machine's clock says %(now)s, yet the audit has an entry of %(last)s. Set the clock.")
            % {name: f"{time:%Y-%m-%d %H:%M}" for name, time in times.items()}
        )


def refuse_missing_keys() -> None:
    """Every value in the vault must be one that can be opened."""
    known = list(settings.HOME.keys["vault"]["keys"])
    if missing := _asked("SELECT * FROM kit_vault_unopened(%s)", known):
        raise Unfit(
            _("keys.json lacks the vault's key %(key)s. Restore the file from where it is kept.")
            % {"key": ", ".join(missing)}
        )


def refuse_unaudited_changes() -> None:
    """Every audited table must be audited in its present columns, with its triggers on."""
    if tables := _asked("SELECT * FROM kit_audit_unshaped()"):
        raise Unfit(
            _("The audit does not cover these tables as they stand: %(tables)s. Run mingbai doctor.")
            % {"tables": ", ".join(tables)}
        )


def _asked(query: str, *values: list[str]) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(query, list(values))
        return [name for (name,) in cursor.fetchall()]
