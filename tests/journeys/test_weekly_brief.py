"""The office issues the brief; a leader opens it in a chat, then signs in and goes down to a photograph."""

from datetime import timedelta

import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.oversight.actions import ending, noting, pictures, planning, sheets
from mingbai.oversight.actions.noting import Noted
from mingbai.oversight.models import Inspected, Inspection
from tests.factories import families
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in
from tests.journeys.test_inspecting import TEAM, picture

pytestmark = pytest.mark.journey
HEAD, MATTER = "钱大山", "门前排水沟长期堵塞"


@pytest.fixture
def people(cast):
    return {
        "office": cast.person("county_office_officer", "何丽", unit="lead_office"),
        "team": cast.person("inspection_member", "马宏伟", unit=TEAM),
        "leader": cast.person("county_leader", "周明远"),
    }


@pytest.fixture
def stuck(people):
    """What team 3 found four weeks ago, with a photograph and a name typed into it; nobody has mended it."""
    then, office, team = clock.read() - timedelta(days=28), people["office"].acting, people["team"].acting
    with entered(office), transaction.atomic():
        task = planning.give_task(
            team=TEAM, week=then.date(), matters=["人居环境"], villages=1, poor=1, other=0, seed="七",
            by=office, at=then,
        )  # fmt: skip
        visit = Inspection.objects.create(area_code=VILLAGE, task=task, team=TEAM, on=then.date())
        home = families.headed(office, name=HEAD, area=VILLAGE, at=then, registered_on=families.BEGAN)
        form = Inspected.objects.create(
            area_code=VILLAGE, inspection=visit, household=home, place=1, form="poor", head_name=HEAD,
            checked_at=then,
        )  # fmt: skip
    with entered(team), transaction.atomic():
        noted = Noted(category="policy", severity="minor", title=f"{HEAD}家{MATTER}", fact="积水半尺")
        fact = noting.note_fact(visit=visit, inspected=form, noted=noted, by=team, at=then)
        pictures.photograph(fact=fact, content=picture()["buffer"], by=team, at=then)
        noting.answer(fact=fact, accepts=True, said="", who="村支书", by=team, at=then, version=fact.version)
        visit.refresh_from_db()
        ending.end(visit=visit, met="村支书", village_said="认可", by=team, at=then, version=visit.version)
    with entered(office), transaction.atomic():
        sheets.issue(by=office, at=then)
    yield
    removed.supervision()
    with entered(office), transaction.atomic():
        removed.household(home)


@pytest.mark.usefixtures("stuck")
def test_a_brief_is_issued_read_in_a_chat_and_opened_down_to_a_photograph(open_page, people):
    address = when_the_office_issues_it(sign_in(open_page("desk"), people["office"].user))
    phone = open_page("phone")
    then_it_is_read_without_signing_in(phone, address)
    when_the_leader_signs_in(phone, people["leader"].user)
    then_the_matter_opens_down_to_the_photograph(phone)


def when_the_office_issues_it(page) -> str:
    page.goto("/oversight/briefs/")
    assert_accessible(page)
    page.get_by_role("link", name="本周专报").click()
    expect(page.get_by_text(f"某某家{MATTER}")).to_be_visible()
    expect(page.locator("main")).not_to_contain_text(HEAD)
    assert_accessible(page)
    shoot(page, "brief-preview")
    page.get_by_role("button", name="印发专报").click()
    text = page.get_by_label("复制到工作群").input_value()
    assert_accessible(page)
    shoot(page, "brief-address")
    return text.splitlines()[-1]


def then_it_is_read_without_signing_in(page, address) -> None:
    page.goto(address)
    expect(page.get_by_role("heading", level=1)).to_contain_text("督查专报")
    expect(page.get_by_text(f"某某家{MATTER}")).to_be_visible()
    expect(page.locator("body")).not_to_contain_text(HEAD)
    assert page.locator("nav, form").count() == 0
    assert page.context.cookies() == []
    page.get_by_text("看数字").first.click()
    expect(page.get_by_role("cell", name="1", exact=True).first).to_be_visible()
    assert_accessible(page)
    shoot(page, "brief-open")


def when_the_leader_signs_in(page, user) -> None:
    page.get_by_role("link", name="有账号的").click()
    expect(page.get_by_label("用户名")).to_be_visible()
    sign_in(page, user)
    page.goto("/oversight/briefs/")
    page.get_by_role("link", name="第1期").first.click()
    assert_accessible(page)
    shoot(page, "brief-signed-in")


def then_the_matter_opens_down_to_the_photograph(page) -> None:
    page.get_by_role("link", name=MATTER).click()
    expect(page.get_by_text("积水半尺").first).to_be_visible()
    shoot(page, "brief-matter")
    picture_of_it = page.get_by_role("img", name="事实照片").first
    expect(picture_of_it).to_be_visible()
    assert picture_of_it.evaluate("(image) => image.complete && image.naturalWidth > 0")
