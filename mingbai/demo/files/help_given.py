"""What registered households were given this year, as the paying departments keep it."""

from __future__ import annotations

from datetime import date

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, yuan
from mingbai.demo.files.families import Person
from mingbai.demo.files.means import DIBAO_FEN, PENSION_FEN, TEKUN_FEN
from mingbai.demo.files.nobody import account

MONTHS = [f"2020-{month:02}" for month in range(1, 12)]
SINCE, CHANGED = date(2018, 7, 1), date(2020, 11, 10)  # of assistance: usually, and where planted
DIED = date(2020, 4, 10)
# The county's own aid by stage, yuan a year: between the article's 1,200 and 6,000; steps are ours.
LADDER = {
    "kindergarten": 1200,
    "primary": 1500,
    "junior": 2000,
    "senior": 3000,
    "vocational": 3000,
    "college": 5000,
    "bachelor": 6000,
}
BOARDING = {"primary": 50_000, "junior": 62_500}  # fen a term
NURSING_FEN = LIVING_FEN = 6_000
OLD_AGE_FEN, EIGHTY, TRAVEL_MONTHS = 5_000, 80, 3
POST_PAY = {"cleaner": 50_000, "road": 60_000, "forest": 80_000, "water": 50_000, "carer": 70_000}


def written(shelf: Shelf, case: Case) -> None:
    """Adds the rows of one household to every file that would hold them."""
    _assistance(shelf, case)
    _farmland(shelf, case)
    for person in case.people:
        _pension(shelf, case, person)
        _disability(shelf, case, person)
        _school_aid(shelf, case, person)
        _post(shelf, case, person)
        _old_age(shelf, case, person)
        _travel(shelf, case, person)
    if case.plant == "payment_returned" and case.who:
        pay(shelf, case.who, "industry_award", "2020-07", 300_000, status="returned")


def pay(shelf: Shelf, person: Person, item: str, month: str, fen: int, *, status: str = "paid") -> None:
    """One payment onto the one card."""
    shelf["subsidy_payments"].add(
        id_no=person.id_no,
        name=person.name,
        item=item,
        month=month,
        amount=yuan(fen),
        bank="泌阳农商银行",
        account=account(person.household.number),
        status=status,
    )


def _assistance(shelf: Shelf, case: Case) -> None:
    if not (case.means.dibao or case.means.tekun):
        return
    kind, fen = ("tekun", TEKUN_FEN) if case.means.tekun else ("dibao", DIBAO_FEN)
    head = case.people[0]
    for person in case.people if kind == "dibao" else case.people[:1]:
        shelf["assistance"].add(
            case_no=f"DB{case.household.number:08}",
            id_no=person.id_no,
            name=person.name,
            head_id_no=head.id_no,
            **{"class": kind},
            members=len(case.people),
            monthly_amount=yuan(fen),
            start_date=CHANGED if case.plant == "dibao_new" else SINCE,
            end_date=CHANGED if case.plant == "dibao_stopped" else "",
            care_place="home" if kind == "tekun" else "",
        )
    size = len(case.people) if kind == "dibao" else 1
    months = {"dibao_new": MONTHS[-1:], "dibao_stopped": MONTHS[:-1]}.get(case.plant, MONTHS)
    for month in months:
        pay(shelf, head, kind, month, fen * size)


def _farmland(shelf: Shelf, case: Case) -> None:
    head, means = case.people[0], case.means
    money = means.farmland * 950
    shelf["land_forest"].add(
        head_id_no=head.id_no,
        head_name=head.name,
        village=case.household.village.name,
        farmland_mu=means.farmland / 10,
        woodland_mu=means.woodland / 10,
        grain_for_green_mu=means.grain_for_green / 10,
        subsidy=yuan(money),
    )
    pay(shelf, head, "farmland", "2020-04", money)


def _pension(shelf: Shelf, case: Case, person: Person) -> None:
    if not case.traits[person.no].pension:
        return
    if case.who is person and case.plant in ("dead_paid", "dead_stopped"):
        shelf["deaths"].add(id_no=person.id_no, name=person.name, died_on=DIED, place="泌阳县殡仪馆")
    for month in MONTHS if case.planted("dead_paid") else _months(case, person):
        pay(shelf, person, "pension", month, PENSION_FEN)


def _months(case: Case, person: Person) -> list[str]:
    """The months of the year in which somebody is paid: until death."""
    dead = case.who is person and case.plant in ("dead_paid", "dead_stopped")
    return MONTHS[: DIED.month] if dead else MONTHS


def _disability(shelf: Shelf, case: Case, person: Person) -> None:
    traits = case.traits[person.no]
    if not traits.disability:
        return
    code = {"vision": 1, "hearing": 2, "speech": 3, "limb": 4, "intellectual": 5, "mental": 6, "multiple": 7}
    shelf["disability_cards"].add(
        card_no=f"{person.id_no}{code[traits.disability]}{traits.level}",
        name=person.name,
        category=traits.disability,
        level=traits.level,
        issued_on=traits.card_on,
        reissued=False,
    )
    if case.means.tekun:
        return
    if traits.level in (1, 2) and not case.planted("nursing_missing", person):
        _allow(shelf, case, person, item="disabled_nursing", fen=NURSING_FEN)
    if case.means.dibao and not case.planted("living_missing", person):
        _allow(shelf, case, person, item="disabled_living", fen=LIVING_FEN)


def _allow(shelf: Shelf, case: Case, person: Person, *, item: str, fen: int) -> None:
    for month in _months(case, person):
        shelf["aid_payments"].add(
            id_no=person.id_no, name=person.name, item=item, amount=yuan(fen), month=month
        )
        pay(shelf, person, item, month, fen)


def _school_aid(shelf: Shelf, case: Case, person: Person) -> None:
    traits = case.traits[person.no]
    if not traits.stage:
        return
    pay(shelf, person, "county_education", "2020-10", LADDER[traits.stage] * 100)
    if traits.stage in BOARDING:
        term = BOARDING[traits.stage] // (1 if traits.boarding else 2)
        pay(shelf, person, "school_living", "2020-05", term)
        if not case.planted("school_living_missing", person):
            pay(shelf, person, "school_living", "2020-10", term)
    if traits.stage in ("vocational", "college") and not (
        case.who is person and case.plant in ("rain_dew_missing", "part_time_student")
    ):
        pay(shelf, person, "rain_dew", "2020-05", 150_000)
        pay(shelf, person, "rain_dew", "2020-10", 150_000)


def _old_age(shelf: Shelf, case: Case, person: Person) -> None:
    """The allowance from eighty on; it ends with death, as the pension does."""
    if person.age() < EIGHTY:
        return
    for month in _months(case, person):
        pay(shelf, person, "old_age", month, OLD_AGE_FEN)


def _travel(shelf: Shelf, case: Case, person: Person) -> None:
    """Travel aid, once a year, for three months and more outside the county."""
    traits = case.traits[person.no]
    if traits.months >= TRAVEL_MONTHS and not traits.place.endswith("泌阳县"):
        pay(shelf, person, "travel", "2020-09", 50_000 if traits.out_of_province else 30_000)


def _post(shelf: Shelf, case: Case, person: Person) -> None:
    traits = case.traits[person.no]
    if not traits.post:
        return
    kinds = [traits.post]
    if case.planted("post_twice", person):
        kinds.append(next(kind for kind in POST_PAY if kind != traits.post))
    for kind in kinds:
        shelf["welfare_posts"].add(
            id_no=person.id_no,
            name=person.name,
            post_type=kind,
            start_date=date(2020, 1, 1),
            monthly_pay=yuan(POST_PAY[kind]),
            fund_source="财政专项扶贫资金",
        )
        for month in MONTHS[-3:]:
            pay(shelf, person, "welfare_post", month, POST_PAY[kind])
