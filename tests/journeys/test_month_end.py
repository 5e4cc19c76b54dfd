"""The medical insurance bureau sends a dirty file at month's end and mends two rows; its head accepts it."""

import base64

import polars as pl
import pytest
from django.db import transaction
from playwright.sync_api import expect

from mingbai.exchange.models import Delivery
from mingbai.exchange.states import DeliveryState
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.tables.workbook import Page as Sheet
from mingbai.tables.workbook import write
from tests.exchange.sending import MEDICAL, settlement, workbook
from tests.journeys.browser import assert_accessible, shoot
from tests.journeys.cast import sign_in

pytestmark = pytest.mark.journey
NAME = "02-医疗费用结算明细.xlsx"
DROP = """
async ([name, bytes]) => {
  const file = new File([Uint8Array.from(atob(bytes), (c) => c.charCodeAt(0))], name);
  const data = new DataTransfer();
  data.items.add(file);
  const zone = document.querySelector("[data-drop-zone]");
  for (const kind of ["dragenter", "dragover", "drop"])
    zone.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
}
"""


def test_a_dirty_file_is_sent_mended_and_accepted(open_page, cast, tmp_path) -> None:
    clerk = cast.person("department_officer", "何雪梅", unit=MEDICAL)
    head = cast.person("department_head", "程国斌", unit=MEDICAL)
    page = sign_in(open_page("desk"), clerk.user)
    given_today_says_what_is_due(page)
    when_a_file_is_dropped(page, tmp_path)
    when_the_queue_works(clerk)
    then_two_rows_go_back(page)
    when_they_are_mended(page, tmp_path)
    when_the_queue_works(clerk)
    when_it_is_handed_in(page)
    boss = sign_in(open_page("phone"), head.user)
    when_another_accepts(boss)
    with entered(clerk.acting), transaction.atomic():
        delivery = Delivery.objects.get(user_id=clerk.id)
        assert delivery.state == DeliveryState.ACCEPTED
        assert delivery.counts["in_force"] == 12
        delivery.delete()


def given_today_says_what_is_due(page) -> None:
    page.goto("/")
    expect(page.get_by_text("报送“医疗费用结算明细”").first).to_be_visible()
    page.goto("/exchange/calendar")
    assert_accessible(page)
    shoot(page, "exchange-calendar")


def when_a_file_is_dropped(page, folder) -> None:

    rows = [settlement(n) for n in range(12)]
    rows[3]["total"], rows[7]["discharged_on"] = "三千", "月底"
    content = base64.b64encode(workbook(folder / NAME, rows).read_bytes()).decode()
    page.goto("/exchange/deliveries/send")
    page.evaluate(DROP, [NAME, content])
    expect(page.locator("[data-drop-names]")).to_contain_text(NAME)
    page.locator("input[name=day]").fill("2020-11-30")
    assert_accessible(page)
    shoot(page, "exchange-send")
    page.get_by_role("button", name="报送并检查").click()
    expect(page.get_by_text("文件已收到").first).to_be_visible()


def when_the_queue_works(person) -> None:
    with entered(person.acting), transaction.atomic():
        waiting = list(Job.objects.filter(user_id=person.id, state="waiting"))
    for job in waiting:
        execute(job.pk, user=person.id, post=person.acting.post_id, watched=False)


def then_two_rows_go_back(page) -> None:
    page.reload()
    expect(page.get_by_text("还有 2 行需要改正").first).to_be_visible()
    assert_accessible(page)
    shoot(page, "exchange-checked")
    page.get_by_role("link", name="查看原因和怎样改").click()
    expect(page.get_by_text("出院日期").first).to_be_visible()
    assert_accessible(page)
    shoot(page, "exchange-returned")
    page.go_back()


def when_they_are_mended(page, folder) -> None:
    with page.expect_download() as started:
        page.get_by_role("link", name="下载退回的行").first.click()
    started.value.save_as(folder / "退回.xlsx")
    back = pl.read_excel(folder / "退回.xlsx", infer_schema_length=0)
    assert len(back) == 2
    mended = back.with_columns(
        pl.col("总费用").replace("三千", "3000"), pl.col("出院日期").replace("月底", "2020-11-27")
    )
    write(folder / "改.xlsx", [Sheet("改", mended)])
    page.get_by_role("link", name="报送改正后的行").first.click()
    page.locator("input[type=file]").set_input_files(folder / "改.xlsx")
    page.get_by_role("button", name="报送并检查").click()


def when_it_is_handed_in(page) -> None:
    page.reload()
    expect(page.get_by_text("退回的行已全部改正").first).to_be_visible()
    shoot(page, "exchange-mended")
    page.get_by_role("link", name="提交审核").click()
    page.locator("main form .button-main").first.click()
    expect(page.get_by_text("待接收").first).to_be_visible()


def when_another_accepts(page) -> None:
    page.goto("/")
    page.get_by_role("link", name="查看").first.click()
    assert_accessible(page)
    shoot(page, "exchange-one-phone")
    page.get_by_role("link", name="确认接收").click()
    page.locator("main form .button-main").first.click()
    expect(page.get_by_text("已接收").first).to_be_visible()
