"""The people and households that the book asks about: the national export's and, thinly, the roster's.

Registered ones come first, then the roster's, each in the order of their files; `n` is that order. The two
lie in files of their own, since a roster fills few columns.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from mingbai.compare import besides
from mingbai.compare.taken import Taken
from mingbai.compare.tokens import Tokens
from mingbai.compare.workbench import Workbench, own, selected
from mingbai.packs import areas

CARD = 20  # characters of a disability card: identity, category, level
TO_COUNTY = "(省|自治区|市).*[市州盟区县旗]"
AFTER = 10**12  # the roster's rows come after all registered ones
PEOPLE, HOMES = "people", "homes"  # views over everybody
REGISTERED, THIN = "registered", "thin"  # their two parts: people_registered, people_thin, homes_…
TOWNS = "SELECT area_code, max(township) AS township, max(village) AS village FROM places GROUP BY area_code"


@dataclass(frozen=True, slots=True)
class Exported:
    """Subjects as the national export and the roster of a county (six digits) list them."""

    tokens: Tokens
    county: str

    def lay(self, bench: Workbench, taken: Taken) -> None:
        """Makes the views `people` (`person_no` unique), `homes` (`household_no` unique) and their parts."""
        besides.this_year(bench, taken)
        if taken.has("roster"):
            bench.view("roster", taken.query("roster"))
        bench.view("known_homes", _known(taken))
        registered = _registered(bench, self.tokens, county_name(self.county))
        registered = besides.surveyed(bench, taken, registered, besides.PERSON)
        laid(bench, taken, PEOPLE, registered, _ordinary(bench, taken, self.tokens))
        places_laid(bench, self.county)
        homes = besides.surveyed(bench, taken, _registered_homes(bench, self.tokens), besides.HOUSEHOLD)
        thin = besides.monitored(taken, _ordinary_homes(taken))
        laid(bench, taken, HOMES, besides.monitored(taken, homes), thin)


def county_name(county: str) -> str:
    """The county's name."""
    return next(area.name for area in areas.of_county(county) if area.code.startswith(f"{county}000"))


def places_laid(bench: Workbench, county: str) -> None:
    """Makes the view `places`."""
    bench.connection.register("places", places(county).to_arrow())


def laid(bench: Workbench, taken: Taken, name: str, registered: str, thin: str) -> None:
    """Pours the two parts and makes the views over them; a part without a query is absent."""
    paths = []
    for part, query in ((REGISTERED, registered), (THIN, thin)):
        if query:
            path = taken.folder / f"{name}_{part}.parquet"
            bench.poured(path, f"{query} ORDER BY n")
            bench.lay(f"{name}_{part}", path)
            paths.append(path)
    bench.lay(name, *paths)


def parts(bench: Workbench, name: str) -> list[str]:
    """The views that together are `people` or `homes`, in order."""
    here = {row[0] for row in bench.connection.execute("SELECT view_name FROM duckdb_views()").fetchall()}
    return [view for part in (REGISTERED, THIN) if (view := f"{name}_{part}") in here]


def _known(taken: Taken) -> str:
    held = [code for code in ("national_household", "roster") if taken.has(code)]
    return " UNION ".join(
        f"SELECT household_no FROM {code} WHERE household_no IS NOT NULL"  # noqa: S608 - our own names
        for code in held
    )


def _first(source: str, key: str) -> str:
    """Rows that are the first of their key."""
    return f"row_no IN (SELECT min(row_no) FROM {source} GROUP BY {key})"  # noqa: S608 - our own names


def work_place(column: str, county: str) -> dict[str, str]:
    """What a place of work says of itself: whether down to the county, and if so whether outside of it."""
    to_county = f"regexp_matches({column}, '{TO_COUNTY}')"
    return {
        "work_place_to_county": to_county,
        "work_out_of_county": f"CASE WHEN {to_county} THEN NOT contains({column}, '{county}') END",
    }


def _registered(bench: Workbench, tokens: Tokens, county: str) -> str:
    columns = own(bench.columns("national_person")) | _identity(tokens)
    columns |= {
        "n": "row_no",
        "registered": "TRUE",
        "birth_date": "CASE WHEN id_no_ok THEN id_no_birth ELSE coalesce(birth_date, id_no_birth) END",
        **work_place("work_place", county),
    }
    where = _first("national_person", "person_no")
    return f"SELECT {selected(columns)} FROM national_person WHERE {where}"  # noqa: S608 - our own names


def _ordinary(bench: Workbench, taken: Taken, tokens: Tokens) -> str:
    if not taken.has("roster"):
        return ""
    columns = own(bench.columns("roster")) | _identity(tokens)
    columns |= {
        "n": f"row_no + {AFTER}",
        "registered": "FALSE",
        "birth_date": "id_no_birth",
        "sex": "id_no_sex",
    }
    registered = "SELECT person_no FROM national_person"
    where = f"{_first('roster', 'person_no')} AND person_no NOT IN ({registered})"
    return f"SELECT {selected(columns)} FROM roster WHERE {where}"  # noqa: S608 - our own names


def _identity(tokens: Tokens) -> dict[str, str]:
    """What is kept of an identity number."""
    card = f"CASE WHEN length(id_no) >= {CARD} THEN TRY_CAST(substr(id_no, {{}}, 1) AS BIGINT) END"
    return {
        "id_token": tokens.sql("substr(id_no, 1, 18)", kind="id"),
        "id_checked": "id_no_ok",
        "id_length": "CAST(length(id_no) AS BIGINT)",
        "card_category_digit": card.format(CARD - 1),
        "card_level_digit": card.format(CARD),
        "household_known": "household_no IN (FROM known_homes)",
    }


def _registered_homes(bench: Workbench, tokens: Tokens) -> str:
    """Registered households are graduated: the county's exit was in 2019."""
    columns = own(bench.columns("national_household"), "h")
    columns |= {
        "n": "h.row_no",
        "account": tokens.sql("h.account", kind="account"),
        "phone": tokens.sql("f.phone", kind="phone"),
        "area_code": "p.area_code",
        "net_per_capita_before": "b.net_per_capita",
        "registered": "TRUE",
        "type": "'graduated'",
    }
    phones = f"SELECT household_no, arg_min(household_phone, n) AS phone FROM {PEOPLE} GROUP BY household_no"  # noqa: S608
    return (
        f"SELECT {selected(columns)} FROM national_household h"  # noqa: S608 - our own names
        " LEFT JOIN places p ON p.township = h.township AND p.village = h.village"
        f" LEFT JOIN ({phones}) f ON f.household_no = h.household_no"
        f" LEFT JOIN ({besides.year_before()}) b ON b.household_no = h.household_no"
        f" WHERE {_first('national_household', 'household_no')}"
    )


def _ordinary_homes(taken: Taken) -> str:
    if not taken.has("roster"):
        return ""
    names = ("household_no", "area_code", "township", "village")
    columns = own(names) | {"n": f"row_no + {AFTER}", "registered": "FALSE", "type": "'ordinary'"}
    registered = "SELECT household_no FROM national_household"
    where = f"{_first('roster', 'household_no')} AND household_no NOT IN ({registered})"
    return f"SELECT {selected(columns)} FROM roster WHERE {where}"  # noqa: S608 - our own names


def places(county: str) -> pl.DataFrame:
    """Area codes of villages by township and village as people write them."""
    towns = {area.code: area.name for area in areas.townships(county)}
    rows = {
        (towns[area.parent], name): area.code for area in areas.villages(county) for name in _said(area.name)
    }
    return pl.DataFrame(
        {
            "township": [town for town, _ in rows],
            "village": [village for _, village in rows],
            "area_code": list(rows.values()),
        }
    )


def _said(name: str) -> set[str]:
    """贾庄村民委员会 is 贾庄村, 贾庄村委会 or 贾庄."""
    found = {name}
    for end, others in {
        "村民委员会": ("村", "村委会", ""),
        "社区居民委员会": ("社区", "社区居委会", ""),
        "居民委员会": ("社区", "居委会", ""),
    }.items():
        if name.endswith(end):
            core = name.removesuffix(end)
            found |= {(core + other).replace("村村", "村") for other in others}
            break
    return found
