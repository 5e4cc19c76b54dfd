"""Cars, houses, firms, money: ordinary people have them freely, registered ones only where planted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, yuan
from mingbai.demo.files.families import Household, Person
from mingbai.demo.files.nobody import credit_code, plate
from mingbai.demo.files.story import Story

GROWN = (22, 60)


def planted(shelf: Shelf, case: Case) -> None:
    """The belongings planted on a registered household."""
    give = PLANTED.get(case.plant)
    if give is not None and case.who is not None:
        give(shelf, case.who)


def of_ordinary(shelf: Shelf, household: Household, story: Story, dice: Random) -> None:
    """What an ordinary household owns."""
    grown = [one for one in household.members if GROWN[0] <= one.age() <= GROWN[1]]
    if not grown:
        return
    owner = dice.choice(grown)
    if dice.random() < story.share("car"):
        vehicle(shelf, owner, "car", price=yuan(dice.randint(30, 200) * 100_000), status="normal")
    elif dice.random() < 0.3:  # noqa: PLR2004 - motorcycles are common
        vehicle(shelf, owner, "motorcycle", price="5000.00", status="normal")
    if dice.random() < story.share("town_house"):
        estate(shelf, owner, "dwelling", area=dice.randint(80, 140))
    if dice.random() < story.share("company"):
        firm(shelf, owner, capital_wan=str(dice.choice((5, 10, 50, 100))), status="active")
    for one in grown:
        if dice.random() < story.share("public_staff"):
            staff(shelf, one, dice.choice(("civil", "teacher", "institution")))
            fund(shelf, one)
        elif dice.random() < story.share("employee"):
            tax(shelf, one, yuan(dice.randint(30, 90) * 100_000))


def vehicle(shelf: Shelf, who: Person, kind: str, *, price: str, status: str) -> None:
    """A vehicle on somebody's name."""
    shelf["vehicles"].add(
        plate=plate(len(shelf["vehicles"])),
        owner_id_no=who.id_no,
        owner_name=who.name,
        vehicle_type=kind,
        registered_on=date(2017, 1, 9) + timedelta(days=len(shelf["vehicles"]) % 1200),
        price=price,
        displacement_ml=1598 if kind == "car" else 125,
        vehicle_use="非营运",
        status=status,
    )


def estate(shelf: Shelf, who: Person, use: str, *, area: int) -> None:
    """A house or shop."""
    shelf["real_estate"].add(
        certificate_no=f"豫(2019)泌阳县不动产权第{len(shelf['real_estate']):07}号",
        owner_id_no=who.id_no,
        owner_name=who.name,
        co_owners=1,
        area_m2=area,
        property_use=use,
        registered_on=date(2019, 3, 7),
        county_name="泌阳县",
    )


def firm(shelf: Shelf, who: Person, *, capital_wan: str, status: str) -> None:
    """A firm on somebody's name."""
    number = len(shelf["market_entities"])
    shelf["market_entities"].add(
        credit_code=credit_code(number),
        entity_name=f"泌阳县{who.name[0]}记商贸有限公司{number}",
        entity_type="company",
        id_no=who.id_no,
        name=who.name,
        role="legal",
        capital=capital_wan,
        capital_paid="0",
        founded_on=date(2018, 5, 16),
        status=status,
        report_year=2019,
    )


def staff(shelf: Shelf, who: Person, kind: str) -> None:
    """Somebody on the public payroll."""
    shelf["public_staff"].add(
        id_no=who.id_no,
        name=who.name,
        unit_name="泌阳县某中学" if kind == "teacher" else "泌阳县某局",
        staff_type=kind,
        monthly_pay="4200.00",
    )


def cadre(shelf: Shelf, who: Person) -> None:
    """A village cadre in office."""
    shelf["village_cadres"].add(
        id_no=who.id_no,
        name=who.name,
        township=who.household.village.township,
        village=who.household.village.name,
        post="committee",
        start_date=date(2018, 4, 10),
    )


def tax(shelf: Shelf, who: Person, income: str) -> None:
    """Declared wages."""
    shelf["income_tax"].add(id_no=who.id_no, name=who.name, year=2019, income_class="wage", income=income)


def fund(shelf: Shelf, who: Person) -> None:
    """Housing fund."""
    shelf["housing_fund"].add(
        id_no=who.id_no, name=who.name, unit_name="泌阳县某单位", monthly_base="4200.00", last_month="2020-10"
    )


def machine(shelf: Shelf, who: Person, kind: str, price: str) -> None:
    """A farm machine."""
    shelf["machinery"].add(
        machine_no=f"豫17-{len(shelf['machinery']):05}",
        owner_id_no=who.id_no,
        owner_name=who.name,
        machine_type=kind,
        price=price,
        subsidy="0.00",
        bought_on=date(2019, 5, 20),
    )


def loan(
    shelf: Shelf, who: Person, *, overdue: int = 0, use: str = "livestock", principal: str = "50000.00"
) -> None:
    """A micro-credit, of 50,000 yuan unless planted otherwise."""
    shelf["micro_credit"].add(
        contract_no=f"XD2018{len(shelf['micro_credit']):06}",
        id_no=who.id_no,
        name=who.name,
        bank="泌阳农商银行",
        principal=principal,
        rate_percent="4.35",
        lent_on=date(2018, 3, 1),
        due_on=date(2020, 11, 30) - timedelta(days=overdue) if overdue else date(2021, 3, 1),
        loan_use=use,
        interest_subsidy="5800.00",
        balance=principal,
        overdue_days=overdue,
        **{"class": "substandard" if overdue else "normal"},
    )


def firm_loan(shelf: Shelf, number: int) -> None:
    """A bank's loan to a firm; some firms are gone, some help nobody."""
    shelf["firm_loans"].add(
        contract_no=f"QD2019{number:05}",
        credit_code=credit_code(8_000_000 + number),
        entity_name=f"泌阳县某农业科技有限公司{number}",
        active=number % 6 != 0,
        poor_linked=number % 4 != 0,
        balance=str(50 + number % 20 * 10),
    )


def savings(shelf: Shelf, who: Person) -> None:
    """More than 100,000 yuan in the bank, as an authorised check found."""
    shelf["deposits"].add(
        id_no=who.id_no,
        name=who.name,
        consent_no=f"SQ{who.household.number:07}",
        balance_band="b10",
        securities=False,
        checked_on=date(2020, 10, 12),
    )


PLANTED: dict[str, Callable[[Shelf, Person], None]] = {
    "car": lambda shelf, who: vehicle(shelf, who, "car", price="80000.00", status="normal"),
    "car_sold": lambda shelf, who: vehicle(shelf, who, "car", price="80000.00", status="transferred"),
    "motorcycle": lambda shelf, who: vehicle(shelf, who, "motorcycle", price="4500.00", status="normal"),
    "shop": lambda shelf, who: estate(shelf, who, "shop", area=95),
    "second_home": lambda shelf, who: estate(shelf, who, "dwelling", area=95),
    "homestead": lambda shelf, who: estate(shelf, who, "homestead", area=120),
    "company_30": lambda shelf, who: firm(shelf, who, capital_wan="30", status="active"),
    "company_20": lambda shelf, who: firm(shelf, who, capital_wan="20", status="active"),
    "company_gone": lambda shelf, who: firm(shelf, who, capital_wan="50", status="cancelled"),
    "deposits": savings,
    "high_income": lambda shelf, who: tax(shelf, who, "120000.00"),
    "housing_fund": fund,
    "public_staff": lambda shelf, who: staff(shelf, who, "institution"),
    "village_cadre": cadre,
    "harvester": lambda shelf, who: machine(shelf, who, "harvester", "110000.00"),
    "walking_tractor": lambda shelf, who: machine(shelf, who, "other", "3000.00"),
    "loan_overdue_91": lambda shelf, who: loan(shelf, who, overdue=91),
    "loan_overdue_90": lambda shelf, who: loan(shelf, who, overdue=90),
    "loan_for_house": lambda shelf, who: loan(shelf, who, use="house"),
}
