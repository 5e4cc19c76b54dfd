"""The registered households as the national system exports them: one row a person, one row a household."""

from __future__ import annotations

from random import Random
from typing import Any

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, tenths, yuan
from mingbai.demo.files.families import Person
from mingbai.demo.files.nobody import account, phone
from mingbai.demo.files.traits import Traits

PLACE = {"province": "河南省", "city": "驻马店市", "county": "泌阳县"}
MONEY = (
    "wage_income",
    "business_income",
    "property_income",
    "transfer_income",
    "family_planning",
    "dibao_income",
    "tekun_income",
    "pension_income",
    "ecology_income",
    "other_transfer",
    "business_expense",
    "net_income",
    "dividend_income",
    "other_property",
    "gross_income",
    "net_per_capita",
)
# Last year's income per head as a share of this year's, where a fall or a jump is planted.
EARLIER = {
    "income_fell": (2, 1),
    "income_fell_changed": (2, 1),
    "income_jump": (2, 5),
    "income_doubled": (1, 2),
}


def written(shelf: Shelf, case: Case, *, coop: bool, lifted: bool, dice: Random) -> None:
    """Adds the household and its members."""
    for person in case.people:
        shelf["national_person"].add(**_person(case, person))
    row = _household(case, coop=coop, lifted=lifted, dice=dice)
    shelf["national_household"].add(**row | _spoiled_household(case))
    shelf["national_household 2019"].add(**row | _year_before(case, dice))


def _person(case: Case, person: Person) -> dict[str, Any]:
    traits = case.traits[person.no]
    household = case.household
    row: dict[str, Any] = {
        **PLACE,
        "township": household.village.township,
        "village": household.village.name,
        "household_no": household.no,
        "person_no": person.no,
        "name": person.name,
        "sex": "male" if person.male else "female",
        "birth_date": f"{person.born:%Y%m%d}",
        "id_type": "id_card",
        "id_no": person.id_no,
        "ethnic": "汉族",
        "household_phone": phone(household.number),
        "year": 2020,
        "relation": person.relation,
        "education": traits.education,
        "student_status": traits.student,
        "labour": traits.labour,
        "work_months": traits.months or "",
        "health": traits.health,
        "politics": "masses",
        "employer": traits.employer,
        "dibao": case.means.dibao,
        "employee_pension": False,
        "critical_illness": True,
        "resident_medical": True,
        "resident_pension": not traits.student,
        "mandarin": True,
        "commercial_medical": False,
        "work_abroad": False,
        "critical_assistance": False,
        "other_health_aid": False,
        "welfare_post": traits.post,
        "welfare_post_months": 11 if traits.post else "",
        "disability_category": traits.disability,
        "work_place": traits.place,
        "head_name": case.people[0].name,
        "head_id_no": case.people[0].id_no,
        "employee_medical": False,
        "tekun": case.means.tekun,
        "disability_card_year": traits.card_on.year if traits.card_on else "",
        "standard": "national",
    }
    return row | _spoiled(case, person, traits)


def _spoiled(case: Case, person: Person, traits: Traits) -> dict[str, Any]:
    """What a planted fault of the record changes in this person's row."""
    mine = case.who is person
    head, spouse = case.people[0], person.relation == "spouse"
    changes: dict[str, tuple[bool, dict[str, Any]]] = {
        "bad_check": (mine, {"id_no": _wrong(person.id_no)}),
        "two_heads": (spouse, {"relation": "head"}),
        "no_head": (person is head, {"relation": "other"}),
        "spouse_same_sex": (mine, {"sex": "male" if head.male else "female"}),
        "relation_sex": (mine, {"relation": "daughter"}),
        "education_twice": (mine, {"education": "primary"}),
        "child_labour": (mine, {"labour": "ordinary"}),
        "healthy_no_labour": (mine, {"labour": "none", "work_months": "", "work_place": "", "employer": ""}),
        "old_labour": (mine, {"labour": "ordinary"}),
        "pupil_working": (mine, {"work_months": 3, "work_place": "河南省郑州市中原区", "labour": "weak"}),
        "working_no_labour": (mine, {"labour": "none"}),
        "place_no_months": (mine, {"work_place": "河南省郑州市中原区", "work_months": "", "employer": ""}),
        "preschool_at_seven": (mine, {"student_status": "preschool_age"}),
        "both_medical": (mine, {"employee_medical": True}),
        "no_critical": (mine, {"critical_illness": False}),
        "card_unmarked": (
            mine,
            {"health": _without_disabled(traits)},
        ),
        "tekun_working": (mine, {"work_months": 5, "work_place": "河南省郑州市中原区", "labour": "weak"}),
        "dibao_unmarked": (True, {"dibao": False}),
        "number_long": (mine, {"id_no": f"{person.id_no}7"}),
        "number_twice": (mine, {"id_no": head.id_no}),
        "son_as_father": (mine, {"relation": "father"}),
        "labour_blank": (mine, {"labour": ""}),
        "mandarin_blank": (mine, {"mandarin": ""}),
        "post_no_months": (mine, {"welfare_post_months": ""}),
        "place_short": (mine, {"work_place": "广东省"}),
        "member_astray": (mine, {"household_no": f"4117269{case.household.number:07}"}),
    }
    holds, change = changes.get(case.plant, (False, {}))
    return change if holds else {}


def _without_disabled(traits: Traits) -> tuple[str, ...]:
    return tuple(word for word in traits.health if word != "disabled") or ("healthy",)


def _wrong(id_no: str) -> str:
    """The number with a check character that is not its own."""
    return id_no[:-1] + ("1" if id_no[-1] != "1" else "2")


def _household(case: Case, *, coop: bool, lifted: bool, dice: Random) -> dict[str, Any]:
    household, means, head = case.household, case.means, case.people[0]
    row: dict[str, Any] = {
        **PLACE,
        "township": household.village.township,
        "village": household.village.name,
        "household_no": household.no,
        "head_person_no": head.no,
        "head_name": head.name,
        "head_id_no": head.id_no,
        "member_count": len(case.people),
        "dilapidated": False,
        "safe_water": True,
        "year": 2020,
        "bank": "泌阳农商银行",
        "account": account(household.number),
        "standard": "national",
        "cause_main": means.cause,
        **{name: yuan(means.money[name]) for name in MONEY},
        "farmland_mu": tenths(means.farmland),
        "water_mu": "0",
        "coop_member": coop,
        "grain_for_green_mu": tenths(means.grain_for_green),
        "orchard_mu": "0",
        "grassland_mu": "0",
        "woodland_mu": tenths(means.woodland),
        "power_production": True,
        "power_living": True,
        "tv_broadband": True,
        "distance_main_road_km": tenths(dice.randint(1, 30)),
        "road_type": "concrete",
        "housing_area_m2": dice.randint(25, 35) * max(len(case.people), 2),
        "toilet": True,
        "fuel": "clean",
        "dilapidated_level": "a",
        "leading_firm_linked": lifted,
        "leader_linked": False,
    }
    return row


def _year_before(case: Case, dice: Random) -> dict[str, Any]:
    """Last year's figures, adding up as this year's do: more came as transfers, or more was spent."""
    money, size = dict(case.means.money), max(sum(one.age() > 0 for one in case.people), 1)
    head = money["net_per_capita"]
    before = EARLIER.get(case.plant, (dice.randint(86, 97), 100))
    money["net_per_capita"] = head * before[0] // before[1]
    more = money["net_per_capita"] * size - money["net_income"]
    money["net_income"] += more
    if more > 0:
        money["other_transfer"] += more
        money["transfer_income"] += more
        money["gross_income"] += more
    else:
        money["business_expense"] -= more
    return {"year": 2019, "member_count": size, **{name: yuan(money[name]) for name in MONEY}}


def _spoiled_household(case: Case) -> dict[str, Any]:
    money = case.means.money
    changes: dict[str, dict[str, Any]] = {
        "count_wrong": {"member_count": len(case.people) + 1},
        "no_house_area": {"housing_area_m2": ""},
        "no_expense": {
            "business_income": yuan(max(money["business_income"], 500_000)),
            "business_expense": "0",
        },
        "watch_water": {"safe_water": False},
        "water_unwatched": {"safe_water": False},
        "green_more": {"grain_for_green_mu": "9.0"},
        "far_road": {"distance_main_road_km": "6.5"},
        "ecology_no_land": {"ecology_income": "500.00", "grain_for_green_mu": "0"},
        "dibao_tiny": {"dibao_income": "150.00"},
        "wage_tiny": {"wage_income": "200.00"},
        "same_account": {"account": account(0)},
    }
    return changes.get(case.plant, {})
