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


def watched(disk: Disk, *where: pl.Expr) -> Found:
    """Records of monitoring whose own row says so, of registered households."""
    rows = disk.frame("monitoring").filter(c("household_no").str.starts_with("4117"), *where)
    return set(rows["monitoring_no"])


def measured(disk: Disk, *where: pl.Expr) -> Found:
    """Records of monitoring with a measure for which all of `where` hold."""
    return set(disk.frame("measures").filter(*where)["monitoring_no"])


def records_of(households: Found) -> Found:
    """The records of monitoring of these households; records are named after them."""
    return {f"JC{no}" for no in households}


def with_somebody(disk: Disk, *where: pl.Expr) -> Found:
    """Registered households with a member whose own row says so."""
    return set(disk.frame("national_person").filter(*where)["household_no"])


def surveyed(disk: Disk, *where: pl.Expr) -> Found:
    """Registered households whose doorstep check says so."""
    ours = c("household_no").str.starts_with("4117")
    return set(disk.frame("household_survey").filter(ours, *where)["household_no"])


def asked_at_door(disk: Disk, *where: pl.Expr) -> Found:
    """Registered persons whose doorstep check says so."""
    ours = c("person_no").str.starts_with("4117")
    return set(disk.frame("person_survey").filter(ours, *where)["person_no"])


def paid_home(disk: Disk, item: str) -> Found:
    """Households of which a member was paid this, and those whose payments a faulty number keeps away."""
    return {no[:-2] for no in paid(disk, item) | registry(disk, ~c("id_no_ok"))}


def income_ratio(disk: Disk, *where: pl.Expr) -> Found:
    """Households by this year's income per head (`now`) against last year's (`before`), fen."""
    before = disk.frame("national_household", "2019").select("household_no", before="net_per_capita")
    both = disk.frame("national_household").join(before, on="household_no")
    return set(both.with_columns(now="net_per_capita").filter(*where)["household_no"])


def projects(disk: Disk, *where: pl.Expr) -> Found:
    """Projects whose row says so."""
    return set(disk.frame("projects").filter(*where)["project_no"])


def gains(disk: Disk, where: pl.Expr) -> Found:
    """Projects of whose list of households this is true as a whole."""
    lists = disk.frame("project_benefits").group_by("project_no").agg(found=where)
    return set(lists.filter("found")["project_no"])


def paired(disk: Disk, number: int) -> Found:
    """Helpers with so many households now."""
    rows = disk.frame("pairings").filter(c("end_date").is_null(), c("household_no").str.starts_with("4117"))
    return set(rows.group_by("helper_no").len().filter(c("len") == number)["helper_no"])


def visited(disk: Disk, *where: pl.Expr) -> Found:
    """Registered persons who went to hospital for a day in November."""
    lately = c("discharged_on") > date(2020, 10, 31)
    return persons(disk, "medical_settlement", c("visit_kind") == "outpatient", lately, *where)


def homes_of(found: Found) -> Found:
    """Their households: a person's number begins with the household's."""
    return {no[:-2] for no in found}


def owners_of(disk: Disk, number: int) -> Found:
    """Registered persons with so many dwellings."""
    owned = disk.frame("real_estate").filter(c("property_use") == "dwelling")
    ids = owned.group_by("owner_id_no").len().filter(c("len") == number)["owner_id_no"].to_list()
    return registry(disk, c("id_no").is_in(ids))


def aided(disk: Disk, times: int) -> Found:
    """Registered persons who were given temporary aid so often."""
    given = disk.frame("aid_payments").filter(c("item") == "temporary").group_by("id_no").len()
    return registry(disk, c("id_no").is_in(given.filter(c("len") == times)["id_no"].to_list()))


def greener(disk: Disk) -> Found:
    """Registered households with more grain for green in the export than in the forest register."""
    land = disk.frame("land_forest").select("head_id_no", there="grain_for_green_mu").unique()
    both = disk.frame("national_household").join(land, on="head_id_no")
    return set(both.filter(c("grain_for_green_mu") > c("there"))["household_no"])


EXACT: dict[str, Callable[[Disk], Found]] = {
    "uninsured": lambda d: persons(d, "medical_insurance", ~c("insured")),
    "self_share_over": lambda d: stays(d, c("self_paid") * 10 > c("total")),
    "dropout": lambda d: persons(d, "student_status", c("state") == "dropout") & registry(d, PUPIL),
    "dropout_senior": lambda d: persons(d, "student_status", c("state") == "dropout") - registry(d, PUPIL),
    "unsafe_house": lambda d: by_head(d, "house_safety", c("grade") == "d"),
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
    "second_home": lambda d: owners_of(d, 1),
    "homestead": lambda d: persons(d, "real_estate", c("property_use") == "homestead", by="owner_id_no"),
    "company_30": lambda d: persons(d, "market_entities", c("status") == "active", c("capital") > 20_000_000),
    "company_20": lambda d: persons(
        d, "market_entities", c("status") == "active", c("capital") <= 20_000_000
    ),
    "company_gone": lambda d: persons(d, "market_entities", c("status") == "cancelled"),
    # A civil servant of a household on dibao looks on disk like either of the two.
    "public_staff": lambda d: persons(d, "public_staff") - d.nos("staff_on_dibao"),
    "village_cadre": lambda d: persons(d, "village_cadres") - registry(d, c("welfare_post").is_not_null()),
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
        - persons(d, "assistance", c("class") == "tekun")
    ),
    "school_living_missing": lambda d: (
        registry(d, PUPIL) - paid(d, "school_living", c("month") == date(2020, 10, 1))
    ),
    "rain_dew_missing": lambda d: (
        registry(d, VOCATIONAL) - paid(d, "rain_dew") - persons(d, "vocational_register", ~c("full_time"))
    ),
    "dead_paid": lambda d: persons(d, "deaths", DEAD) & paid(d, "pension", c("month") > date(2020, 4, 30)),
    "dead_stopped": lambda d: persons(d, "deaths", DEAD) - paid(d, "pension", c("month") > date(2020, 4, 30)),
    "payment_returned": lambda d: persons(d, "subsidy_payments", c("status") == "returned"),
    "post_over_age": lambda d: registry(d, c("welfare_post").is_not_null(), age(TODAY) >= 70),
    "bad_check": lambda d: registry(d, ~c("id_no_ok"), c("id_no").str.len_chars() == 18),
    "two_heads": lambda d: set(relations(d).filter(c("heads") > 1)["household_no"]),
    "no_head": lambda d: set(relations(d).filter(c("heads") == 0)["household_no"]) & households(d),
    "spouse_same_sex": lambda d: registry(d, c("sex") != c("id_no_sex"), ~c("id_no").is_duplicated()),
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
    "watch_no_labour": lambda d: (
        watched(d)
        & measured(d, c("group") == "job")
        - records_of(with_somebody(d, c("labour").is_in(["ordinary", "skilled", "weak"])))
    ),
    "watch_blank": lambda d: watched(d, c("first_risk").is_null()),
    "watch_no_measure": lambda d: (
        watched(d, c("identified_on") < date(2020, 10, 30), ~c("removed")) - measured(d)
    ),
    "watch_new": lambda d: watched(d, c("identified_on") > date(2020, 10, 30)) - measured(d),
    "watch_no_development": lambda d: (
        (
            watched(d, c("identified_on") < date(2020, 5, 1), ~c("removed"))
            & records_of(with_somebody(d, c("labour").is_in(["ordinary", "skilled", "weak"])))
        )
        - measured(d, c("group").is_in(["industry", "job", "finance", "post"]))
    ),
    "watch_job": lambda d: watched(d, c("first_risk") == "unstable_job"),
    "watch_water": lambda d: watched(d, ~c("water_risk")) & records_of(households(d, ~c("safe_water"))),
    "watch_dibao": lambda d: (
        (watched(d) & records_of(with_somebody(d, c("dibao") | c("tekun"))))
        - measured(d, c("item").is_in(["dibao", "tekun"]))
    ),
    "watch_disability": lambda d: (
        (watched(d) & measured(d, c("item") == "disability_allowance"))
        - records_of(with_somebody(d, c("health_disabled")))
    ),
    "removed_blank": lambda d: watched(d, c("removed"), c("after_net").is_null()),
    "removed_not_done": lambda d: watched(d, c("removed"), ~c("measures_done")),
    "removed_low": lambda d: watched(d, c("after_per_capita") < 600_000),
    "removed_at_line": lambda d: watched(d, c("after_per_capita") == 600_000),
    "removed_no_wage": lambda d: watched(d, c("after_wage") == 0) & measured(d, c("group") == "job"),
    "income_fell": lambda d: (
        income_ratio(d, c("now") * 10 <= c("before") * 6) - surveyed(d, c("changed_this_year"))
    ),
    "income_fell_changed": lambda d: (
        income_ratio(d, c("now") * 10 <= c("before") * 6) & surveyed(d, c("changed_this_year"))
    ),
    "income_jump": lambda d: income_ratio(d, c("now") > c("before") * 2 + 200),
    "income_doubled": lambda d: income_ratio(d, c("now").is_between(c("before") * 2, c("before") * 2 + 1)),
    "industry_award_missing": lambda d: (
        surveyed(d, c("special_industry"), c("industry_accepted")) - paid_home(d, "industry_award")
    ),
    "industry_failed": lambda d: surveyed(d, c("industry_failed")),
    "loan_wanted": lambda d: (
        surveyed(d, c("credit_rated")) - {one[:-2] for one in persons(d, "micro_credit")}
    ),
    "dividend_missing": lambda d: surveyed(d, c("linked_to_coop")) - paid_home(d, "dividend"),
    "solar_missing": lambda d: surveyed(d, c("pv_listed")) - paid_home(d, "pv"),
    "no_service_need": lambda d: asked_at_door(d, c("plans_to_work"), ~c("service_need_given")),
    "three_steps_open": lambda d: asked_at_door(d, ~c("three_steps_done")),
    "doctor_missing": lambda d: registry(d, c("health_chronic")) - asked_at_door(d, c("doctor_contract")),
    "orphan_missing": lambda d: asked_at_door(d, c("orphan")) - paid(d, "orphan"),
    "post_cadre_family": lambda d: (
        registry(d, c("welfare_post").is_not_null())
        & asked_at_door(d, c("village_cadre_family")) - persons(d, "village_cadres")
    ),
    "wages_owed": lambda d: persons(d, "labour_survey", c("arrears") > 0),
    "workshop_closed": lambda d: persons(d, "labour_survey", "workshop_closed"),
    "split_lately": lambda d: persons(d, "hukou", c("event") == "split", c("event_on") > date(2019, 11, 30)),
    "split_before": lambda d: persons(d, "hukou", c("event") == "split", c("event_on") <= date(2019, 11, 30)),
    "lives_apart": lambda d: asked_at_door(d, ~c("shares_life")),
    "project_not_started": lambda d: projects(
        d, c("started_on").is_null(), c("approved_on") < date(2020, 9, 30)
    ),
    "project_just_approved": lambda d: projects(
        d, c("started_on").is_null(), c("approved_on") > date(2020, 9, 30)
    ),
    "project_undisclosed": lambda d: projects(d, c("disclosed_on").is_null()),
    "project_tenth_day": lambda d: projects(d, (c("disclosed_on") - c("approved_on")).dt.total_days() == 10),
    "project_stalled": lambda d: projects(d, c("completed_on").is_null(), c("plan_end") < date(2020, 10, 30)),
    "project_idle": lambda d: projects(d, c("asset_status") == "idle"),
    "project_no_gain": lambda d: (
        projects(d, c("category") == "industry") - set(d.frame("project_benefits")["project_no"])
    ),
    "project_equal": lambda d: gains(d, c("amount").n_unique() == 1),
    "project_cash": lambda d: gains(d, (c("form") == "cash").any()),
    "project_overpaid": lambda d: projects(d, c("paid") > c("price")),
    "project_unpaid": lambda d: projects(d, c("paid") + c("retention") < c("final_amount")),
    "voucher_person": lambda d: set(
        d.frame("project_payments").filter(c("payee_kind") == "person")["voucher_no"]
    ),
    "fund_idle": lambda d: set(
        d.frame("fund_in").filter(c("spent") < c("amount"), c("received_on") < date(2019, 11, 30))["doc_no"]
    ),
    "fund_fresh": lambda d: set(
        d.frame("fund_in").filter(c("spent") < c("amount"), c("received_on") > date(2019, 11, 30))["doc_no"]
    ),
    "helper_nine": lambda d: paired(d, 9),
    "helper_relative": lambda d: (
        set(d.frame("pairings").filter("self_or_relative")["helper_no"])
        & set(d.frame("pairings").filter(c("household_no").str.starts_with("4117"))["helper_no"])
    ),
    "outpatient_500": lambda d: visited(d, c("self_paid") == 50_000),
    "outpatient_499": lambda d: visited(d, c("self_paid") == 49_999),
    "inpatient_10001": lambda d: stays(d, c("self_paid") == 1_000_001),
    "inpatient_10000": lambda d: stays(d, c("self_paid") == 1_000_000),
    "new_major": lambda d: persons(d, "disease_list", c("major"), c("confirmed_on") > date(2020, 11, 1)),
    "school_costs": lambda d: persons(d, "vocational_register", c("cost_self") == 1_000_001),
    "school_costs_10000": lambda d: persons(d, "vocational_register", c("cost_self") == 1_000_000),
    "part_time_student": lambda d: persons(d, "vocational_register", ~c("full_time")),
    "dibao_new": lambda d: homes_of(persons(d, "assistance", c("start_date") > date(2020, 11, 1))),
    "dibao_stopped": lambda d: homes_of(persons(d, "assistance", c("end_date") > date(2020, 11, 1))),
    "card_new": lambda d: persons(d, "disability_cards", c("issued_on") > date(2020, 11, 1), by="card_no"),
    "unemployed": lambda d: persons(d, "social_security", c("state") == "unemployed"),
    "retired_worker": lambda d: persons(d, "social_security", c("state") == "retired"),
    "pays_security": lambda d: persons(d, "social_security", c("state") == "active"),
    "came_home": lambda d: persons(d, "labour_survey", c("returned_on").is_not_null()),
    "claim_paid": lambda d: persons(d, "insurance_claims", c("paid_on") > date(2020, 11, 1)),
    "three_homes": lambda d: owners_of(d, 3),
    "big_farm": lambda d: persons(d, "cooperatives", by="leader_id_no"),
    "moved_away": lambda d: persons(d, "hukou", c("event") == "move_out"),
    "loan_large": lambda d: persons(d, "micro_credit", c("principal") > 5_000_000),
    "cadre_in_post": lambda d: persons(d, "village_cadres") & registry(d, c("welfare_post").is_not_null()),
    "dibao_and_tekun": lambda d: (
        persons(d, "assistance", c("class") == "dibao") & persons(d, "assistance", c("class") == "tekun")
    ),
    "staff_on_dibao": lambda d: (
        (persons(d, "public_staff") & persons(d, "assistance", c("class") == "dibao")) - d.nos("public_staff")
    ),
    "margin_missing": lambda d: persons(d, "assistance", c("class") == "margin"),
    "old_house_stands": lambda d: by_head(d, "relocation_housing", c("old_house_demolished_on").is_null()),
    "moved_large": lambda d: by_head(d, "relocation_housing", c("new_area_m2") > 25 * c("members")),
    "repaired_twice": lambda d: by_head(d, "house_safety", c("head_id_no").is_duplicated()),
    "aid_four_times": lambda d: aided(d, 4),
    "aid_three_times": lambda d: aided(d, 3),
    "no_house": lambda d: surveyed(d, c("no_house")),
    "unsafe_house_c": lambda d: by_head(d, "house_safety", c("grade") == "c"),
    "rain_dew_senior": lambda d: (
        paid(d, "rain_dew") & registry(d, c("student_status").str.starts_with("senior"))
    ),
    "number_long": lambda d: registry(d, c("id_no").str.len_chars() == 19),
    "number_twice": lambda d: registry(d, c("id_no").is_duplicated(), c("relation") != "head"),
    "son_as_father": lambda d: registry(d, c("relation") == "father", age(TODAY) < 30),
    "labour_blank": lambda d: registry(d, c("labour").is_null()),
    "mandarin_blank": lambda d: registry(d, c("mandarin").is_null()),
    "post_no_months": lambda d: registry(
        d, c("welfare_post").is_not_null(), c("welfare_post_months").is_null()
    ),
    "place_short": lambda d: registry(d, c("work_place") == "广东省"),
    "water_unwatched": lambda d: households(d, ~c("safe_water")) - set(d.frame("monitoring")["household_no"]),
    "green_more": greener,
    "member_astray": lambda d: registry(
        d, ~c("household_no").is_in(d.frame("national_household")["household_no"].to_list())
    ),
    "village_overcounted": lambda d: set(
        d.frame("village_sheet").filter(c("unsafe_water_households") > c("households"))["area_code"]
    ),
}
