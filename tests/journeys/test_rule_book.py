"""The county sets a value of its own, from the page to a new edition; then it asks what another would do."""

import pytest
from django.db import connections, transaction
from playwright.sync_api import Page, expect

from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.org.queries.founder import founder
from mingbai.screening.queries import editions
from tests.factories.county import Person
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import sign_in
from tests.screening.facts import compared, run_on

pytestmark = [pytest.mark.journey, pytest.mark.timeout(900)]
LINE = "medical_alert_inpatient_graduated"


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    return compared(tmp_path_factory.mktemp("rule-book"), people=5_000)


@pytest.fixture
def book(cast):
    """What a journey decides and asks leaves no trace for the next one; the book is read before it begins."""
    with entered(founder()), transaction.atomic():
        editions.current()
    yield cast
    with connections["owner"].cursor() as cursor:
        for table in ("edition", "bookchange", "whatif", "run"):
            cursor.execute(f"DELETE FROM screening_{table}")


def test_a_value_of_the_county_s_own_from_the_page_to_a_new_edition(open_page, book) -> None:
    clerk = book.person("county_office_officer", "李慧敏", unit="lead_office")
    head = book.person("county_office_head", "陈建华", unit="lead_office")
    desk = sign_in(open_page("desk"), clerk.user)
    given_a_rule_is_read(desk)
    when_a_value_is_proposed(desk)
    when_the_machine_has_checked_it(clerk)
    then_the_check_tells_what_it_touches(desk)
    when_it_is_submitted(desk)
    then_whoever_proposed_has_no_button_to_approve(desk)
    when_another_person_approves(sign_in(open_page("desk"), head.user))
    then_the_value_stands_with_who_and_when(desk)
    then_the_editions_tell_what_differs(desk)
    then_a_village_reads_it_on_a_phone(
        sign_in(open_page("phone"), book.person("village_cadre", "王大山").user)
    )


def given_a_rule_is_read(page: Page) -> None:
    page.goto("/screening/rules/")
    page.get_by_label("查询").last.fill("住院自付")
    page.get_by_role("button", name="筛选").click()
    assert_accessible(page)
    page.get_by_role("link", name="脱贫户住院自付过高").click()
    expect(page.locator(".aloud")).to_contain_text("达到预警线5,000元")
    shoot(page, "rule")
    assert_accessible(page)


def when_a_value_is_proposed(page: Page) -> None:
    page.get_by_role("link", name="脱贫户住院自付预警线").click()
    page.get_by_role("link", name="提出本县取值").click()
    page.get_by_label("取值（元）").fill("4000")
    page.get_by_label("从哪天起执行").fill("2020-12-01")
    page.get_by_label("本县文件文号").fill("泌医保〔2020〕9号")
    page.get_by_label("文件标题").fill("关于调整住院自付预警线的通知")
    page.get_by_label("文件日期").fill("2020-11-25")
    shoot(page, "propose-value")
    assert_accessible(page)
    page.get_by_role("button", name="保存并检查").click()
    expect(page.get_by_text("正在检查").first).to_be_visible()


def when_the_machine_has_checked_it(who: Person) -> None:
    done(who)


def done(who: Person) -> None:
    """The queue does what this person asked for last."""
    with entered(founder()), transaction.atomic():
        row = Job.objects.filter(user_id=who.id).order_by("-id")[0]
    execute(row.pk, user=row.user_id, post=row.post_id, watched=False)


def then_the_check_tells_what_it_touches(page: Page) -> None:
    page.reload()
    expect(page.get_by_text("各时期的规则书都能载入")).to_be_visible()
    expect(page.locator("main").get_by_role("link", name="R01")).to_be_visible()
    shoot(page, "change-checked")
    assert_accessible(page)


def when_it_is_submitted(page: Page) -> None:
    page.get_by_role("link", name="提交审定").click()
    page.locator("main form .button-main").first.click()
    expect(page.get_by_text("待审批").first).to_be_visible()


def then_whoever_proposed_has_no_button_to_approve(page: Page) -> None:
    expect(page.get_by_role("link", name="审定并生效")).to_have_count(0)


def when_another_person_approves(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="脱贫户住院自付预警线").first.click()
    page.get_by_role("link", name="审定并生效").click()
    page.get_by_label("核对了什么原件").fill("核对了文件原件")
    shoot(page, "approve-value")
    page.locator("main form .button-main").first.click()
    expect(page.get_by_text("已生效").first).to_be_visible()


def then_the_value_stands_with_who_and_when(page: Page) -> None:
    page.goto(f"/screening/values/{LINE}")
    expect(page.locator("main")).to_contain_text("4,000元")
    expect(page.locator("main")).to_contain_text("陈建华")
    shoot(page, "value")
    assert_accessible(page)


def then_the_editions_tell_what_differs(page: Page) -> None:
    page.goto("/screening/editions/")
    shoot(page, "editions")
    page.locator("main tbody a").first.click()
    page.get_by_role("button", name="看差异").click()
    expect(page.locator("main")).to_contain_text("脱贫户住院自付预警线")
    shoot(page, "editions-differ")
    assert_accessible(page)


def then_a_village_reads_it_on_a_phone(page: Page) -> None:
    page.goto(f"/screening/values/{LINE}")
    expect(page.locator("main")).to_contain_text("本县取值")
    shoot(page, "value-phone")
    assert_accessible(page)


def test_what_if_the_line_were_lower(open_page, book, tables) -> None:
    clerk = book.person("county_office_officer", "李慧敏", unit="lead_office")
    run_on(tables, clerk.acting)
    page = sign_in(open_page("desk"), clerk.user)
    when_it_is_asked(page)
    done(clerk)
    then_the_page_shows_the_answer_by_itself(page)
    when_it_is_saved_and_another_asked(page, clerk)
    then_both_stand_side_by_side(page)
    phone = sign_in(open_page("phone"), clerk.user)
    phone.goto(page.url)
    shoot(phone, "what-if-compare-phone")


def when_it_is_asked(page: Page, typed: str = "1000") -> None:
    page.goto(f"/screening/values/{LINE}")
    page.get_by_role("link", name="换个数测算").click()
    page.get_by_label("脱贫户住院自付预警线").fill(typed)
    shoot(page, "what-if-ask")
    assert_accessible(page)
    page.get_by_role("button", name="开始测算").click()
    expect(page.get_by_text("正在用全县数据测算")).to_be_visible()


def then_the_page_shows_the_answer_by_itself(page: Page) -> None:
    expect(page.get_by_text("会进入")).to_be_visible(timeout=20_000)
    shoot(page, "what-if")
    assert_accessible(page)


def when_it_is_saved_and_another_asked(page: Page, clerk: Person) -> None:
    page.get_by_label("测算名称").fill("预警线一千元")
    page.get_by_label("测算理由").fill("测算医疗救助资金缺口")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存")).to_be_visible()
    when_it_is_asked(page, "2000")
    done(clerk)
    expect(page.get_by_text("会进入")).to_be_visible(timeout=20_000)


def then_both_stand_side_by_side(page: Page) -> None:
    page.get_by_role("button", name="对比").click()
    expect(page.locator("main")).to_contain_text("预警线一千元")
    shoot(page, "what-if-compare")
    assert_accessible(page)
