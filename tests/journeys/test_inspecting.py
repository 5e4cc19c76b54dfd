"""Team 3 inspects a village by phone, for a while without a signal; the village mends, and it closes."""

import struct
import zlib
from dataclasses import replace

import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.oversight.actions import closing, planning, problems
from mingbai.oversight.models import Fact, Inspected, Inspection, Problem, ScoreEntry
from tests.factories import families
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import VILLAGE, sign_in
from tests.journeys.devices import SLOW_MACHINE, assert_no_fault, draw, executable, signal_back

pytestmark = pytest.mark.journey
TEAM = "inspection_team_3"
NAMES = ("钱大山", "孙二河")


@pytest.fixture
def people(cast):
    """Somebody for every signature of the chain."""
    return {
        "office": cast.person("county_office_officer", "何丽", unit="lead_office"),
        "team": cast.person("inspection_member", "马宏伟", unit=TEAM),
        "cadre": cast.person("village_cadre", "韩敬之", VILLAGE),
        "secretary": cast.person("first_secretary", "郭晓东", VILLAGE),
        "head": cast.person("township_head", "杨俊峰"),
    }


@pytest.fixture
def visit(people):
    """Today's visit of team 3 with two households; removed with all that came of it."""
    at, office = clock.read(), people["office"].acting
    with entered(office), transaction.atomic():
        task = planning.give_task(
            team=TEAM, week=at.date(), matters=["饮水安全", "明白卡"], villages=1, poor=2, other=0, seed="七",
            by=office, at=at,
        )  # fmt: skip
        made = Inspection.objects.create(area_code=VILLAGE, task=task, team=TEAM, on=at.date())
        homes = [_home(made, name, place, office, at) for place, name in enumerate(NAMES, start=1)]
    yield made
    removed.supervision()
    with entered(office), transaction.atomic():
        for home in homes:
            removed.household(home)


def _home(made, name, place, office, at):
    home = families.headed(office, name=name, area=VILLAGE, at=at, registered_on=families.BEGAN)
    Inspected.objects.create(
        area_code=VILLAGE, inspection=made, household=home, place=place, form="poor", head_name=name
    )
    return home


def picture():
    """A small photograph, as a file."""
    row = b"\0" + b"\x40\x80\xc0" * 8
    parts = [
        (b"IHDR", struct.pack(">IIBBBBB", 8, 8, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(row * 8)),
        (b"IEND", b""),
    ]
    chunks = [
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in parts
    ]
    return {"name": "well.png", "mimeType": "image/png", "buffer": b"\x89PNG\r\n\x1a\n" + b"".join(chunks)}


def check(page, name, *, bad=""):
    """A household's form, every answer the good one but for the one named."""
    page.get_by_role("link", name=f"核查{name}户").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name, timeout=SLOW_MACHINE)
    for question in page.locator("[data-question]").all():
        code = question.get_attribute("data-question")
        question.get_by_text("否" if code == bad else "是", exact=True).click()


def of_problem(people):
    with entered(people["office"].acting), transaction.atomic():
        return Problem.objects.get(area_code=VILLAGE)


def do(people, who, verb, **more):
    """A step of the chain through its verb."""
    by = people[who].acting
    with entered(by), transaction.atomic():
        one = Problem.objects.get(area_code=VILLAGE)
        verb(problem=one, by=by, at=clock.read(), version=one.version, **more)


def test_a_village_is_inspected_without_a_signal_mends_is_sent_back_and_closes(
    phone, open_page, people, visit
):
    # Given team 3 in a village with its visit taken along
    page = phone.start(executable())
    sign_in(page, people["team"].user)
    expect(page.get_by_role("link", name="去督查").first).to_be_visible()
    page.goto("/oversight/visits/")
    assert_accessible(page)
    shoot(page, "visits")
    page.get_by_role("link", name="督查", exact=False).last.click()
    expect(page.locator("[data-taken-note]")).to_be_visible(timeout=SLOW_MACHINE)
    assert_accessible(page)
    shoot(page, "visit")

    # When the signal goes, two households are checked, the village answers and the visit ends
    phone.context.set_offline(True)
    check(page, NAMES[0], bad="water")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-question=water] [data-wants]")).to_contain_text("看到的情况")
    page.get_by_label("饮水安全没有保障").fill("井水发黄，户主说三个月了")
    page.get_by_role("button", name="保存").click()
    expect(page.locator("[data-question=water] [data-wants]")).to_contain_text("照片")
    page.locator("#photo-water").set_input_files(picture())
    expect(page.locator("[data-question=water] img")).to_be_visible()
    draw(page)
    assert_accessible(page)
    shoot(page, "visit-home-offline")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"**/oversight/visits/{visit.key}")
    fact = page.locator("[data-facts] > li")
    expect(fact).to_contain_text("井水发黄")
    check(page, NAMES[1])
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"**/oversight/visits/{visit.key}")
    fact.get_by_label("村里答复人").fill("王支书")
    assert_accessible(page)
    shoot(page, "visit-fact-offline")
    fact.get_by_role("button", name="认可").click()
    expect(fact.locator("[data-noted]")).to_contain_text("等待发送")
    page.get_by_label("见到的村干部").fill("王支书")
    draw(page)
    page.get_by_role("button", name="结束本村督查").click()
    expect(page.locator('[data-outbox-list] li[data-state="waiting"]')).to_have_count(5)
    shoot(page, "visit-waiting")
    with entered(people["office"].acting), transaction.atomic():
        assert not Fact.objects.filter(inspection=visit).exists()

    _arrives_once(page, phone, people, visit)
    _mended(open_page, people)


def _arrives_once(page, phone, people, visit):
    # Then everything arrives once, in order, and the problem opens down to the photograph
    signal_back(phone, page)
    page.wait_for_url(f"**/oversight/inspections/{visit.key}", timeout=SLOW_MACHINE)
    expect(page.locator(".visit-facts img.photo-small")).to_be_visible()
    expect(page.get_by_role("img", name="村里签字")).to_be_visible()
    assert_accessible(page)
    shoot(page, "visit-ended")
    with entered(people["office"].acting), transaction.atomic():
        assert Fact.objects.filter(inspection=visit).count() == 1
    assert_no_fault(phone)


def _mended(open_page, people):
    # When the office issues the sheet, it lands on the township's Today
    desk = open_page("desk")
    sign_in(desk, people["office"].user)
    desk.goto("/oversight/sheets/issue")
    desk.get_by_role("button", name="发出").click()
    town = open_page("desk")
    sign_in(town, people["head"].user)
    expect(town.get_by_text("JB-").first).to_be_visible()
    shoot(town, "visit-sheet-today")
    # And the village mends it from its own Today
    village = open_page("phone")
    sign_in(village, people["cadre"].user)
    village.get_by_role("link", name="整改完成").first.click()
    expect(village.get_by_role("heading", level=1)).to_contain_text("饮水安全没有保障")
    village.get_by_role("link", name="整改完成").first.click()
    village.get_by_label("整改措施").fill("换了滤芯，水质已送检")
    village.get_by_label("佐证材料").fill("送检回执")
    assert_accessible(village)
    village.get_by_role("button", name="整改完成").click()
    # It is sent back once, mended again, and closed by five persons
    do(people, "secretary", problems.send_back, reason="水质还没有合格报告")
    do(people, "cadre", problems.rectify, measure="水质复检合格", proof="合格报告")
    do(people, "secretary", problems.check)
    do(people, "head", problems.sign)
    do(people, "team", problems.verify, seen="井水清澈，户主在场")
    do(people, "office", closing.close)
    found = of_problem(people)
    assert (found.state, found.returned, len(set(found.signers.values()))) == ("closed", 1, 5)
    desk.goto(f"/oversight/problems/{found.key}")
    expect(desk.locator("img.photo-small")).to_be_visible()
    assert_accessible(desk)
    shoot(desk, "visit-problem-closed")


@pytest.fixture
def norms_of_2026(settings):
    """The same county under the norms of 2026: nothing is scored, ranked or forced (handbook O.1)."""
    settings.HOME = replace(settings.HOME, config=replace(settings.HOME.config, era="2026-"))


@pytest.mark.usefixtures("norms_of_2026")
def test_the_same_week_under_the_norms_of_2026_closes_without_a_score_or_a_forced_photograph(
    open_page, people, visit
):
    # Given team 3 at the village's households, when a fact is written down no photograph is demanded
    page = open_page("phone")
    sign_in(page, people["team"].user)
    page.goto(f"/oversight/visits/{visit.key}")
    check(page, NAMES[0], bad="water")
    page.get_by_label("饮水安全没有保障").fill("井水发黄，户主说三个月了")
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"**/oversight/visits/{visit.key}")
    check(page, NAMES[1])
    page.get_by_role("button", name="保存").click()
    page.wait_for_url(f"**/oversight/visits/{visit.key}")
    # And the village answers before the fact becomes a problem
    fact = page.locator("[data-facts] > li")
    fact.get_by_label("村里答复人").fill("王支书")
    fact.get_by_role("button", name="认可").click()
    page.get_by_label("见到的村干部").fill("王支书")
    draw(page)
    page.get_by_role("button", name="结束本村督查").click()
    page.wait_for_url(f"**/oversight/inspections/{visit.key}", timeout=SLOW_MACHINE)
    # Then the loop still closes, by five persons
    _closed(open_page, people)
    found = of_problem(people)
    assert (found.state, len(set(found.signers.values()))) == ("closed", 5)
    with entered(people["office"].acting), transaction.atomic():
        assert not ScoreEntry.objects.filter(problem=found).exists()
    _nobody_is_scored(open_page, people, found)


def _closed(open_page, people):
    desk = open_page("desk")
    sign_in(desk, people["office"].user)
    desk.goto("/oversight/sheets/issue")
    desk.get_by_role("button", name="发出").click()
    desk.wait_for_url("**/oversight/sheets/")
    do(people, "cadre", problems.rectify, measure="换了滤芯，水质已送检", proof="送检回执")
    do(people, "secretary", problems.check)
    do(people, "head", problems.sign)
    do(people, "team", problems.verify, seen="井水清澈，户主在场")
    do(people, "office", closing.close)


def _nobody_is_scored(open_page, people, found):
    village = open_page("phone")
    sign_in(village, people["cadre"].user)
    expect(village.get_by_role("link", name="我的考评")).to_have_count(0)
    village.goto(f"/oversight/problems/{found.key}")
    expect(village.get_by_role("heading", name="扣分情况")).to_have_count(0)
    shoot(village, "visit-problem-2026")
    village.goto("/oversight/periods/")
    expect(village.get_by_text("本时期")).to_be_visible()
