"""What other sheets say of the subjects: the year before, who is monitored, the doorstep checks."""

from __future__ import annotations

from mingbai.compare.taken import Taken
from mingbai.compare.workbench import Workbench

PERSON, HOUSEHOLD = "person_no", "household_no"
EXPORTS = ("national_person", "national_household")
EVERY_YEAR = "_of_every_year"
# Sheets whose columns stand beside their subject's own; by the day that tells which of several counts.
BESIDE = {
    PERSON: {"person_survey": "surveyed_on"},
    HOUSEHOLD: {"household_survey": "surveyed_on", "means_report": "checked_on"},
}
SHEETS = (*BESIDE[PERSON], *BESIDE[HOUSEHOLD], "monitoring")


def this_year(bench: Workbench, taken: Taken) -> None:
    """Views of the exports' latest year under their codes; rows without a year belong to it."""
    for code in EXPORTS:
        every = f"{code}{EVERY_YEAR}"
        bench.view(every, taken.query(code))
        latest = f"SELECT max(year) FROM {every}"  # noqa: S608 - our own names
        bench.view(code, f"SELECT * FROM {every} WHERE year IS NULL OR year = ({latest})")  # noqa: S608


def year_before() -> str:
    """Net income per head of the year before the latest, by household; no rows when it has not come."""
    every = f"national_household{EVERY_YEAR}"
    return (
        f"SELECT {HOUSEHOLD}, arg_min(net_per_capita, row_no) AS net_per_capita FROM {every}"  # noqa: S608
        f" WHERE year = (SELECT max(year) - 1 FROM {every}) GROUP BY {HOUSEHOLD}"
    )


def surveyed(bench: Workbench, taken: Taken, query: str, key: str) -> str:
    """The query of subjects with what the sheets add; of several rows of one subject the latest counts."""
    for code, day in BESIDE[key].items():
        if taken.has(code):
            latest = f"last_{code}"
            bench.view(latest, _latest(taken.query(code), key, day))
            bench.view(f"before_{code}", query)
            added = [name for name in bench.columns(latest) if name not in bench.columns(f"before_{code}")]
            more = "".join(f", s.{name}" for name in added)
            query = f"SELECT q.*{more} FROM before_{code} q LEFT JOIN {latest} s USING ({key})"  # noqa: S608
    return query


def monitored(taken: Taken, query: str) -> str:
    """The query of households with their kind of monitoring: `none` if never marked or the risk is gone."""
    if not query or not taken.has("monitoring"):
        return query
    open_ = f"SELECT * FROM ({taken.query('monitoring')}) WHERE removed IS NOT TRUE"  # noqa: S608 - our own
    return (
        f"SELECT q.*, coalesce(m.monitor_type, 'none') AS monitor_type FROM ({query}) q"  # noqa: S608
        f" LEFT JOIN ({_latest(open_, HOUSEHOLD, 'identified_on')}) m USING ({HOUSEHOLD})"
    )


def _latest(rows: str, key: str, day: str) -> str:
    """One row of each key: that of the latest day, of equal ones the last."""
    order = f"{day} DESC NULLS LAST, row_no DESC"
    one = f"row_number() OVER (PARTITION BY {key} ORDER BY {order}) = 1"
    return f"SELECT * FROM ({rows}) r QUALIFY {one}"  # noqa: S608 - our own names


def numbered(bench: Workbench, *, view: str, key: str, household: bool) -> str:
    """Rows with numbers of their own, those of unknown households left out.

    Of several with one key the latest year's counts, else the first: the account of the file told of them.
    """
    year = "year DESC NULLS LAST, " if "year" in bench.columns(view) else ""
    known = f"WHERE {HOUSEHOLD} IN (SELECT {HOUSEHOLD} FROM homes)" if household else ""  # noqa: S608
    one = f"row_number() OVER (PARTITION BY {key} ORDER BY {year}row_no) = 1"
    return f"SELECT * FROM {view} {known} QUALIFY {one}"  # noqa: S608 - our own names
