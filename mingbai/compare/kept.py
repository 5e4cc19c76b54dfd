"""The people and households that the book asks about, as a ledger keeps them: snapshots with tokens.

`person.parquet` and `household.parquet` have the columns of the rule book by their names; numbers are
tokens. What the ledger says of a household stands; sheets add what it does not know.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from mingbai.compare import besides, subjects
from mingbai.compare.taken import Taken
from mingbai.compare.workbench import SQL, Workbench, own, selected

MARK = "of_ledger."  # before a column of the ledger while a sheet may have one of the same name
AT_THE_DOOR = ("changed_this_year",)


@dataclass(frozen=True, slots=True)
class Kept:
    """A ledger's snapshots of a county (six digits); a subject that is not `registered` is thin."""

    persons: Path
    households: Path
    county: str

    def lay(self, bench: Workbench, taken: Taken) -> None:
        """Makes the views `people` and `homes` with their parts."""
        subjects.places_laid(bench, self.county)
        bench.lay("kept_people", self.persons)
        bench.lay("kept_homes", self.households)
        for view, query, key in (
            (subjects.PEOPLE, self._people(bench), besides.PERSON),
            (subjects.HOMES, self._homes(bench), besides.HOUSEHOLD),
        ):
            registered = _surveyed(bench, taken, f"{query} WHERE registered", key)
            subjects.laid(bench, taken, view, registered, f"{query} WHERE NOT registered")

    def _people(self, bench: Workbench) -> str:
        columns = own(bench.columns("kept_people"), "k")
        columns |= {
            **subjects.work_place("k.work_place", subjects.county_name(self.county)),
            "n": "row_number() OVER ()",
            "id_no": "k.id_token",
            "township": "p.township",
            "village": "p.village",
            "household_known": "k.household_no IN (SELECT household_no FROM kept_homes)",
        }
        joined = f"LEFT JOIN ({subjects.TOWNS}) p ON p.area_code = k.area_code"
        return f"SELECT * FROM (SELECT {selected(columns)} FROM kept_people k {joined})"  # noqa: S608 - ours

    def _homes(self, bench: Workbench) -> str:
        columns = own(bench.columns("kept_homes"), "k")
        columns |= {"n": "row_number() OVER ()", "township": "p.township", "village": "p.village"}
        joined = f"LEFT JOIN ({subjects.TOWNS}) p ON p.area_code = k.area_code"
        return f"SELECT * FROM (SELECT {selected(columns)} FROM kept_homes k {joined})"  # noqa: S608 - ours


def _surveyed(bench: Workbench, taken: Taken, query: str, key: str) -> str:
    """With what the doorstep checks add; what both know is as it was found at the door."""
    bench.view("of_ledger", query)
    held = [name for name in bench.columns("of_ledger") if name != key]
    apart = ", ".join(f"{SQL.name(name)} AS {SQL.name(MARK + name)}" for name in held)
    whole = besides.surveyed(bench, taken, f"SELECT {key}, {apart} FROM of_ledger", key)  # noqa: S608 - ours
    bench.view("whole", whole)
    found = set(bench.columns("whole"))
    columns = {name: SQL.name(MARK + name) for name in held}
    columns |= {
        name: f"coalesce({SQL.name(name)}, {SQL.name(MARK + name)})" for name in AT_THE_DOOR if name in found
    }
    columns |= own(sorted(name for name in found if not name.startswith(MARK) and name not in columns))
    return f"SELECT {selected(columns)} FROM ({whole})"  # noqa: S608 - our own names
