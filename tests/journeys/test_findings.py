"""Findings from the county's desk to the cadre's phone and back; without a signal; what others see of it."""

import struct
import zlib

import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit import clock, steps
from mingbai.kit.files import store
from mingbai.kit.scope import entered
from mingbai.screening.actions import verifying
from mingbai.screening.models import Finding, Tally, ToIdentify
from tests.factories import families, findings
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, listen, shoot
from tests.journeys.cast import TOWN, VILLAGE, sign_in
from tests.journeys.devices import SLOW_MACHINE, assert_no_fault, executable, signal_back

pytestmark = pytest.mark.journey
NAMES = ("赵一山", "钱二河", "孙三石", "李四海", "周五田", "吴六林", "郑七泉")
RULE = "R01"


@pytest.fixture
def office(cast):
    return cast.person("county_office_officer", "何丽", unit="lead_office")


@pytest.fixture
def homes(office):
    """Seven households of the village, removed with all that was found and said of them."""
    at, made = clock.read(), []
    with entered(office.acting), transaction.atomic():
        for name in NAMES:
            home = families.household(office.acting, area=VILLAGE, at=at, group_no=len(made) + 1)
            families.member(office.acting, home, name=name, at=at)
            home.refresh_from_db()
            made.append(home)
    yield made
    with entered(office.acting), transaction.atomic():
        ids = [home.pk for home in made]
        Finding.objects.filter(household_id__in=ids).delete()
        ToIdentify.objects.filter(household_id__in=ids).delete()
        Tally.objects.all().delete()
        for home in made:
            removed.household(home)
    removed.supervision()


def of(homes, by):
    with entered(by), transaction.atomic():
        return list(Finding.objects.filter(household_id__in=[home.pk for home in homes]).order_by("id"))


def test_a_cadre_without_a_signal_answers_seven_and_they_arrive_once(phone, cast, office, homes):
    # Given seven findings that were sent to the village, and a phone that took the pages along
    cadre = cast.person("village_cadre", "韩敬之", VILLAGE)
    with entered(office.acting), transaction.atomic():
        for home in homes:
            findings.sent(home=home, by=office.acting, at=clock.read())
    page = phone.start(executable())
    sign_in(page, cadre.user)
    shoot(page, "findings-today")
    page.goto("/screening/mine/")
    expect(page.locator("[data-taken-note]")).to_be_visible(timeout=SLOW_MACHINE)
    assert_accessible(page)
    shoot(page, "findings-mine")

    # When there is no signal, and each is answered at the door
    phone.context.set_offline(True)
    for number, name in enumerate(NAMES):
        page.get_by_role("link", name=f"核实：{name}").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text(name, timeout=SLOW_MACHINE)
        if number == 0:
            page.get_by_role("button", name="属实", exact=True).click()
            expect(page.locator("[data-wants]")).to_contain_text("请写几句")
            assert_accessible(page)
        page.get_by_label("核实情况").fill("费用是邻村同名的人的" if number == 6 else "看了住院结算单")
        if number == 0:
            shoot(page, "findings-verify")
        page.get_by_role("button", name="不属实" if number == 6 else "属实", exact=True).click()
        page.wait_for_url("**/screening/mine/")
        expect(page.locator(".noted")).to_have_count(number + 1, timeout=SLOW_MACHINE)
    expect(page.get_by_text("今日已办完")).to_be_visible()
    shoot(page, "findings-done-offline")
    assert {row.state for row in of(homes, office.acting)} == {"sent"}

    # Then they arrive once the signal is back, each once
    signal_back(phone, page)
    expect(page.locator('[data-outbox-list] li[data-state="arrived"]')).to_have_count(7, timeout=SLOW_MACHINE)
    page.reload()
    expect(page.get_by_text("今日已办完")).to_be_visible(timeout=SLOW_MACHINE)
    shoot(page, "findings-done")
    assert_accessible(page)
    answered = of(homes, office.acting)
    assert [row.state for row in answered] == ["true"] * 6 + ["false"]
    with entered(office.acting), transaction.atomic():
        assert [steps.of(row).exclude(move="send").count() for row in answered] == [1] * 7
        assert ToIdentify.objects.filter(household__in=homes, state="waiting").count() == 6
    assert_no_fault(phone)


def test_a_farmer_s_false_flag_is_found_false_and_the_rule_s_rate_shows_it(open_page, cast, office, homes):
    # Given a machine's flag on a farmer, which the county sends by township
    with entered(office.acting), transaction.atomic():
        flag = findings.finding(home=homes[0], at=clock.read(), rule=RULE)
    desk = open_page("desk")
    sign_in(desk, office.user)
    shoot(desk, "findings-today")
    desk.goto("/screening/findings/")
    assert_accessible(desk)
    shoot(desk, "findings-list")
    desk.goto("/screening/towns")
    assert_accessible(desk)
    shoot(desk, "findings-towns")
    desk.get_by_role("button", name="下发预览").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("1 条疑点发往 1 个乡镇")
    assert_accessible(desk)
    shoot(desk, "findings-send")
    desk.get_by_role("button", name="下发核实").click()
    expect(desk.get_by_text("已下发 1 条疑点")).to_be_visible()

    # When the cadre finds that it is somebody else's bill
    cadre = cast.person("village_cadre", "韩敬之", VILLAGE)
    phone = open_page("phone")
    sign_in(phone, cadre.user)
    phone.get_by_role("link", name="赵一山").first.click()
    phone.get_by_label("核实情况").fill("费用是邻村同名的人的，出院小结上的号码不同")
    phone.get_by_role("button", name="不属实").click()
    phone.wait_for_url("**/screening/mine/")
    expect(phone.get_by_text("今日已办完")).to_be_visible()

    # Then the rule's rate says so, and the answer stands on the finding and the household
    desk.goto("/screening/rates")
    row = desk.get_by_role("row", name="住院自付过高")
    expect(row.get_by_role("cell").nth(1)).to_have_text("1")
    expect(row.get_by_role("cell").nth(2)).to_have_text("0")
    assert_accessible(desk)
    shoot(desk, "findings-rates")
    row.get_by_role("link", name="1", exact=True).click()
    desk.get_by_role("link", name="赵一山").click()
    expect(desk.get_by_text("费用是邻村同名的人的").first).to_be_visible()
    assert_accessible(desk)
    shoot(desk, "findings-one")
    desk.goto(f"/registry/households/{homes[0].key}")
    expect(desk.get_by_text("疑点核实不属实")).to_be_visible()
    shoot(desk, "findings-household")

    # And an officer of another department sees nothing of it
    civil = cast.person("department_officer", "马会", unit="education_bureau")
    other = open_page("desk")
    sign_in(other, civil.user)
    other.goto("/screening/findings/")
    expect(other.get_by_text("还没有疑点")).to_be_visible()
    answer = other.goto(f"/screening/findings/{flag.key}")
    assert answer.status == 404
    other.goto("/screening/rates")
    expect(other.get_by_text("还没有核实结果")).to_be_visible()


def test_the_township_begins_the_identification_of_a_verified_risk(open_page, cast, office, homes):
    # Given a risk that the village verified
    cadre = cast.person("village_cadre", "韩敬之", VILLAGE)
    with entered(office.acting), transaction.atomic():
        risk = findings.sent(home=homes[1], by=office.acting, at=clock.read())
    with entered(cadre.acting), transaction.atomic():
        verifying.answer(finding=risk, given=findings.TRUE, by=cadre.acting, at=clock.read())
    # When the township opens its Today
    town = cast.person("township_officer", "郭长顺", TOWN)
    desk = open_page("desk")
    sign_in(desk, town.user)
    expect(desk.get_by_text("待识别：钱二河")).to_be_visible()
    desk.goto("/screening/queue/")
    assert_accessible(desk)
    shoot(desk, "findings-queue")
    desk.get_by_role("link", name="钱二河").click()
    assert_accessible(desk)
    shoot(desk, "findings-queue-one")
    desk.get_by_role("link", name="启动识别认定").click()
    desk.get_by_label("谁入户、何时入户").fill("郭长顺、韩敬之，明天上午入户")
    desk.get_by_role("button", name="启动识别认定").click()
    # Then the risk is taken up
    expect(desk.get_by_text("已启动识别").first).to_be_visible()
    assert [row.state for row in of(homes[1:2], office.acting)] == ["taken_up"]


def picture():
    """A small PNG, as a camera's picture stands in for a paper."""

    def chunk(kind, content):
        body = kind + content
        return struct.pack(">I", len(content)) + body + struct.pack(">I", zlib.crc32(body))

    lines = b"".join(b"\0" + b"\xc0\xa0\x80" * 40 for _row in range(30))
    head = struct.pack(">IIBBBBB", 40, 30, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(lines))
        + chunk(b"IEND", b"")
    )


@pytest.fixture
def speaking(chromium, site):
    """A phone with a microphone that hears a tone."""
    args = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    browser = chromium.browser_type.launch(executable_path=executable(), args=args)
    context = browser.new_context(
        base_url=site, locale="zh-CN", viewport={"width": 360, "height": 800}, permissions=["microphone"]
    )
    page, faults = context.new_page(), []
    listen(page, faults)
    yield page
    browser.close()
    assert not faults, faults


def test_a_voice_note_and_a_photograph_of_the_paper_stand_for_words(speaking, cast, office, homes):
    # Given a fault of a record, which a paper can prove
    cadre = cast.person("village_cadre", "韩敬之", VILLAGE)
    with entered(office.acting), transaction.atomic():
        fault = findings.sent(
            home=homes[0], by=office.acting, at=clock.read(), kind="quality", rule="DQ01", title="证号有误",
            reason="赵一山的证件号码校验不符。", grounds=[],
        )  # fmt: skip
    page = speaking
    sign_in(page, cadre.user)
    page.goto(f"/screening/mine/{fault.key}")
    # When the cadre speaks instead of typing, and photographs the booklet
    page.get_by_role("button", name="改用语音").click()
    expect(page.get_by_role("button", name="停止录音")).to_be_visible()
    page.wait_for_timeout(1200)
    page.get_by_role("button", name="停止录音").click()
    expect(page.locator("[data-played]")).to_be_visible()
    page.locator("[data-photo]").first.set_input_files(
        {"name": "booklet.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(page.locator("img.proof").first).to_be_visible()
    assert_accessible(page)
    shoot(page, "findings-voice")
    page.get_by_role("button", name="属实", exact=True).click()
    page.wait_for_url("**/screening/mine/")
    expect(page.get_by_text("今日已办完")).to_be_visible()
    # Then both are kept with the answer, and can be heard and seen by the county
    (answered,) = of(homes[:1], office.acting)
    with entered(office.acting), transaction.atomic():
        kept = {
            code: store.found(code, office.acting)
            for code in (answered.answer["voice"], *answered.answer["photos"])
        }
        types = sorted(file.media_type for file in kept.values())
        assert types == ["audio/webm", "image/jpeg"]
        assert all(b"".join(store.content(file)) for file in kept.values())
