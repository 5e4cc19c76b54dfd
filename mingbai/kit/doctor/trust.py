"""What makes the ledger trustworthy: keys, records, the queue, the pack, backups."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connections

from mingbai.kit import clock, pack
from mingbai.kit.doctor.finding import Finding, right, wrong
from mingbai.kit.home import Home
from mingbai.kit.spoken import _
from mingbai.packs.problems import PackError

SLOW = timedelta(minutes=10)
"""A job that waits longer is stuck."""
OLD = timedelta(days=7)
"""A backup that is older is not one."""
WAITING = """
    SELECT count(*), min(e.at) FROM procrastinate_jobs j JOIN procrastinate_events e ON e.job_id = j.id
     WHERE j.status = 'todo' AND e.type = 'deferred' AND (j.scheduled_at IS NULL OR j.scheduled_at < now())"""


def jobs_move(one: Home) -> Iterator[Finding]:
    """Nothing waits long in the queue."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(WAITING)
        count, since = cursor.fetchone()
    if since and clock.machine() - since > SLOW:
        yield wrong(
            _("%(count)d jobs wait, the first since %(since)s.")
            % {"count": count, "since": f"{since:%Y-%m-%d %H:%M}"},
            _("Does a worker run? mingbai serve starts one; its log is %(log)s.")
            % {"log": one / "logs/worker.log"},
        )
    else:
        yield right(_("The queue moves: %(count)d jobs wait.") % {"count": count})


def pack_loads(one: Home) -> Iterator[Finding]:
    """The county's and the era's values can be read."""
    try:
        pack.installed()
    except PackError as error:
        yield wrong(str(error), _("Mend the file and line that it names."))
    else:
        yield right(_("The pack of county %(county)s is sound.") % {"county": one.config.county})


def backup_is_recent(one: Home) -> Iterator[Finding]:
    """A demo needs no backup, a county does."""
    note = one / "last-backup"
    age = clock.machine().timestamp() - note.stat().st_mtime if note.exists() else None
    if one.config.kind == "demo":
        return
    if age is None or age > OLD.total_seconds():
        yield wrong(_("No backup was made for a week."), "mingbai backup DIR --keys FILE")
    else:
        yield right(_("The last backup is %(days).1f days old.") % {"days": age / 86_400})
