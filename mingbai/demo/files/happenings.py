"""The rows that departments hold about the facts of late_plants.py."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from mingbai.demo.files import belongings
from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, yuan
from mingbai.demo.files.families import Person
from mingbai.demo.files.help_given import pay

SITE = "县城南社区"  # one of the article's five
AID_FEN, AID_MONTHS = 50_000, ("2020-02", "2020-04", "2020-06", "2020-08")


def written(shelf: Shelf, case: Case) -> None:
    """Adds what happened to the household, if anything was planted."""
    tell = HAPPENED.get(case.plant)
    if tell is not None and case.who is not None:
        tell(shelf, case.who)


def _ill(shelf: Shelf, who: Person) -> None:
    shelf["disease_list"].add(
        id_no=who.id_no,
        name=who.name,
        disease_code="恶性肿瘤",
        major=True,
        confirmed_on=date(2020, 11, 15),
        doctor_team=f"{who.household.village.township}卫生院",
    )


def _insured(state: str) -> Callable[[Shelf, Person], None]:
    def tell(shelf: Shelf, who: Person) -> None:
        shelf["social_security"].add(
            id_no=who.id_no, name=who.name, unit_name="泌阳县某厂", months_paid=60, state=state
        )

    return tell


def _claim(shelf: Shelf, who: Person) -> None:
    shelf["insurance_claims"].add(
        claim_no=f"LP2020{len(shelf['insurance_claims']):04}",
        id_no=who.id_no,
        name=who.name,
        product="防贫保险",
        paid="5000.00",
        paid_on=date(2020, 11, 18),
    )


def _farm(shelf: Shelf, who: Person) -> None:
    number = len(shelf["cooperatives"])
    shelf["cooperatives"].add(
        credit_code=belongings.credit_code(9_100_000 + number),
        entity_name=f"泌阳县{who.name[0]}家家庭农场{number}",
        entity_type="farm",
        leader_id_no=who.id_no,
        leader_name=who.name,
        area_mu=320,
        hired=6,
    )


def _homes(shelf: Shelf, who: Person) -> None:
    for _ in range(3):
        belongings.estate(shelf, who, "dwelling", area=95)


def _moved(*, head_m2: int, demolished: date | None) -> Callable[[Shelf, Person], None]:
    def tell(shelf: Shelf, who: Person) -> None:
        members = len(who.household.members)
        shelf["relocation_housing"].add(
            head_id_no=who.id_no,
            head_name=who.name,
            site=SITE,
            members=members,
            new_area_m2=head_m2 * members,
            self_paid="3000.00",
            moved_on=date(2018, 9, 1),
            old_house_demolished_on=demolished or "",
        )

    return tell


def _aided(times: int) -> Callable[[Shelf, Person], None]:
    def tell(shelf: Shelf, who: Person) -> None:
        for month in AID_MONTHS[:times]:
            shelf["aid_payments"].add(
                id_no=who.id_no, name=who.name, item="temporary", amount=yuan(AID_FEN), month=month
            )

    return tell


def _on_roll(kind: str) -> Callable[[Shelf, Person], None]:
    def tell(shelf: Shelf, who: Person) -> None:
        shelf["assistance"].add(
            case_no=f"DY{who.household.number:08}",
            id_no=who.id_no,
            name=who.name,
            head_id_no=who.household.head.id_no,
            **{"class": kind},
            members=len(who.household.members),
            monthly_amount="0.00" if kind == "margin" else "180.00",
            start_date=date(2019, 7, 1),
        )

    return tell


HAPPENED: dict[str, Callable[[Shelf, Person], None]] = {
    "new_major": _ill,
    "unemployed": _insured("unemployed"),
    "retired_worker": _insured("retired"),
    "pays_security": _insured("active"),
    "claim_paid": _claim,
    "three_homes": _homes,
    "big_farm": _farm,
    "loan_large": lambda shelf, who: belongings.loan(shelf, who, principal="60000.00"),
    "cadre_in_post": belongings.cadre,
    "dibao_and_tekun": _on_roll("dibao"),
    "staff_on_dibao": lambda shelf, who: belongings.staff(shelf, who, "institution"),
    "old_house_stands": _moved(head_m2=25, demolished=None),
    "moved_large": _moved(head_m2=30, demolished=date(2019, 3, 1)),
    "aid_four_times": _aided(4),
    "aid_three_times": _aided(3),
    "margin_missing": _on_roll("margin"),
    "rain_dew_senior": lambda shelf, who: pay(shelf, who, "rain_dew", "2020-10", 150_000),
}
