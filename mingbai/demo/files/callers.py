"""Petitions and hotline calls: nobody asks a caller for an ID number, and names are written by ear.

A call carries name, home and telephone, as the hotline's form does; petitions by letter carry a name and a
home at most. What is planted is a call whose caller must be found without a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from mingbai.demo.files.cases import Case
from mingbai.demo.files.collected import Shelf
from mingbai.demo.files.families import Person
from mingbai.demo.files.nobody import phone
from mingbai.demo.files.plants import P, anyone, sown_miss, sown_must

CALLS = {"called": date(2020, 11, 20), "called_before": date(2020, 3, 20)}
CALLERS = (
    sown_must("called", P, anyone(25, 75), "11 月拨打热线，来件没有身份证号", 2),
    sown_miss("called_before", P, anyone(25, 75), "3 月拨打热线，此后没有", 1),
)
# What a clerk writes who hears the name: another character of the same sound.
HEARD = dict(
    zip(
        "国军平民华强伟生义成林福海英兰芳琴芝梅荣玲霞丽静敏娟涛磊杰飞峰超燕娜",
        "果君萍敏花墙炜声意诚琳富亥瑛岚方勤枝玫蓉铃侠莉靖民捐滔垒捷非丰抄艳那",
        strict=True,
    )
)
OLD_MONTHS = 9  # petitions are from January to September, so that none is of late


def written(shelf: Shelf, cases: Sequence[Case], petitions: int) -> None:
    """As many petitions as the article counts, and the calls that are planted."""
    plain = [case for case in cases if not case.plant]
    for number in range(petitions):
        _petition(shelf, plain[number * 7 % len(plain)].people[0], number)
    for number, case in enumerate(case for case in cases if case.plant in CALLS):
        if case.who:
            _call(shelf, case.who, number, on=CALLS[case.plant])


def _petition(shelf: Shelf, person: Person, number: int) -> None:
    """Every other letter is signed with no more than 王某."""
    village = person.household.village
    known = number % 2 == 0
    shelf["petitions"].add(
        case_no=f"XF2020{number:04}",
        name=person.name if known else f"{person.name[0]}某",
        township=village.township if known else "",
        village=village.name if known else "",
        received_on=date(2020, 1 + number % OLD_MONTHS, 9),
        topic="政策咨询",
    )


def _call(shelf: Shelf, person: Person, number: int, *, on: date) -> None:
    """Every other name is written as it was heard."""
    name, village = person.name, person.household.village
    heard = name[:-1] + HEARD.get(name[-1], name[-1]) if number % 2 else name
    shelf["petitions"].add(
        case_no=f"RX2020{number:04}",
        name=heard,
        sex="male" if person.male else "female",
        township=village.township,
        village=village.name,
        phone=phone(person.household.number),
        received_on=on,
        topic="反映困难",
    )
