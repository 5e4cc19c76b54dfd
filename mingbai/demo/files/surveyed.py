"""What is known only at the doorstep, such as industry and checks of schooling; and means as assessed."""

from __future__ import annotations

from datetime import date
from typing import Any

from mingbai.demo.files import belongings
from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, yuan
from mingbai.demo.files.families import Person
from mingbai.demo.files.help_given import pay
from mingbai.demo.files.traits import Traits

DAY = date(2020, 10, 20)
AWARD_FEN, DIVIDEND_FEN = 300_000, 50_000
BORROWING = (25, 60)
CENTRE_LEVELS, CENTRE_KINDS = (1, 2), ("limb", "intellectual")
DIED = ("died_earner", "dead_paid", "dead_stopped")
CHANGED = (*DIED, "income_fell_changed")


def written(shelf: Shelf, case: Case, *, coop: bool) -> None:
    """The doorstep checks of a household and its members, and what was paid for what they found."""
    row = _household(case, coop=coop)
    head = case.people[0]
    payee = next((one for one in case.people if not (case.who is one and case.plant in DIED)), head)
    shelf["household_survey"].add(household_no=case.household.no, head_name=head.name, surveyed_on=DAY, **row)
    if row["special_industry"] and case.plant != "industry_award_missing":
        pay(shelf, payee, "industry_award", "2020-06", AWARD_FEN)
    if row["linked_to_coop"] and case.plant != "dividend_missing":
        pay(shelf, payee, "dividend", "2020-10", DIVIDEND_FEN)
    if row["pv_listed"] and case.plant != "solar_missing":
        pay(shelf, payee, "pv", "2020-09", DIVIDEND_FEN)
    borrower = _borrower(case)
    if row["credit_rated"] and borrower and not case.plant:
        belongings.loan(shelf, borrower)
    for person in case.people:
        shelf["person_survey"].add(
            person_no=person.no, name=person.name, surveyed_on=DAY, **_person(case, person)
        )
    if case.means.dibao or case.means.tekun:
        _assessed(shelf, case)


def _borrower(case: Case) -> Person | None:
    return next((one for one in case.people if BORROWING[0] <= one.age() <= BORROWING[1]), None)


def _household(case: Case, *, coop: bool) -> dict[str, Any]:
    number, clean = case.household.number, not case.plant
    special = (clean and number % 3 == 0) or case.plant in ("industry_award_missing", "loan_wanted")
    lent = clean and special and number % 8 == 0 and _borrower(case) is not None
    return {
        "changed_this_year": case.plant in CHANGED or any(one.age() == 0 for one in case.people),
        "special_industry": special,
        "industry_accepted": special,
        "industry_failed": case.plant == "industry_failed",
        "income_project": clean and not special and number % 7 == 0,
        "credit_rated": lent or case.plant == "loan_wanted",
        "insured_crops": number % 2 == 0,
        "linked_to_coop": coop or case.plant == "dividend_missing",
        "sells_online": clean and number % 9 == 0,
        "points_account": number % 2 == 0,
        "pv_listed": (clean and number % 20 == 0) or case.plant == "solar_missing",
        "no_house": case.plant == "no_house",
    }


def _person(case: Case, person: Person) -> dict[str, Any]:
    traits = case.traits[person.no]
    able = traits.labour in ("ordinary", "skilled")
    number = case.household.number
    wanting = case.planted("no_service_need", person)
    cared = not case.plant and number % 4 == 0 and _helpless(traits)
    return {
        "shares_life": not case.planted("lives_apart", person),
        "plans_to_work": wanting or (able and not case.plant and not traits.months),
        "service_need_given": able and not wanting,
        "village_cadre_family": case.plant in ("village_cadre", "post_cadre_family", "cadre_in_post"),
        "training_certificate": able and number % 4 == 0,
        "workshop_job": able and not traits.months and number % 10 == 0,
        "state_grant_needed": traits.stage in ("college", "bachelor"),
        "three_steps_done": not case.planted("three_steps_open", person) if traits.stage else "",
        "doctor_contract": bool({"chronic", "major"} & set(traits.health))
        and not case.planted("doctor_missing", person),
        "pregnant_or_newborn": person.age() == 0,
        "orphan": case.planted("orphan_missing", person),
        "no_supporter": case.means.tekun or cared,
        "care_signed": cared,
        "needs_legal_aid": not case.plant and number % 30 == 0 and person is case.people[0],
    }


def _helpless(traits: Traits) -> bool:
    """Whom a care centre takes in: of the two heaviest levels, unable to work."""
    return traits.level in CENTRE_LEVELS and traits.disability in CENTRE_KINDS and traits.labour == "lost"


def _assessed(shelf: Shelf, case: Case) -> None:
    """What the authorised check of a recipient's means came to."""
    shelf["means_report"].add(
        household_no=case.household.no,
        head_name=case.people[0].name,
        consent_no=f"SQ{case.household.number:07}",
        checked_on=date(2020, 9, 18),
        assistance_income_per_capita=yuan(200_000 + case.household.number % 100 * 1_000),
        financial_assets_per_capita=yuan(case.household.number % 40 * 10_000),
    )
