"""A county officer imports a township with faults, mends what goes back; another merges, and undoes."""

import polars as pl
import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.registry.models import ImportBatch, Person
from mingbai.tables.workbook import Page as Sheet
from mingbai.tables.workbook import write
from tests.factories import sheets
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import sign_in

pytestmark = pytest.mark.journey


def test_a_township_is_imported_mended_merged_and_undone(open_page, cast, tmp_path) -> None:
    clerk = cast.person("county_office_officer", "李慧敏", unit="lead_office")
    head = cast.person("county_office_head", "陈建华", unit="lead_office")
    families = sheets.families(9, start=7000)
    families[1][1]["relation"] = "head"
    desk = sign_in(open_page("desk"), clerk.user)
    when_files_are_sent(desk, tmp_path, families)
    when_the_queue_works(clerk)
    when_the_rejects_are_mended(desk, tmp_path, families)
    when_the_queue_works(clerk)
    when_it_is_looked_through(desk)
    boss = sign_in(open_page("desk"), head.user)
    when_another_merges(boss)
    when_the_queue_works(head)
    assert people(clerk, families) == 9
    when_it_is_undone(boss)
    when_the_queue_works(head)
    assert people(clerk, families) == 0
    then_a_phone_shows_it(sign_in(open_page("phone"), clerk.user))
    with entered(clerk.acting), transaction.atomic():
        ImportBatch.objects.filter(user_id=clerk.id).delete()


def when_files_are_sent(page, folder, families) -> None:
    rows = [row for family in families for row in family]
    sheets.person_sheet(folder / "人员.xlsx", rows)
    sheets.household_sheet(folder / "户.xlsx", [sheets.home(family) for family in families])
    page.goto("/registry/imports/")
    page.get_by_role("link", name="报送文件").click()
    page.locator("input[type=file]").set_input_files([folder / "人员.xlsx", folder / "户.xlsx"])
    page.locator("input[name=as_of]").fill("2020-10-31")
    assert_accessible(page)
    shoot(page, "import-send")
    page.get_by_role("button", name="报送并检查").click()
    expect(page.get_by_text("文件已收到").first).to_be_visible()


def when_the_queue_works(person) -> None:
    with entered(person.acting), transaction.atomic():
        waiting = list(Job.objects.filter(user_id=person.id, state="waiting"))
    for job in waiting:
        execute(job.pk, user=person.id, post=person.acting.post_id, watched=False)


def when_the_rejects_are_mended(page, folder, families) -> None:
    page.reload()
    assert_accessible(page)
    shoot(page, "import-checked")
    page.get_by_role("link", name="退回 4 行").click()
    expect(page.get_by_text("两个或更多户主").first).to_be_visible()
    assert_accessible(page)
    shoot(page, "import-returned")
    page.go_back()
    with page.expect_download() as started:
        page.get_by_role("link", name="下载退回的行").first.click()
    started.value.save_as(folder / "退回.xlsx")
    sent = pl.read_excel(folder / "退回.xlsx", infer_schema_length=0)
    wrong = sent["人口编号"].to_list().index(families[1][1]["person_no"])
    relations = sent["与户主关系"].to_list()
    relations[wrong] = "配偶"
    write(folder / "改.xlsx", [Sheet("改", sent.with_columns(pl.Series("与户主关系", relations)))])
    sheets.household_sheet(folder / "户改.xlsx", [sheets.home(families[1], housing_area_m2="91")])
    page.get_by_role("link", name="报送改正后的行").first.click()
    page.locator("input[type=file]").set_input_files([folder / "改.xlsx", folder / "户改.xlsx"])
    page.get_by_role("button", name="报送并检查").click()
    expect(page.get_by_text("正在检查").first).to_be_visible()


def when_it_is_looked_through(page) -> None:
    page.reload()
    page.get_by_role("link", name="9", exact=True).click()
    assert_accessible(page)
    shoot(page, "import-review")
    page.go_back()
    page.get_by_role("link", name="送审合并").click()
    page.locator("main form .button-main").first.click()
    expect(page.get_by_text("待合并").first).to_be_visible()


def when_another_merges(page) -> None:
    page.goto("/")
    page.get_by_role("link", name="查看").first.click()
    page.get_by_role("link", name="合并到台账").click()
    page.locator("main form .button-main").first.click()
    expect(page.get_by_text("正在合并").first).to_be_visible()


def when_it_is_undone(page) -> None:
    page.reload()
    expect(page.get_by_text("已合并").first).to_be_visible()
    shoot(page, "import-merged")
    page.get_by_role("link", name="撤销合并").click()
    page.get_by_label("理由").fill("文件报错了月份")
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("正在撤销").first).to_be_visible()


def then_a_phone_shows_it(page) -> None:
    page.goto("/registry/imports/")
    assert_accessible(page)
    shoot(page, "import-desk-phone")
    page.locator("#ledger tbody a").first.click()
    expect(page.get_by_text("已撤销").first).to_be_visible()
    shoot(page, "import-one-phone")


def people(person, families) -> int:
    numbers = [row["person_no"] for family in families for row in family]
    with entered(person.acting), transaction.atomic():
        return Person.objects.filter(number__in=numbers).count()
