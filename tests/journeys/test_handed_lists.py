"""The county sends 1,284 doubts by township before nine; on Friday the superior's own file goes back."""

import io

import openpyxl
import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.exchange.models import HandedLayout, HandedList, HandedRow
from mingbai.kit.scope import entered
from mingbai.screening.actions import verifying
from mingbai.screening.models import Finding
from mingbai.screening.states import Verdict
from tests.factories import county, families
from tests.factories.county import OTHER_TOWN, VILLAGE
from tests.journeys import removed
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import sign_in

pytestmark = pytest.mark.journey
COUNT, STRANGERS = 1_284, 4
VILLAGES = (VILLAGE, f"{OTHER_TOWN[:9]}001")
HEADER = (
    "序号",
    "乡镇",
    "行政村",
    "姓名",
    "户编号",
    "疑点描述",
    "是否属实",
    "核实情况",
    "核实人",
    "核实时间",
)


def test_1284_doubts_are_sent_before_nine_and_go_back_on_friday(open_page, cast, tmp_path) -> None:
    clerk = cast.person("county_office_officer", "李慧敏", unit="lead_office")
    given_people_of_the_ledger(clerk)
    path = given_a_workbook_from_above(tmp_path)
    desk = sign_in(open_page("desk"), clerk.user)
    when_the_list_is_taken_in(desk, path)
    when_the_columns_are_confirmed(desk)
    when_strangers_are_given_back(desk)
    when_all_is_sent_with_one_tap(desk)
    when_cadres_answer(cast)
    then_every_number_opens_its_list(desk)
    then_the_same_file_goes_back(desk, path, tmp_path)
    phone = sign_in(open_page("phone"), clerk.user)
    phone.goto(desk.url)
    assert_accessible(phone)
    shoot(phone, "handed-phone")
    forget(clerk)


def given_people_of_the_ledger(clerk) -> None:
    with entered(clerk.acting), transaction.atomic():
        for number, village in enumerate(VILLAGES):
            home = families.household(clerk.acting, area=village, number=f"4117269900{number}")
            families.member(clerk.acting, home, name=f"核查{'甲乙'[number]}")


def given_a_workbook_from_above(folder):
    book = openpyxl.Workbook()
    book.active.append(["附件1：十一月份疑点信息核查表"])
    book.active.merge_cells("A1:J1")
    book.active.append(HEADER)
    for at in range(COUNT):
        which = at % 2
        whom = ("外县人", "") if at < STRANGERS else (f"核查{'甲乙'[which]}", f"4117269900{which}")
        book.active.append([at + 1, "", "", *whom, f"疑似未参加医保（第{at}项）", None, None, None, None])
    book.create_sheet("填表说明").append(["请于周五前报送"])
    book.save(folder / "十一月疑点.xlsx")
    return folder / "十一月疑点.xlsx"


def when_the_list_is_taken_in(page, path) -> None:
    page.goto("/exchange/handed/new")
    page.locator("input[type=file]").set_input_files(path)
    page.locator("[name=sender]").fill("省乡村振兴局")
    page.locator("[name=due]").fill("2030-12-06")
    assert_accessible(page)
    shoot(page, "handed-new")
    page.get_by_role("button", name="读取").click()
    expect(page.get_by_role("heading", name="各列的含义")).to_be_visible()


def when_the_columns_are_confirmed(page) -> None:
    assert_accessible(page)
    shoot(page, "handed-columns")
    page.get_by_role("button", name="匹配各行").click()
    expect(page.get_by_text("4 行待匹配").first).to_be_visible()


def when_strangers_are_given_back(page) -> None:
    home = page.url
    page.get_by_role("link", name="4 行待匹配").click()
    for box in page.locator("input[name=pick]").all():
        box.check()
    page.locator("[name=reason]").fill("查无此人，非本县人员")
    assert_accessible(page)
    shoot(page, "handed-aside")
    page.get_by_role("button", name="退回").click()
    expect(page.get_by_text("没有待匹配的行").first).to_be_visible()
    page.goto(home)


def when_all_is_sent_with_one_tap(page) -> None:
    page.get_by_role("button", name="一键下发 1,280 条到村").click()
    expect(page.get_by_text("未反馈 1,280 条").first).to_be_visible()
    assert_accessible(page)
    shoot(page, "handed-sent")


def when_cadres_answer(cast) -> None:
    cadre = cast.person("village_cadre", "王大山", area=VILLAGE)
    with entered(cadre.acting), transaction.atomic():
        for finding in Finding.objects.filter(source="handed").order_by("pk")[:5]:
            given = verifying.Answer(verdict=Verdict.FALSE, said="已查看参保凭证")
            verifying.answer(finding=finding, given=given, by=cadre.acting, at=county.AT)


def then_every_number_opens_its_list(page) -> None:
    page.reload()
    home = page.url
    number = page.locator("table tbody tr").first.locator("td a").nth(1)
    wanted = number.inner_text()
    number.click()
    expect(page.get_by_text(wanted).first).to_be_visible()
    shoot(page, "handed-rows")
    page.goto(home)


def then_the_same_file_goes_back(page, path, folder) -> None:
    page.get_by_role("button", name="生成反馈表").click()
    expect(page.get_by_role("link", name="十一月疑点.xlsx")).to_be_visible()
    with page.expect_download() as got:
        page.get_by_role("link", name="十一月疑点.xlsx").click()
    back = openpyxl.load_workbook(io.BytesIO(got.value.path().read_bytes()))
    came = openpyxl.load_workbook(path)
    assert back.sheetnames == came.sheetnames
    new, old = (
        [[cell.value for cell in row] for row in book.worksheets[0].iter_rows()] for book in (back, came)
    )
    assert [row[:6] for row in new] == [row[:6] for row in old]
    assert new[2][7] == "查无此人，非本县人员"
    assert sum(1 for row in new[2:] if row[6] == "不属实") == 5
    assert str(back.worksheets[0].merged_cells) == "A1:J1"
    shoot(page, "handed-back")


def forget(clerk) -> None:
    with entered(clerk.acting), transaction.atomic():
        Finding.objects.filter(source="handed").delete()
        HandedRow.objects.all().delete()
        HandedList.objects.all().delete()
        HandedLayout.objects.all().delete()
    removed.supervision()
