"""Every counter that the pack names (`duties.counters`): what fell to a post, read from the ledger.

A counter is a function of the post and the period; it gives rows or matters, which `matters.tally` counts.
"""

from collections.abc import Callable, Mapping

from mingbai.duties.queries.counters import files, findings, households, overseen
from mingbai.duties.queries.matters import Found
from mingbai.duties.queries.periods import Period
from mingbai.kit.scope import ActingPost

Counter = Callable[[ActingPost, Period], Found]
COUNTERS: Mapping[str, Counter] = {
    "findings_answered": findings.answered,
    "findings_sent": findings.sent,
    "households_identified": findings.identified,
    "changes_submitted": households.changes_submitted,
    "changes_reviewed": households.changes_reviewed,
    "changes_approved": households.changes_approved,
    "incomes_counted": households.incomes_counted,
    "helpers_paired": households.helpers_paired,
    "stops_decided": households.stops_decided,
    "imports_merged": files.imports_merged,
    "handed_returned": files.handed_returned,
    "deliveries_sent": files.deliveries_sent,
    "deliveries_accepted": files.deliveries_accepted,
    "problems_assigned": overseen.assigned,
    "problems_rectified": overseen.rectified,
    "problems_checked": overseen.checked,
    "problems_signed": overseen.signed,
    "problems_verified": overseen.verified,
    "problems_closed": overseen.closed,
    "sheets_acknowledged": overseen.sheets_acknowledged,
    "inspections_ended": overseen.inspections_ended,
    "facts_answered": overseen.facts_answered,
    "appeals_decided": overseen.appeals_decided,
    "more_time_decided": overseen.more_time_decided,
}
