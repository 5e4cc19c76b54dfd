"""However people move a duty's text, what happens is what its table says; nobody approves their own."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.duties.actions import texts
from mingbai.duties.flow import duty_text
from mingbai.duties.models import DutyText
from mingbai.duties.queries import lists
from mingbai.kit.flow import MoveRefused
from tests.factories import county
from tests.factories.county import AT, VILLAGE
from tests.flow_checks import walk
from tests.oversight import scene

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("biyang")]
DUTY = "helper_01"
GIVEN = {"approve": {"seen": "文件原件"}, "send_back": {"reason": "文字不准确"}}


@pytest.fixture
def posts():
    kinds = (
        ("county_office_officer", county.COUNTY),
        ("county_office_head", county.COUNTY),
        ("helper", VILLAGE),
    )
    return [county.person(kind, area).acting for kind, area in kinds]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(data=st.data())
def test_every_walk_keeps_to_the_table(posts, data):
    clerk = posts[0]

    def make():
        wording = texts.Wording("每月至少到户两次", AT.date())
        return texts.draft(duty=DUTY, wording=wording, by=clerk, at=AT)

    walk(duty_text, make, posts, data, evidence=GIVEN)


def test_the_head_of_the_office_does_not_approve_a_text_of_their_own(posts):
    head = posts[1]
    with scene.act(head):
        text = texts.draft(duty=DUTY, wording=texts.Wording("每月两次", AT.date()), by=head, at=AT)
        texts.submit(text=text, by=head, at=AT)
        with pytest.raises(MoveRefused):
            texts.approve(text=text, seen="文件", by=head, at=AT)


def test_a_text_holds_from_its_day_and_the_one_before_until_then(posts):
    clerk, head, _helper = posts
    for words, day in (("说法一", date(2020, 12, 1)), ("说法二", date(2021, 3, 1))):
        with scene.act(clerk):
            text = texts.draft(duty=DUTY, wording=texts.Wording(words, day), by=clerk, at=AT)
            texts.submit(text=text, by=clerk, at=AT)
        with scene.act(head):
            texts.approve(text=text, seen="文件", by=head, at=AT)
    with scene.act(clerk):
        assert DutyText.objects.filter(duty=DUTY).count() == 2
        said = {day: lists.one(DUTY, day).words for day in (AT.date(), date(2021, 1, 1), date(2021, 3, 1))}
    assert said[AT.date()].startswith("每月至少到结对户家中一次")
    assert (said[date(2021, 1, 1)], said[date(2021, 3, 1)]) == ("说法一", "说法二")
