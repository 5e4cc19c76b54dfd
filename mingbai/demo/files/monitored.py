"""Households that the national system marks as monitored, and the measures for them; faults are planted."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, yuan
from mingbai.demo.files.families import Household

EVERY, REMOVED_EVERY = 16, 48  # registered households without a planted fact; ordinary ones are borderline
BORDERLINE = 3  # the remainder by which an ordinary household is chosen
LATELY, SPRING = date(2020, 11, 5), date(2020, 4, 15)
LINE_FEN = 600_000  # one and a half times the line of 2020: where watching ends
RISKS = {"illness": "illness", "disability": "disability", "schooling": "schooling", "labour": "no_labour"}
Measures = list[tuple[str, str]]


def written(shelf: Shelf, case: Case) -> None:
    """The record of a household that is monitored, and its measures."""
    chosen = not case.plant and case.household.number % EVERY == 0
    if not chosen and case.plant not in FAULTS:
        return
    removed = case.plant.startswith("removed") or (chosen and case.household.number % REMOVED_EVERY == 0)
    row = _record(case) | (_removal(case) if removed else {"removed": False})
    measures = _usual(case)
    changes, instead = FAULTS.get(case.plant, ({}, None))
    shelf["monitoring"].add(**row | changes)
    for group, item in measures if instead is None else instead:
        _measure(shelf, row["monitoring_no"], group, item)


def borderline(shelf: Shelf, household: Household) -> None:
    """An ordinary household that was never registered and stands on the border."""
    row = _identity(household) | _whole() | {"monitor_type": "borderline", "first_risk": "illness"}
    shelf["monitoring"].add(**row, wage_at_entry="12000.00", removed=False)
    _measure(shelf, row["monitoring_no"], "health", "other")


def _identity(household: Household) -> dict[str, Any]:
    return {
        "monitoring_no": f"JC{household.no}",
        "household_no": household.no,
        "head_name": household.head.name,
        "township": household.village.township,
        "village": household.village.name,
    }


def _whole() -> dict[str, Any]:
    return {
        "identified_on": SPRING,
        "water_risk": False,
        "water_safe": True,
        "housing_safe": True,
        "education_safe": True,
        "measures_done": True,
    }


def _record(case: Case) -> dict[str, Any]:
    return {
        **_identity(case.household),
        **_whole(),
        "monitor_type": "unstable",
        "first_risk": RISKS.get(case.means.cause, "other"),
        "wage_at_entry": yuan(case.means.money["wage_income"] // 2),
    }


def _removal(case: Case) -> dict[str, Any]:
    money = case.means.money
    return {
        "removed": True,
        "removal_mode": "measures",
        "after_dropout": False,
        "after_housing": True,
        "after_insurance": True,
        "after_water": True,
        "after_wage": yuan(money["wage_income"]),
        "after_business": yuan(money["business_income"]),
        "after_property": yuan(money["property_income"]),
        "after_transfer": yuan(money["transfer_income"]),
        "after_expense": yuan(money["business_expense"]),
        "after_net": yuan(money["net_income"]),
        "after_per_capita": yuan(money["net_per_capita"]),
        "after_claim": "0.00",
        "after_out_of_pocket": "0.00",
    }


def _usual(case: Case) -> Measures:
    """Measures that fit the household: development for who can work, security for who has it."""
    people = [case.traits[person.no] for person in case.people]
    found: Measures = [("health", "other")]
    if any(one.labour in ("ordinary", "skilled", "weak") for one in people):
        found.append(("industry" if case.means.money["business_income"] else "finance", ""))
    if case.means.money["wage_income"]:
        found.append(("job", ""))
    if case.means.dibao or case.means.tekun:
        found.append(("security", "tekun" if case.means.tekun else "dibao"))
    if any(one.disability for one in people):
        found.append(("security", "disability_allowance"))
    return found


def _measure(shelf: Shelf, number: str, group: str, item: str) -> None:
    shelf["measures"].add(monitoring_no=number, group=group, item=item)


# What a planted fault changes in the record, and which measures stand there instead of the usual.
HEALTH: Measures = [("health", "other")]
FAULTS: dict[str, tuple[dict[str, Any], Measures | None]] = {
    "watch_no_labour": ({}, [("job", "")]),
    "watch_blank": ({"first_risk": ""}, None),
    "watch_no_measure": ({"identified_on": date(2020, 9, 15)}, []),
    "watch_new": ({"identified_on": LATELY}, []),
    "watch_no_development": ({}, HEALTH),
    "watch_job": ({"first_risk": "unstable_job"}, HEALTH),
    "watch_water": ({}, None),
    "watch_dibao": ({}, [("industry", "")]),
    "watch_disability": ({}, [("industry", ""), ("security", "disability_allowance")]),
    "removed_blank": ({"after_net": ""}, None),
    "removed_not_done": ({"measures_done": False}, None),
    "removed_low": ({"after_per_capita": yuan(LINE_FEN - 1)}, None),
    "removed_at_line": ({"after_per_capita": yuan(LINE_FEN)}, None),
    "removed_no_wage": ({"after_wage": "0.00"}, [("job", "")]),
}
