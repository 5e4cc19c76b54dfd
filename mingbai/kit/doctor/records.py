"""The audit and the vault: was anything changed behind them, and can every value be opened."""

from collections.abc import Iterator

from mingbai.kit import audit, clock, startup
from mingbai.kit.doctor.finding import Finding, right, wrong
from mingbai.kit.home import Home
from mingbai.kit.spoken import _


def audit_holds(one: Home) -> Iterator[Finding]:
    """Every sealed entry and every audited row is as it was left."""
    report = audit.verify()
    for fault in report.faults:
        yield wrong(
            f"{_(fault.sentence)} ({fault.where})",
            _("Keep this database as it is, and compare it with a backup made before."),
        )
    if not report.faults:
        said = {"entries": report.entries, "tables": report.tables}
        yield right(
            _("Nothing was changed behind the audit (%(tables)d tables, %(entries)d entries).") % said
        )
    yield from _unsealed(report)


def vault_opens(one: Home) -> Iterator[Finding]:
    """Keys, clock and the audit's columns, as they are asked before serving."""
    try:
        startup.refuse_unfit()
    except startup.Unfit as unfit:
        yield wrong(str(unfit), _("Until then Mingbai does not start."))
    else:
        yield right(_("Every value in the vault has its key."))


def _unsealed(report: audit.Report) -> Iterator[Finding]:
    """What is not sealed yet could still be forged unseen; that is a fault only when it is old."""
    if report.unsealed_since is None:
        return
    since = report.unsealed_since.astimezone(clock.SHANGHAI)
    said = {"count": report.unsealed, "since": f"{since:%Y-%m-%d %H:%M:%S}"}
    sentence = _("%(count)d entries since %(since)s are not sealed yet: these alone could be forged.") % said
    if clock.machine() - since > startup.PATIENCE:
        yield wrong(sentence, _("Does a worker run? It seals every minute."))
    else:
        yield right(sentence)
