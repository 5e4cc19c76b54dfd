"""The national layouts filled from the ledger as of a day: a query for each, in the columns' own order.

What a column holds comes from the datasets' declarations: the same headers, types and words by which the
import reads them (handbook B.1). A column that the ledger does not keep is empty.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from django.db import connection

from mingbai.kit.pack import installed
from mingbai.registry.models import HouseholdState, PersonState
from mingbai.registry.queries import incomes_lines, layouts_words
from mingbai.tables.declared import Column, Dataset
from mingbai.tables.declaring import shipped

PERSONS, HOUSEHOLDS = "national_person", "national_household"
AT_ONCE = 200
VALID = "{0}.valid_from <= %(on)s AND ({0}.valid_to IS NULL OR {0}.valid_to > %(on)s)"
Opened = Callable[[Sequence[int]], Mapping[int, str]]

PLACE: Mapping[str, str] = {
    "province": "province.name", "city": "city.name", "county": "county.name", "township": "town.name",
    "village": "village.name", "household_no": "h.number", "year": "coalesce(i.year, %(year)s)",
    "head_name": "coalesce(hp.name, hm.person_name)",
}  # fmt: skip
HOME: Mapping[str, str] = {
    **PLACE,
    "head_person_no": "hp.number",
    "member_count": "(SELECT count(*) FROM registry_membership m WHERE m.household_id = h.id AND {m})",
    "bank": "h.bank",
    "cause_main": "g.codes[1]",
    "cause_other": "array_to_string(g.codes[2:], ',')",
    "gross_income": "i.gross",
    "net_income": "i.net",
    "net_per_capita": "i.net_per_capita",
}
PERSON: Mapping[str, str] = {
    **PLACE,
    "person_no": "p.number", "name": "coalesce(p.name, m.person_name)", "sex": "p.sex",
    "birth_date": "p.birth_date", "id_type": "p.id_type", "ethnic": "p.ethnic", "relation": "m.relation",
    "standard": "hs.standard",
}  # fmt: skip
SEALED: Mapping[str, Mapping[str, str]] = {
    HOUSEHOLDS: {"head_id_no": "hp.id_vault", "account": "h.account_vault"},
    PERSONS: {
        "id_no": "p.id_vault", "head_id_no": "hp.id_vault", "household_phone": "h.phone_vault",
        "member_phone": "p.phone_vault",
    },
}  # fmt: skip
AROUND = """
  LEFT JOIN registry_residence r ON r.household_id = h.id AND {r}
  LEFT JOIN org_area village ON village.code = coalesce(r.area_code, h.area_code)
  LEFT JOIN org_area town ON town.code = village.parent_code
  LEFT JOIN org_area county ON county.code = town.parent_code
  LEFT JOIN org_area city ON city.code = county.parent_code
  LEFT JOIN org_area province ON province.code = city.parent_code
  LEFT JOIN registry_membership hm ON hm.household_id = h.id AND hm.relation = 'head' AND {hm}
  LEFT JOIN registry_person hp ON hp.id = hm.person_id
  LEFT JOIN LATERAL (
       SELECT * FROM registry_incomestatement x
        WHERE x.household_id = h.id AND x.occasion = 'year' AND x.replaced_on IS NULL
          AND (x.year < %(year)s OR x.counted_on <= %(on)s) ORDER BY x.year DESC LIMIT 1) i ON true"""
FROM: Mapping[str, str] = {
    HOUSEHOLDS: f"""
  FROM registry_household h {AROUND}
  LEFT JOIN registry_householdstate s ON s.household_id = h.id AND {{s}}
  LEFT JOIN LATERAL (SELECT array_agg(x.code ORDER BY x.rank) AS codes FROM registry_householdground x
       WHERE x.household_id = h.id AND x.ground = 'cause' AND {{x}}) g ON true
 WHERE h.id = ANY (%(ids)s) ORDER BY array_position(%(ids)s, h.id)""",  # noqa: S608 - our own names
    PERSONS: f"""
  FROM registry_membership m JOIN registry_household h ON h.id = m.household_id {AROUND}
  LEFT JOIN registry_person p ON p.id = m.person_id
  LEFT JOIN registry_personstate s ON s.person_id = m.person_id AND {{s}}
  LEFT JOIN registry_householdstate hs ON hs.household_id = h.id AND {{hs}}
 WHERE m.household_id = ANY (%(ids)s) AND {{m}}
 ORDER BY array_position(%(ids)s, h.id), m.relation <> 'head', p.birth_date, m.id""",
}
PERIODS = {name: VALID.format(name) for name in ("r", "m", "hm", "s", "hs", "x")}


def titles(code: str) -> list[str]:
    """The layout's own headers, whatever the language of the page: the national system reads them."""
    return [column.title.zh for column in shipped().datasets[code].columns]


def rows(
    code: str, households: Iterator[int], *, on: date, opened: Opened | None = None
) -> Iterator[list[Any]]:
    """The layout's rows of some households (by id) as of a day, read in portions, under the acting scope.

    Sealed columns are empty unless ``opened`` opens their values.
    """
    dataset = shipped().datasets[code]
    asked = {"on": on, "year": on.year}
    while ids := list(islice(households, AT_ONCE)):
        yield from _portion(dataset, {**asked, "ids": ids}, opened)


def _portion(dataset: Dataset, asked: Mapping[str, Any], opened: Opened | None) -> Iterator[list[Any]]:
    with connection.cursor() as cursor:
        cursor.execute(_query(dataset), asked)
        found = cursor.fetchall()
    places = [at for at, column in enumerate(dataset.columns) if column.name in SEALED[dataset.code]]
    wanted = {row[at] for row in found for at in places} - {None}
    numbers = opened(sorted(wanted)) if opened and wanted else {}
    said = [_sayer(column, dataset.code, numbers) for column in dataset.columns]
    for row in found:
        yield [say(value) for say, value in zip(said, row, strict=True)]


def _sayer(column: Column, code: str, numbers: Mapping[int, str]) -> Callable[[Any], Any]:
    if column.name in SEALED[code]:
        return lambda vault_id: numbers.get(vault_id, "")
    return partial(layouts_words.said, column)


def _query(dataset: Dataset) -> str:
    cells = _cells(dataset)
    chosen = ", ".join(cells[column.name] for column in dataset.columns)
    return f"SELECT {chosen} {FROM[dataset.code]}".format_map(PERIODS)


def _cells(dataset: Dataset) -> dict[str, str]:
    """What each column is read from; nothing for those that the ledger does not keep."""
    homes = dataset.code == HOUSEHOLDS
    model: Any = HouseholdState if homes else PersonState
    kept = {field.name for field in model._meta.concrete_fields}
    cells = {column.name: f"s.{column.name}" if column.name in kept else "NULL" for column in dataset.columns}
    return {**cells, **(_incomes() if homes else {}), **(HOME if homes else PERSON), **SEALED[dataset.code]}


def _incomes() -> dict[str, str]:
    """The money columns: a group's total, or the lines that go into a column."""
    found = {group.unsplit.column: f"i.{group.code}" for group in incomes_lines.groups()}
    for column, codes in _by_column(installed().edition).items():
        found.setdefault(column, _sum(codes))
    return {column: sql for column, sql in found.items() if column}


def _by_column(_edition: str) -> dict[str, list[str]]:
    named = {line.code: line.column for line in incomes_lines.lines().values()}
    found: dict[str, list[str]] = {}
    for code, into in incomes_lines.coarse().items():
        found.setdefault(named[into], []).append(code)
    return found


def _sum(codes: Sequence[str]) -> str:
    parts = " + ".join(f"coalesce((i.lines ->> '{code}')::bigint, 0)" for code in codes)
    return f"CASE WHEN i.id IS NOT NULL THEN {parts} END"
