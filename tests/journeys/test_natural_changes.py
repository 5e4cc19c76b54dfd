"""A village cadre on a phone records a birth and a death; the township returns one, the county approves."""

from datetime import date

import pytest
from django.db import transaction
from playwright.sync_api import Page, expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.registry.actions import circumstances
from mingbai.registry.models import (
    ChangePaper,
    EntryFault,
    Household,
    NaturalChange,
    Person,
    PersonState,
    SearchToken,
    StopProposal,
)
from tests.factories import families
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in

pytestmark = pytest.mark.journey
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def family(cast):
    """A man who receives dibao, his wife and their grown son; removed when it ends."""
    office = cast.person("county_office_officer", "何丽", unit="lead_office")
    at = clock.read()
    with entered(office.acting), transaction.atomic():
        home = families.household(office.acting, area=VILLAGE, at=at, registered_on=families.BEGAN)
        head = families.member(office.acting, home, name="孙有田", at=at)
        families.member(office.acting, home, name="吴桂兰", relation="spouse", sex="female", at=at)
        families.member(office.acting, home, name="孙建国", relation="son", birth=date(1992, 3, 1), at=at)
        circumstances.change_person(
            person=head, on=families.BEGAN, values={"dibao": True}, by=office.acting, at=at
        )
        home.refresh_from_db()
    yield office, home
    with entered(office.acting), transaction.atomic():
        people = list(Person.objects.filter(memberships__household=home).values_list("pk", flat=True))
        for model in (StopProposal, ChangePaper, EntryFault, NaturalChange):
            model.objects.filter(area_code=VILLAGE).delete()
        home.memberships.all().delete()
        Household.objects.filter(pk=home.pk).update(head=None)
        for model in (PersonState, SearchToken):
            model.objects.filter(person__in=people).delete()
        Person.objects.filter(pk__in=people)._raw_delete("default")
        home.residences.all().delete()
        # Not through Django's collector, which would ask to delete looks that nobody may delete.
        Household.objects.filter(pk=home.pk)._raw_delete("default")


def test_a_birth_and_a_death_from_the_phone_to_the_household_s_page(open_page, cast, family) -> None:
    office, home = family
    cadre = cast.person("village_cadre", "周全", VILLAGE)
    town = cast.person("township_officer", "钱守正")
    phone = sign_in(open_page("phone"), cadre.user)
    birth = when_a_birth_is_typed(phone, home)
    death = when_the_head_s_death_is_typed(phone, home)
    desk = sign_in(open_page("desk"), town.user)
    when_the_township_passes_one_and_returns_the_other(desk, death, birth)
    then_the_cadre_mends_it(phone, birth)
    move(desk, birth, "review")
    county = sign_in(open_page("desk"), office.user)
    for change in (death, birth):  # the new head has to know all members: first the death
        move(county, change, "approve")
    then_the_household_page_tells_it(phone, home)
    then_the_department_is_asked(open_page, cast)


def when_a_birth_is_typed(page: Page, home: Household) -> str:
    page.goto(f"/registry/households/{home.key}")
    page.get_by_role("link", name="人口自然变更").last.click()
    shoot(page, "change-begin")
    assert_accessible(page)
    page.get_by_role("link", name="新生").click()
    page.locator("input[name=happened_on]").fill("2020-11-03")
    page.locator("input[name=name]").fill("孙小满")
    page.locator("select[name=sex]").select_option("male")
    page.locator("select[name=relation]").select_option("grandson")
    shoot(page, "change-birth")
    assert_accessible(page)
    page.locator("main form [type=submit]").click()
    return with_its_paper_submitted(page, "birth")


def when_the_head_s_death_is_typed(page: Page, home: Household) -> str:
    page.goto(f"/registry/changes/new/{home.key}/death")
    page.get_by_role("link", name="孙有田").click()
    page.get_by_role("link", name="吴桂兰").click()
    page.locator("input[name=happened_on]").fill("2020-11-04")
    shoot(page, "change-death")
    assert_accessible(page)
    page.locator("main form [type=submit]").click()
    return with_its_paper_submitted(page, "death")


def with_its_paper_submitted(page: Page, name: str) -> str:
    address = page.url
    page.locator("input[type=file]").set_input_files(
        {"name": "证明.png", "mimeType": "image/png", "buffer": PNG}
    )
    page.get_by_role("button", name="添加材料").click()
    shoot(page, f"change-paper-{name}")
    assert_accessible(page)
    move(page, address, "submit")
    return address


def move(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/do/{name}")
    page.locator("main [type=submit]").click()
    expect(page.locator(".notice-closed").first).to_be_visible()


def when_the_township_passes_one_and_returns_the_other(page: Page, death: str, birth: str) -> None:
    page.goto("/")
    shoot(page, "change-today")
    move(page, death, "review")
    page.goto(f"{birth}/do/send_back")
    page.locator("[name=field][value=name]").check()
    page.locator("[name=reason]").fill("与出生医学证明上的姓名不一致")
    shoot(page, "change-return")
    page.locator("main [type=submit]").click()
    expect(page.locator(".timeline")).to_contain_text("与出生医学证明上的姓名不一致")


def then_the_cadre_mends_it(page: Page, birth: str) -> None:
    page.goto("/")
    expect(page.locator("main")).to_contain_text("与出生医学证明上的姓名不一致")
    page.goto(birth)
    page.get_by_role("link", name="修改填报内容").click()
    page.locator("input[name=name]").fill("孙晓满")
    page.locator("main form [type=submit]").click()
    expect(page.locator("h1")).to_contain_text("孙晓满")
    move(page, birth, "submit")


def then_the_household_page_tells_it(page: Page, home: Household) -> None:
    page.goto(f"/registry/households/{home.key}")
    main = page.locator("main")
    expect(main).to_contain_text("孙晓满")
    expect(page.locator("h1")).to_contain_text("吴桂兰")
    expect(main).to_contain_text("已审定入账")
    shoot(page, "change-household")


def then_the_department_is_asked(open_page, cast) -> None:
    civil = cast.person("department_officer", "罗敏", unit="civil_affairs")
    page = sign_in(open_page("desk"), civil.user)
    expect(page.locator("main")).to_contain_text("孙有田已去世：低保金")
    page.goto("/registry/stops/")
    page.get_by_role("link", name="孙有田").click()
    expect(page.locator("main")).to_contain_text("陈述、申辩")
    shoot(page, "change-stop")
    assert_accessible(page)
