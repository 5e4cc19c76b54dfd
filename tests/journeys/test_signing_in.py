"""Every role signs in, at a desk and on a phone, and finds what waits for it; a newcomer's first day."""

import re

import pytest
from playwright.sync_api import expect

from mingbai.org.queries import kinds
from tests.factories import county
from tests.journeys.browser import HEIGHT, WIDTHS, assert_accessible, shoot
from tests.journeys.cast import code_of, sign_in

pytestmark = pytest.mark.journey
UNITS = {"department_head": "civil_affairs", "department_officer": "civil_affairs"}
# A bureau's clerk finds what the calendar of departments' files asks for; the others have nothing to do yet.
WAITING = {"department_officer": "报送“低保特困低保边缘名册”"}
# The roles most people have; the others sign in under `make test-slow`.
USUAL = {"village_cadre", "helper", "township_officer", "department_officer", "county_leader"}
ROLES = [
    pytest.param(kind.code, marks=() if kind.code in USUAL else pytest.mark.slow)
    for kind in kinds.kinds()
    if kind.family != "machine"
]


@pytest.mark.parametrize("kind", ROLES)
def test_each_role_finds_today_and_its_places_on_a_phone_and_at_a_desk(open_page, cast, kind) -> None:
    person = cast.person(kind, "赵小满", unit=UNITS.get(kind))
    page = sign_in(open_page("phone"), person.user)
    for width in ("phone", "desk"):
        page.set_viewport_size({"width": WIDTHS[width], "height": HEIGHT})
        page.goto("/")
        expect(page.locator("h1")).to_have_text("我的待办")
        waits = WAITING.get(kind, "现在没有要办的事")
        expect(page.get_by_text(waits, exact=False).first).to_be_visible()
        assert_accessible(page)
    page.goto("/areas/")
    assert page.locator("#map a").count() > 0
    if kind in {"village_cadre", "county_office_head", "security_administrator"}:
        shoot(page, f"areas-{kind}")
        assert_accessible(page)


@pytest.mark.slow
def test_the_menu_s_every_page_opens_for_the_three_administrators(open_page, cast) -> None:
    for kind in ("system_administrator", "security_administrator", "audit_administrator"):
        page = sign_in(open_page("desk"), cast.person(kind, "钱守正").user)
        for address in [entry.get_attribute("href") for entry in page.locator("nav.menu a").all()]:
            assert page.goto(address).status == 200, address
            assert_accessible(page)
            shoot(page, f"{kind}{address.replace('/', '-')}")


def test_a_newcomer_s_first_day(open_page, cast) -> None:
    system = cast.person("system_administrator", "何明")
    security = cast.person("security_administrator", "罗军")
    desk = sign_in(open_page("desk"), system.user)
    word = given_an_account(desk)
    newcomer = cast.known("songjia")
    given_a_post(sign_in(open_page("desk"), security.user))
    phone = sign_in(open_page("phone"), newcomer, word)
    when_the_password_is_changed(phone, word)
    when_the_second_factor_is_set_up(phone, newcomer)
    expect(phone.locator("h1")).to_have_text("我的待办")
    expect(phone.locator("main")).to_contain_text("郭集镇")


def given_an_account(page) -> str:
    page.goto("/accounts/")
    page.get_by_role("link", name="开通账号").click()
    page.get_by_label("人员").fill("songjia\t宋佳\t411726108000\t13800001111")
    page.get_by_role("button", name="开通账号").click()
    shoot(page, "opened")
    return page.locator("td code").first.inner_text()


def given_a_post(page) -> None:
    page.goto("/posts/411726108000.township_officer")
    page.get_by_role("link", name="任命").click()
    page.get_by_label("用户名").fill("songjia")
    page.get_by_role("button", name="任命").click()
    expect(page.locator("main")).to_contain_text("宋佳")
    shoot(page, "post")


def when_the_password_is_changed(page, word: str) -> None:
    expect(page).to_have_url(re.compile("/me/password$"))
    page.get_by_label("现密码").fill(word)
    page.get_by_label("新密码", exact=True).fill("Xiaosong-2020")
    page.get_by_label("再输一次新密码").fill("Xiaosong-2020")
    shoot(page, "password")
    assert_accessible(page)
    page.get_by_role("button", name="修改密码").click()


def when_the_second_factor_is_set_up(page, newcomer) -> None:
    expect(page).to_have_url(re.compile("/me/second-factor$"))
    shoot(page, "enrol")
    assert_accessible(page)
    page.get_by_label("手机上的动态口令").fill(code_of(newcomer))
    page.get_by_role("button", name="确认").click()
    expect(page.locator("ol code")).to_have_count(10)
    shoot(page, "recovery-codes")
    page.get_by_role("link", name="我已保存好").click()


def test_wrong_passwords_are_told_kindly_and_then_locked(open_page, cast) -> None:
    cadre = cast.person("village_cadre", "王大山")
    page = open_page("phone")
    for _time in range(4):
        sign_in(page, cadre.user, "Wrong-password-1")
        expect(page.get_by_text("用户名或密码不对").first).to_be_visible()
    sign_in(page, cadre.user, "Wrong-password-1")
    sign_in(page, cadre.user)
    expect(page.get_by_text("30 分钟").first).to_be_visible()
    shoot(page, "locked")
    assert_accessible(page)


def test_switching_posts_takes_one_tap(open_page, cast) -> None:
    leader = cast.person("group_leader", "宋卫东")
    county.hold(leader.user, "group_leader", "411726108203")
    page = sign_in(open_page("phone"), leader.user)
    post = page.locator("main .head-text p")
    first = post.inner_text()
    assert "宋卫东" in first
    page.locator("details.drop summary").first.click()
    shoot(page, "switch")
    page.locator(".drop-item:not([aria-current])").first.click()
    expect(post).not_to_have_text(first)
    expect(post).to_contain_text("宋卫东")


def test_it_speaks_english_too(open_page, cast) -> None:
    head = cast.person("county_office_head", "陈建华", unit="lead_office")
    page = sign_in(open_page("desk"), head.user)
    page.get_by_label("语言和显示").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("h1")).to_have_text("Today")
    for address in ("/areas/", "/me/", "/delegations/", "/exports/"):
        page.goto(address)
        assert_accessible(page)
    shoot(page, "exports-english")
