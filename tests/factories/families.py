"""Households and people in them, made through the registry's own verbs. Their numbers belong to nobody."""

import re
from datetime import date, datetime
from itertools import count

from mingbai.kit.scope import ActingPost
from mingbai.registry.actions import households, persons
from mingbai.registry.models import Household, Person
from mingbai.registry.states import Entry
from mingbai.tables.identity import check_character
from tests.factories.county import AT, VILLAGE

BEGAN = date(2016, 1, 1)
NO_SUCH_AREA = 999_999
NUMBER = re.compile(r"99\d{15}[\dX]")
_sequence = count(1)


def id_no(birth: date = date(1970, 5, 1), sex: str = "male") -> str:
    """A number that checks and that nobody can have: no area of China begins with 99."""
    number = next(_sequence) * 2 + (sex == "male")
    first17 = f"{NO_SUCH_AREA - number // 1000}{birth:%Y%m%d}{number % 1000:03d}"
    return first17 + check_character(first17)


def household(by: ActingPost, *, area: str = VILLAGE, at: datetime = AT, **more: object) -> Household:
    """A household without members, since 2016. Call it inside the post's scope and a transaction."""
    facts = households.NewHousehold(area_code=area, **{"started_on": BEGAN, **more})
    return households.found(facts=facts, by=by, at=at)


def member(
    by: ActingPost,
    home: Household,
    *,
    name: str = "张三",
    relation: str = "head",
    birth: date = date(1970, 5, 1),
    sex: str = "male",
    on: date = BEGAN,
    at: datetime = AT,
    **more: str,
) -> Person:
    """A person in a household."""
    facts = persons.NewPerson(name=name, id_type="id_card", id_no=id_no(birth, sex), **more)
    return persons.enter(
        facts=facts, household=home, relation=relation, on=on, came=Entry.START, by=by, at=at
    )


def headed(by: ActingPost, *, name: str, area: str = VILLAGE, at: datetime = AT, **more: object) -> Household:
    """A household of its head alone."""
    home = household(by, area=area, at=at, **more)
    member(by, home, name=name, at=at)
    home.refresh_from_db()
    return home
