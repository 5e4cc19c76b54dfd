"""What schools, hospitals, police, housing and water keep of registered households; risks are planted."""

from __future__ import annotations

from datetime import date
from random import Random

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf, yuan
from mingbai.demo.files.families import Person

SICK = ("脑梗死", "冠心病", "慢性阻塞性肺病", "股骨骨折", "高血压病", "糖尿病", "肺部感染")
HUKOU = {
    "split_lately": ("split", date(2020, 5, 11)),
    "split_before": ("split", date(2019, 11, 30)),
    "moved_away": ("move_out", date(2020, 5, 20)),
}
COSTS = {"school_costs": "10000.01", "school_costs_10000": "10000.00"}
GRADES = {"unsafe_house": "d", "unsafe_house_c": "c"}
GRADED = ("junior", "senior", "vocational")  # whose student status ends in the grade
# self-paid and total of planted stays, fen; day of discharge
STAYS = {
    "inpatient_5000": (500_000, 6_000_000, date(2020, 8, 20)),
    "inpatient_4999": (499_999, 6_000_000, date(2020, 8, 20)),
    "inpatient_2019": (900_000, 10_000_000, date(2019, 8, 20)),
    "self_share_over": (150_000, 1_000_000, date(2020, 5, 6)),
    "self_share_ten": (100_000, 1_000_000, date(2020, 5, 6)),
    "inpatient_10001": (1_000_001, 15_000_000, date(2020, 8, 20)),
    "inpatient_10000": (1_000_000, 15_000_000, date(2020, 8, 20)),
}
CALLING = 5  # every so many households' long ill draw their medicine at the hospital
# self-paid of planted visits this month, fen
VISITS = {"outpatient_500": 50_000, "outpatient_499": 49_999}


def written(shelf: Shelf, case: Case, *, sick: float, dice: Random) -> None:
    """Adds the rows of one household to every file that would hold them."""
    for person in case.people:
        _insured(shelf, case, person)
        _hukou(shelf, case, person)
        _school(shelf, case, person, dice)
        _ill(shelf, case, person, sick, dice)
        _work(shelf, case, person, dice)
    _home(shelf, case, dice)
    _water(shelf, case)
    _events(shelf, case)


def _insured(shelf: Shelf, case: Case, person: Person) -> None:
    absent = case.planted("uninsured", person)
    shelf["medical_insurance"].add(
        id_no=person.id_no,
        name=person.name,
        year=2020,
        insured=not absent,
        payer_class="poor",
        premium_self="0.00",
        paid_on="" if absent else date(2019, 11, 20),
    )


def _hukou(shelf: Shelf, case: Case, person: Person) -> None:
    event, day = HUKOU.get(case.plant, ("none", "")) if case.who is person else ("none", "")
    shelf["hukou"].add(
        hukou_no=f"4117{person.household.number:08}",
        id_no=person.id_no,
        name=person.name,
        hukou_relation=person.relation,
        event=event,
        event_on=day,
    )


def _school(shelf: Shelf, case: Case, person: Person, dice: Random) -> None:
    traits = case.traits[person.no]
    if not traits.stage:
        return
    gone = case.planted("dropout", person) or case.planted("dropout_senior", person)
    if traits.stage in ("vocational", "college", "bachelor"):
        shelf["vocational_register"].add(
            id_no=person.id_no,
            name=person.name,
            school=dice.choice(("驻马店职业技术学院", "泌阳县职教中心", "黄淮学院")),
            stage=traits.stage,
            full_time=not case.planted("part_time_student", person),
            entry_year=2019,
            year=2020,
            cost_self=COSTS.get(case.plant, "6000.00") if case.who is person else "6000.00",
        )
    if traits.stage in ("college", "bachelor"):
        return
    grade = int(traits.student[-1]) if traits.stage in GRADED else None
    roll(shelf, person, traits.stage, boarding=traits.boarding, gone=gone, grade=grade)


def roll(
    shelf: Shelf, person: Person, stage: str, *, boarding: bool, gone: bool = False, grade: int | None = None
) -> None:
    """A pupil on a school's roll; `gone` is a dropout."""
    shelf["student_status"].add(
        student_no=f"G{person.id_no}", id_no=person.id_no, name=person.name,
        school=f"{person.household.village.township}中心学校", stage=stage, grade=grade, boarding=boarding,
        state="dropout" if gone else "enrolled", absent_days=60 if gone else 0, term="2020-2021学年第一学期",
    )  # fmt: skip


def _ill(shelf: Shelf, case: Case, person: Person, sick: float, dice: Random) -> None:
    traits = case.traits[person.no]
    if "chronic" in traits.health or "major" in traits.health:
        shelf["disease_list"].add(
            id_no=person.id_no,
            name=person.name,
            disease_code=dice.choice(SICK),
            major="major" in traits.health,
            confirmed_on=date(2017, dice.randint(1, 12), 8),
            doctor_team=f"{person.household.village.township}卫生院",
        )
    if case.who is person and case.plant in STAYS:
        self_paid, total, day = STAYS[case.plant]
        stay(shelf, person, self_paid=self_paid, total=total, day=day, dice=dice)
    elif case.who is person and case.plant in VISITS:
        fen, day = VISITS[case.plant], date(2020, 11, 12)
        stay(shelf, person, self_paid=fen, total=600_000, day=day, dice=dice, kind="outpatient")
    elif not case.plant and "chronic" in traits.health and case.household.number % CALLING == 0:
        stay(shelf, person, self_paid=20_000, total=300_000, day=_day(dice), dice=dice, kind="chronic")
    elif not case.plant and dice.random() < sick:
        total = dice.randint(300_000, 2_500_000)
        stay(
            shelf, person, self_paid=total * dice.randint(4, 9) // 100, total=total, day=_day(dice), dice=dice
        )


def _day(dice: Random) -> date:
    return date(2020, dice.randint(1, 11), dice.randint(1, 28))


def stay(
    shelf: Shelf,
    person: Person,
    *,
    self_paid: int,
    total: int,
    day: date,
    dice: Random,
    kind: str = "inpatient",
) -> None:
    """One stay in hospital, or a visit to it; the insurers' parts and the patient's add up to the total."""
    rest = total - self_paid
    basic, critical = rest * 7 // 10, rest // 10
    shelf["medical_settlement"].add(
        settlement_no=f"JS{len(shelf['medical_settlement']):08}",
        id_no=person.id_no,
        name=person.name,
        hospital="泌阳县人民医院",
        hospital_level="county",
        in_county=True,
        visit_kind=kind,
        admitted_on=date(day.year, day.month, max(day.day - 8, 1)),
        discharged_on=day,
        total=yuan(total),
        within_policy=yuan(total * 95 // 100),
        basic_paid=yuan(basic),
        critical_paid=yuan(critical),
        supplementary_paid="0.00",
        assistance_paid=yuan(rest - basic - critical),
        other_paid="0.00",
        self_paid=yuan(self_paid),
        disease=dice.choice(SICK),
    )


def _work(shelf: Shelf, case: Case, person: Person, dice: Random) -> None:
    traits = case.traits[person.no]
    if traits.months:
        shelf["labour_survey"].add(
            id_no=person.id_no,
            name=person.name,
            work_place=traits.place,
            out_of_province=traits.out_of_province,
            employer=traits.employer,
            zone_firm=traits.place.endswith("泌阳县"),
            months=traits.months,
            monthly_wage=yuan(dice.randint(180_000, 420_000)),
            contract=True,
            returned_on=date(2020, 11, 20) if case.planted("came_home", person) else "",
            arrears="6000.00" if case.planted("wages_owed", person) else "0.00",
            workshop_closed=case.planted("workshop_closed", person),
        )


def _home(shelf: Shelf, case: Case, dice: Random) -> None:
    head, means = case.people[0], case.means
    unsafe = GRADES.get(case.plant)
    changed = not unsafe and (means.new_house or means.repaired)
    if case.plant == "repaired_twice":
        _repaired(shelf, case)
        return
    shelf["house_safety"].add(
        head_id_no=head.id_no,
        head_name=head.name,
        township=case.household.village.township,
        village=case.household.village.name,
        grade=unsafe or ("a" if means.new_house else "b"),
        appraised_on=date(2020, 4, 15),
        only_house=True,
        rebuild_year=dice.randint(2016, 2019) if changed else "",
        rebuild_kind=("新建" if means.new_house else "修缮加固") if changed else "",
    )


def _repaired(shelf: Shelf, case: Case) -> None:
    """A house for which the subsidy was paid twice, by two lists."""
    for year in (2016, 2019):
        shelf["house_safety"].add(
            head_id_no=case.people[0].id_no,
            head_name=case.people[0].name,
            township=case.household.village.township,
            village=case.household.village.name,
            grade="b",
            appraised_on=date(year, 4, 15),
            only_house=True,
            rebuild_year=year,
            rebuild_kind="危房改造",
        )


def _water(shelf: Shelf, case: Case) -> None:
    head, unwell = case.people[0], case.plant == "unsafe_water"
    shelf["safe_water"].add(
        head_id_no=head.id_no,
        head_name=head.name,
        township=case.household.village.township,
        village=case.household.village.name,
        source_kind="well" if unwell else "tap",
        safe=not unwell,
        outage_days=90 if unwell else 0,
        checked_on=date(2020, 9, 10),
    )


def _events(shelf: Shelf, case: Case) -> None:
    who = case.who
    if who is None:
        return
    if case.plant == "died_earner":
        shelf["deaths"].add(id_no=who.id_no, name=who.name, died_on=date(2020, 11, 8), place="泌阳县殡仪馆")
    if case.plant == "accident":
        shelf["traffic_accidents"].add(
            id_no=who.id_no, name=who.name, happened_on=date(2020, 11, 12), injury="serious"
        )
    if case.plant == "disaster":
        shelf["disaster_losses"].add(
            head_id_no=who.id_no,
            head_name=who.name,
            village=case.household.village.name,
            disaster="fire",
            happened_on=date(2020, 11, 5),
            loss="30000.00",
            house_damaged=True,
            aid="0.00",
        )
