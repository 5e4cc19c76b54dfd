"""A helper counts a family's income at the table with the network off, and it arrives once."""

from uuid import uuid4

import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.org.actions import sessions
from mingbai.registry.actions import incomes
from mingbai.registry.models import IncomeStatement
from tests.factories import county, families
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in
from tests.journeys.devices import SLOW_MACHINE, assert_no_fault, draw, executable, signal_back

pytestmark = pytest.mark.journey
LINES = {"migrant_work": 24_000_00, "planting": 6_000_00, "dibao": 3_600_00, "planting_cost": 2_500_00}


@pytest.fixture
def family(cast):
    """A helper, and a family of three that she is paired with, counted last year; removed when it ends."""
    helper = cast.person("helper", "韩敬之", VILLAGE)
    office = cast.person("county_office_officer", "何丽", unit="lead_office")
    at = clock.read()
    with entered(office.acting), transaction.atomic():
        home = families.household(office.acting, area=VILLAGE, at=at)
        for name, relation in (("赵大山", "head"), ("钱秀英", "spouse"), ("赵小山", "son")):
            families.member(office.acting, home, name=name, relation=relation, at=at)
        home.pairings.create(
            area_code=home.area_code, user=helper.user, helper_name="韩敬之", valid_from=families.BEGAN
        )
        last = facts(LINES, year=2019, at=at)
        incomes.count(household=home, facts=last, by=office.acting, at=at)
        home.refresh_from_db()
    helper.acting = county.acting(helper.user, at)
    yield helper, home
    with entered(office.acting), transaction.atomic():
        IncomeStatement.objects.filter(household=home).delete()
        home.pairings.all().delete()
        removed.household(home)


def facts(lines, *, year, at, base=None):
    return incomes.Count(
        key=uuid4(), base=base, year=year, counted_on=at.date(), lines=lines, agreed_by="赵大山"
    )


def statements(home, helper):
    with entered(helper.acting), transaction.atomic():
        return list(IncomeStatement.objects.filter(household=home, year=2020).order_by("id"))


def taken_along(page, helper):
    sign_in(page, helper.user)
    page.goto("/registry/accounts/")
    expect(page.locator("[data-taken-note]")).to_be_visible(timeout=SLOW_MACHINE)


@pytest.mark.parametrize("width", ["phone", "tablet"])
def test_counted_without_a_network_and_in_once(device, family, width):
    helper, home = family
    phone = device(width)
    page = phone.start(executable())
    taken_along(page, helper)
    assert_accessible(page)
    shoot(page, "accounts")

    phone.context.set_offline(True)
    page.get_by_role("link", name="赵大山").first.click()
    expect(page.get_by_text("没有网络").first).to_be_visible()
    expect(page.locator("[data-head]")).to_have_text("10,366.67")
    assert_accessible(page)
    shoot(page, "count-offline")
    page.get_by_label("务工收入").fill("30000")
    page.get_by_label("低保金").fill("")
    page.get_by_label("养老保险金").fill("1,236.50")
    expect(page.locator("[data-head]")).to_have_text("11,578.83")
    expect(page.locator("[data-distance]")).to_contain_text("5,578.83")
    draw(page)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-outbox-list] li")).to_contain_text("等待发送")
    shoot(page, "count-waiting")
    assert statements(home, helper) == []

    phone.stop()
    page = phone.start(executable())
    phone.context.set_offline(True)
    page.goto("/registry/accounts/")
    expect(page.locator("[data-outbox-list] li")).to_contain_text("赵大山")
    expect(page.locator("[data-outbox-held]")).to_contain_text("没有网络")

    signal_back(phone, page)
    expect(page.locator("[data-outbox-list] li")).to_contain_text("已送达")
    (counted,) = statements(home, helper)
    assert (counted.net_per_capita, counted.members, counted.agreed_by) == (11_578_83, 3, "赵大山")
    page.reload()
    expect(page.locator("[data-outbox-list] li")).to_have_count(1)
    assert len(statements(home, helper)) == 1
    page.locator("[data-outbox-list]").get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("赵大山")
    expect(page.get_by_role("img", name="赵大山的签名")).to_be_visible()
    shoot(page, "statement")
    assert_accessible(page)
    assert_no_fault(phone)


def test_two_devices_show_base_and_both(device, family):
    helper, home = family
    phone = device("phone")
    page = phone.start(executable())
    taken_along(page, helper)
    page.get_by_role("link", name="赵大山").first.click()
    phone.context.set_offline(True)
    page.get_by_label("务工收入").fill("30000")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-outbox-list] li")).to_contain_text("等待发送")

    at = clock.read()
    with entered(helper.acting), transaction.atomic():
        theirs = facts(LINES | {"migrant_work": 27_000_00, "pension": 500_00}, year=2020, at=at)
        incomes.count(household=home, facts=theirs, by=helper.acting, at=at)

    signal_back(phone, page)
    item = page.locator("[data-outbox-list] li")
    expect(item).to_contain_text("两个版本")
    expect(item).to_contain_text("27,000.00")
    expect(item).to_contain_text("30,000.00")
    shoot(page, "count-parted")
    assert_accessible(page)
    item.get_by_role("group", name="养老保险金").get_by_text("500.00").click()
    item.get_by_role("button", name="按所选的发送").click()
    page.wait_for_url("**/registry/statements/*")
    first, second = statements(home, helper)
    assert first.replaced_on is not None
    assert (second.lines["migrant_work"], second.lines["pension"]) == (30_000_00, 500_00)
    assert_no_fault(phone)


def test_signing_out_warns_and_leaves_nothing_legible(device, family):
    helper, home = family
    phone = device("phone")
    page = phone.start(executable())
    taken_along(page, helper)
    page.get_by_role("link", name="赵大山").first.click()
    phone.context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-outbox-list] li")).to_contain_text("等待发送")
    # First the closed door, then the network: the outbox sends by itself as soon as there is one.
    page.route("**/outbox/door", lambda route: route.abort())
    phone.context.set_offline(False)
    warned = []
    page.on("dialog", lambda dialog: (warned.append(dialog.message), dialog.accept()))
    page.locator(".banner details summary").first.click()
    page.get_by_role("button", name="退出").click()
    page.wait_for_url("**/sign-in**")
    assert "1" in warned[0]
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    assert "赵大山" not in page.evaluate(KEPT)
    page.unroute("**/outbox/door")
    sign_in(page, helper.user)
    page.goto("/registry/accounts/")
    expect(page.locator("[data-outbox-list] li")).to_contain_text("已送达")
    assert len(statements(home, helper)) == 1


def test_a_session_that_ended_meanwhile_loses_nothing(device, family):
    helper, home = family
    phone = device("phone")
    page = phone.start(executable())
    taken_along(page, helper)
    page.get_by_role("link", name="赵大山").first.click()
    phone.context.set_offline(True)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-outbox-list] li")).to_contain_text("等待发送")
    with entered(helper.acting), transaction.atomic():
        sessions.end_sessions(user=helper.user, why="idle", by=helper.acting, at=clock.read())
    signal_back(phone, page)
    expect(page.locator("[data-outbox-held]")).to_contain_text("请重新登录")
    shoot(page, "count-signed-out")
    page.locator("[data-outbox]").get_by_role("link", name="登录").click()
    page.get_by_label("用户名").fill(helper.user.username)
    page.get_by_label("密码", exact=True).fill(county.PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("[data-outbox-list] li")).to_contain_text("已送达")
    assert len(statements(home, helper)) == 1


KEPT = """() => new Promise((resolve) => {
  const asked = indexedDB.open("mingbai");
  asked.onsuccess = () => {
    const all = asked.result.transaction("parcels").objectStore("parcels").getAll();
    all.onsuccess = () => resolve(JSON.stringify(all.result.map((row) =>
      ({ ...row, sealed: new TextDecoder().decode(row.sealed.data) }))));
  };
})"""
