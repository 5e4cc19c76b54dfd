"""Finds what was planted by looking at the accepted rows, with neither the rule book nor the generator.

Each function answers: who shows this fact? Only registered people and households are asked about.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl

from tests.demo_files.conftest import Disk

Found = set[str]
c = pl.col


def persons(disk: Disk, code: str, *where: pl.Expr, by: str = "id_no") -> Found:
    """Registered persons with a row of this dataset for which all of `where` hold."""
    rows = disk.frame(code).filter(*where).select(id=c(by).str.slice(0, 18)).unique()
    return set(rows.join(disk.frame("national_person").select(id="id_no", no="person_no"), on="id")["no"])


def registry(disk: Disk, *where: pl.Expr) -> Found:
    """Registered persons whose own row says so."""
    return set(disk.frame("national_person").filter(*where)["person_no"])


def households(disk: Disk, *where: pl.Expr) -> Found:
    """Registered households whose own row says so."""
    return set(disk.frame("national_household").filter(*where)["household_no"])


def by_head(disk: Disk, code: str, *where: pl.Expr) -> Found:
    """Registered households with a row under their head's number."""
    rows = disk.frame(code).filter(*where).select(head_id_no="head_id_no").unique()
    return set(rows.join(disk.frame("national_household"), on="head_id_no")["household_no"])


def stays(disk: Disk, *where: pl.Expr, year: int = 2020) -> Found:
    """Registered persons by the sums of their stays in a year."""
    rows = disk.frame("medical_settlement").filter(
        c("visit_kind") == "inpatient", c("discharged_on").dt.year() == year
    )
    sums = rows.group_by("id_no").agg(c("self_paid").sum(), c("total").sum()).filter(*where)
    return set(sums.join(disk.frame("national_person"), on="id_no")["person_no"])


def paid(disk: Disk, item: str, *where: pl.Expr) -> Found:
    """Registered persons to whom this was paid."""
    return persons(disk, "subsidy_payments", c("item") == item, c("status") == "paid", *where)


def relations(disk: Disk) -> pl.DataFrame:
    """Heads in each household."""
    return disk.frame("national_person").group_by("household_no").agg(heads=(c("relation") == "head").sum())


def age(day: date) -> pl.Expr:
    """Completed years on a day, by the birth date that the registry states."""
    born = c("birth_date")
    before = born.dt.month().cast(pl.Int32) * 100 + born.dt.day() > day.month * 100 + day.day
    return day.year - born.dt.year() - before.cast(pl.Int32)


TODAY = date(2020, 11, 30)
ORDINARY = c("labour").is_in(["ordinary", "skilled"])
PUPIL = c("student_status").is_in(["primary", "grade7", "grade8", "grade9"])
VOCATIONAL = c("student_status").str.contains("^(vocational|college)")
HEALTHY = c("health") == "healthy"
DEAD = c("died_on") == date(2020, 4, 10)

EXACT: dict[str, Callable[[Disk], Found]] = {
    "uninsured": lambda d: persons(d, "medical_insurance", ~c("insured")),
    "self_share_over": lambda d: stays(d, c("self_paid") * 10 > c("total")),
    "dropout": lambda d: persons(d, "student_status", c("state") == "dropout") & registry(d, PUPIL),
    "dropout_senior": lambda d: persons(d, "student_status", c("state") == "dropout") - registry(d, PUPIL),
    "unsafe_house": lambda d: by_head(d, "house_safety", c("grade").is_in(["c", "d"])),
    "unsafe_water": lambda d: by_head(d, "safe_water", ~c("safe")),
    "died_earner": lambda d: persons(d, "deaths", ~DEAD),
    "accident": lambda d: persons(d, "traffic_accidents"),
    "loan_overdue_91": lambda d: persons(d, "micro_credit", c("overdue_days") > 90),
    "loan_overdue_90": lambda d: persons(d, "micro_credit", c("overdue_days") == 90),
    "loan_for_house": lambda d: persons(d, "micro_credit", c("loan_use") == "house"),
    "low_income": lambda d: households(d, c("net_per_capita") < 400_000),
    "income_4000": lambda d: households(d, c("net_per_capita") == 400_000),
    "disaster": lambda d: by_head(d, "disaster_losses"),
    "car": lambda d: persons(
        d, "vehicles", c("vehicle_type") == "car", c("status") == "normal", by="owner_id_no"
    ),
    "car_sold": lambda d: persons(d, "vehicles", c("status") == "transferred", by="owner_id_no"),
    "motorcycle": lambda d: persons(d, "vehicles", c("vehicle_type") == "motorcycle", by="owner_id_no"),
    "shop": lambda d: persons(d, "real_estate", c("property_use") == "shop", by="owner_id_no"),
    "second_home": lambda d: persons(d, "real_estate", c("property_use") == "dwelling", by="owner_id_no"),
    "homestead": lambda d: persons(d, "real_estate", c("property_use") == "homestead", by="owner_id_no"),
    "company_30": lambda d: persons(d, "market_entities", c("status") == "active", c("capital") > 20_000_000),
    "company_20": lambda d: persons(
        d, "market_entities", c("status") == "active", c("capital") <= 20_000_000
    ),
    "company_gone": lambda d: persons(d, "market_entities", c("status") == "cancelled"),
    "public_staff": lambda d: persons(d, "public_staff"),
    "village_cadre": lambda d: persons(d, "village_cadres"),
    "deposits": lambda d: persons(d, "deposits", c("balance_band") == "b10"),
    "high_income": lambda d: persons(d, "income_tax"),
    "housing_fund": lambda d: persons(d, "housing_fund"),
    "harvester": lambda d: persons(d, "machinery", c("price") > 1_000_000, by="owner_id_no"),
    "walking_tractor": lambda d: persons(d, "machinery", c("price") <= 1_000_000, by="owner_id_no"),
    "nursing_missing": lambda d: (
        persons(d, "disability_cards", c("level") <= 2, by="card_no")
        - paid(d, "disabled_nursing")
        - registry(d, c("tekun"))
    ),
    "living_missing": lambda d: (
        (persons(d, "disability_cards", by="card_no") & persons(d, "assistance", c("class") == "dibao"))
        - paid(d, "disabled_living")
    ),
    "school_living_missing": lambda d: (
        registry(d, PUPIL) - paid(d, "school_living", c("month") == date(2020, 10, 1))
    ),
    "rain_dew_missing": lambda d: registry(d, VOCATIONAL) - paid(d, "rain_dew"),
    "dead_paid": lambda d: persons(d, "deaths", DEAD) & paid(d, "pension", c("month") > date(2020, 4, 30)),
    "dead_stopped": lambda d: persons(d, "deaths", DEAD) - paid(d, "pension", c("month") > date(2020, 4, 30)),
    "payment_returned": lambda d: persons(d, "subsidy_payments", c("status") == "returned"),
    "post_over_age": lambda d: registry(d, c("welfare_post").is_not_null(), age(TODAY) >= 70),
    "bad_check": lambda d: registry(d, ~c("id_no_ok")),
    "two_heads": lambda d: set(relations(d).filter(c("heads") > 1)["household_no"]),
    "no_head": lambda d: set(relations(d).filter(c("heads") == 0)["household_no"]),
    "spouse_same_sex": lambda d: registry(d, c("sex") != c("id_no_sex")),
    "relation_sex": lambda d: registry(d, c("relation") == "daughter", c("sex") == "male"),
    "education_twice": lambda d: registry(d, c("education").is_not_null(), c("student_status").is_not_null()),
    "child_labour": lambda d: registry(d, age(TODAY) < 16, c("labour") != "none"),
    "healthy_no_labour": lambda d: registry(
        d,
        age(TODAY).is_between(16, 59),
        HEALTHY,
        c("student_status").is_null(),
        c("labour") == "none",
        c("work_months").is_null(),
    ),
    "old_labour": lambda d: registry(d, age(TODAY) >= 60, ORDINARY),
    "pupil_working": lambda d: registry(d, c("student_status").is_not_null(), c("work_months") > 0),
    "working_no_labour": lambda d: registry(d, c("labour") == "none", c("work_months") > 0),
    "place_no_months": lambda d: registry(d, c("work_place").is_not_null(), c("work_months").is_null()),
    "preschool_at_seven": lambda d: registry(d, age(TODAY) >= 7, c("student_status") == "preschool_age"),
    "both_medical": lambda d: registry(d, c("employee_medical")),
    "no_critical": lambda d: registry(d, ~c("critical_illness")),
    "card_unmarked": lambda d: registry(d, c("disability_category").is_not_null(), ~c("health_disabled")),
    "tekun_working": lambda d: registry(d, c("tekun"), c("work_months") > 0),
    "no_house_area": lambda d: households(d, c("housing_area_m2").is_null()),
    "no_expense": lambda d: households(d, c("business_income") > 0, c("business_expense") == 0),
    "far_road": lambda d: households(d, c("distance_main_road_km") > 5),
    "ecology_no_land": lambda d: households(d, c("ecology_income") > 0, c("grain_for_green_mu") == 0),
    "dibao_tiny": lambda d: households(d, c("dibao_income").is_between(1, 19_999)),
    "wage_tiny": lambda d: households(d, c("wage_income").is_between(1, 29_999)),
    "same_account": lambda d: households(d, c("account").is_duplicated()),
}
