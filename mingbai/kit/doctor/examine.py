"""Every check, in the order in which a fault of one explains faults of the next."""

from collections.abc import Callable, Iterator

from django.db import DatabaseError

from mingbai.kit.doctor import machine, records, trust, walls
from mingbai.kit.doctor.finding import Finding, wrong
from mingbai.kit.home import Home
from mingbai.kit.spoken import _

Check = Callable[[Home], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (
    machine.home_is_private,
    machine.disk_has_room,
    machine.database_answers,
    walls.roles_are_plain,
    walls.schema_is_ours,
    walls.every_area_is_walled,
    machine.clocks_agree,
    records.audit_holds,
    records.vault_opens,
    trust.jobs_move,
    trust.pack_loads,
    trust.backup_is_recent,
)


def examine(one: Home, checks: tuple[Check, ...] = CHECKS) -> Iterator[Finding]:
    """Run every check; one that the database refuses is itself a finding."""
    for check in checks:
        try:
            yield from check(one)
        except DatabaseError as error:
            yield wrong(
                _("%(check)s could not be looked at: %(error)s")
                % {"check": check.__name__.replace("_", " "), "error": str(error).strip()},
                _("Mend what stands above first."),
            )
