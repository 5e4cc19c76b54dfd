"""A list leaves the program: asked for, approved by another, fetched with its mark."""

import openpyxl
import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.org.models import ExportRequest
from mingbai.org.queries.founder import founder
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import sign_in

pytestmark = pytest.mark.journey


def test_a_list_from_asking_to_fetching(open_page, cast, tmp_path) -> None:
    clerk = cast.person("county_office_officer", "李慧敏", unit="lead_office")
    head = cast.person("county_office_head", "陈建华", unit="lead_office")
    desk = sign_in(open_page("desk"), clerk.user)
    when_it_is_asked_for(desk)
    when_another_approves(sign_in(open_page("desk"), head.user))
    when_the_machine_has_made_it(clerk)
    then_it_is_fetched_with_its_mark(desk, tmp_path)
    then_the_unit_sees_that_it_left(desk)


def when_it_is_asked_for(page) -> None:
    page.goto("/posts/")
    page.locator("a[href*='/posts/export']").first.click()
    expect(page.get_by_text("须经其他人的岗位批准")).to_be_visible()
    assert_accessible(page)
    page.get_by_text("上报上级").click()
    page.get_by_label("理由").fill("向市里报送岗位台账")
    shoot(page, "ask-export")
    page.get_by_role("button", name="申请导出").click()
    expect(page.get_by_text("待审批").first).to_be_visible()


def when_another_approves(page) -> None:
    page.get_by_role("link", name="去审批").click()
    page.get_by_role("link", name="批准", exact=True).click()
    page.locator("main form .button-main").first.click()
    expect(page.get_by_text("生成中").first).to_be_visible()
    shoot(page, "export-approved")


def when_the_machine_has_made_it(clerk) -> None:
    with entered(founder()), transaction.atomic():
        row = Job.objects.get(pk=ExportRequest.objects.get(user=clerk.user).job_id)
    execute(row.pk, user=row.user_id, post=row.post_id, watched=False)


def then_it_is_fetched_with_its_mark(page, folder) -> None:
    page.goto("/")
    page.get_by_role("link", name="领取").click()
    shoot(page, "export-ready")
    with page.expect_download() as started:
        page.get_by_role("button", name="下载文件").click()
    path = folder / "list.xlsx"
    started.value.save_as(path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    assert "李慧敏" in sheet["A1"].value
    assert sheet.max_row > 2_000


def then_the_unit_sees_that_it_left(page) -> None:
    page.goto("/sight/")
    expect(page.get_by_text("向市里报送岗位台账").first).to_be_visible()
    shoot(page, "sight")
    assert_accessible(page)
