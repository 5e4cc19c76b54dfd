"""Doubtful pairs: noted once, answered by people, remembered for every later file that writes the same."""

import polars as pl
import pytest

from mingbai.compare.matching.paper import YES
from mingbai.exchange.actions import pairs
from mingbai.exchange.models import DoubtfulPair
from mingbai.exchange.queries import pairs as queries
from mingbai.exchange.states import PairState
from mingbai.kit.scope import entered
from tests.factories import county, families
from tests.factories.county import AT

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def doubtful(*people, mark="0123456789abcdef0123"):
    return pl.DataFrame(
        [
            {
                "row": "7", "person": str(person.pk), "probability": 0.5, "name": "sound", "birth": "month",
                "place": "village", "phone": None, "count": len(people), "why": "several", "mark": mark,
                "a_name": "张三", "a_birth_date": "1965-03", "a_village": "马道村", "a_phone": "8888",
                "a_file": "10-残疾人证登记.xlsx", "a_row_in_file": 12,
            }
            for person in people
        ]
    )  # fmt: skip


@pytest.fixture
def two(biyang, db):
    by = county.person("township_officer", county.TOWN).acting
    with entered(by):
        home = families.household(by)
        return [
            families.member(by, home, name=name, relation=relation)
            for name, relation in (("张三", "head"), ("张山", "son"))
        ]


def test_what_lies_on_the_desk_is_not_put_there_twice(two, office):
    with entered(office):
        assert pairs.note(dataset="disability_cards", doubtful=doubtful(*two), by=office, at=AT) == 2
        assert pairs.note(dataset="disability_cards", doubtful=doubtful(*two), by=office, at=AT) == 0
        one = DoubtfulPair.objects.get(person=two[0])
        assert one.area_code == two[0].area_code
        assert one.written["village"] == "马道村"
        assert queries.answers().given.is_empty()
        DoubtfulPair.objects.filter(pk=one.pk).update(state=PairState.SAME)
        assert queries.answers().pairs(YES).to_dicts() == [{"mark": one.mark, "person": str(two[0].pk)}]
