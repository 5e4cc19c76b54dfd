"""明白卡: one A4 page in 16 point whatever the family, as PDF and DOCX, rare characters told."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from uuid import uuid4

import openpyxl
import pytest
from docx import Document
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from mingbai.kit import papers, sight
from mingbai.kit.export import Mark
from mingbai.kit.files import store
from mingbai.kit.files.models import StoredFile
from mingbai.registry.actions import cards as making
from mingbai.registry.actions import circumstances, incomes
from mingbai.registry.queries import cards, cards_papers, incomes_sheet
from mingbai.registry.queries.cards import Card, Pair
from tests.factories import families
from tests.factories.county import AT

RELATIONS = (
    "head",
    "spouse",
    "son",
    "daughter",
    "son_in_law",
    "father",
    "mother",
    "grandson",
    "granddaughter",
)
LINES = {
    "migrant_work": 48_000_00, "village_post": 6_000_00, "planting": 12_345_67, "land_rent": 1_800_00,
    "dibao": 3_600_00, "pension": 2_472_00, "land_fertility": 512_30, "disability": 720_00, "old_age": 600_00,
    "education": 3_000_00, "planting_cost": 4_200_00,
}  # fmt: skip


@pytest.fixture
def nine(acting):
    home = families.household(acting, number="4117260012345", group_no=3, registered_on=date(2016, 1, 1))
    for number, relation in enumerate(RELATIONS):
        birth = date(2012, 3, 1) if relation.startswith("grand") else date(1950 + number * 4, 5, 1)
        families.member(acting, home, name=f"欧阳测试{number}", relation=relation, birth=birth)
    home.pairings.create(
        area_code=home.area_code,
        helper_name="韩敬之",
        unit_name="泌阳县农业农村局",
        valid_from=families.BEGAN,
    )
    known = {"dilapidated": False, "safe_water": True, "category": "graduated"}
    circumstances.change_household(household=home, on=date(2018, 1, 1), values=known, by=acting, at=AT)
    facts = incomes.Count(key=uuid4(), year=2020, counted_on=AT.date(), lines=LINES, agreed_by="欧阳测试0")
    incomes.count(household=home, facts=facts, by=acting, at=AT)
    home.refresh_from_db()
    return home


@pytest.fixture
def card(nine):
    return cards.card(nine, as_of=AT.date())


def test_a_card_says_who_where_what_and_whom_to_ring(card):
    assert (card.head, len(card.members), card.helper) == ("欧阳测试0", 9, "韩敬之，泌阳县农业农村局")
    assert {one.title: one.text for one in card.guarantees} == {
        "义务教育": "未登记", "基本医疗": "未登记", "住房安全": "是 ✓", "饮水安全": "是 ✓",
    }  # fmt: skip
    figures = {one.title: one.text for one in card.incomes}
    assert (figures["人均纯收入"], figures["生产经营性支出"]) == ("8,316.66", "4,200.00")
    assert {one.title for one in card.due} >= {"低保金", "养老保险金"}
    assert card.phone == "12345"
    assert not re.search(r"\d{17}", card.text())


def test_nine_members_stand_on_one_page(card):
    assert len(cards_papers.pages([card])) == 1


@settings(max_examples=12)
@given(
    members=st.integers(1, 14),
    due=st.integers(0, 16),
    labels=st.integers(1, 3),
)
def test_any_family_stands_on_one_page(members, due, labels):
    made = Card(
        title="明白卡", place="测试乡 测试村 第十二村民小组", number="4117260012345", head="欧阳测试",
        labels="、".join(["突发严重困难户"] * labels), members=["欧阳测试（之外孙子女，12 岁）"] * members,
        helper="韩敬之，泌阳县农业农村局", guarantees=[Pair("义务教育", "未登记")] * 4,
        income_title="2020 年收入（元）", phone="12345", made="2020-11-30", due_title="应享已享",
        incomes=[Pair("生产经营性支出", "123,456.78")] * 8, due=[Pair("耕地地力保护补贴", "12,345.67")] * due,
        objection="对卡上内容有不同意见，可当面告诉帮扶人或村干部，也可拨打上面的电话。" * 2,
    )  # fmt: skip
    assert len(cards_papers.pages([made])) == 1


def test_a_village_is_one_file_with_a_page_for_each(card):
    assert len(cards_papers.pages([card, replace(card, head="另一户"), card])) == 3
    made = cards_papers.pdf([card] * 3, at=AT)
    assert made.startswith(b"%PDF-")
    assert made == cards_papers.pdf([card] * 3, at=AT)


def test_the_docx_has_every_fact_in_sixteen_point(card):
    document = Document(BytesIO(cards_papers.docx(card)))
    text = "\n".join(one.text for one in document.paragraphs)
    cells = {cell.text for table in document.tables for row in table.rows for cell in row.cells}
    for fact in (card.head, card.place, card.helper, card.phone, card.objection, *card.members):
        assert fact in text
    assert {one.text for one in card.incomes} <= cells
    sizes = {run.font.size for one in document.paragraphs for run in one.runs}
    assert sizes == {Pt(16), Pt(22)}


def test_characters_that_no_font_has_are_told_on_the_card(card):
    assert papers.missing("王𠮷㛃") in ([], ["𠮷"])
    strange = replace(card, head="王\U0003134f")
    assert papers.missing(strange.head) == ["\U0003134f"]
    assert "U+3134F" in cards_papers.facts([strange])["cards"][0]["missing"]
    assert cards_papers.facts([card])["cards"][0]["missing"] == ""


def test_the_entry_sheet_is_in_the_order_of_the_national_screens(nine):
    first, *members = incomes_sheet.sheet(nine, year=2020, as_of=AT.date())
    assert [cell.title for cell in first.cells][3:8] == ["乡", "村", "户编号", "户主编号", "户主姓名"]
    said = {cell.title: cell.text for cell in first.cells}
    assert (said["家庭人口数"], said["是否解决安全饮用水"], said["工资性收入"]) == ("9", "是", "54,000.00")
    assert (said["其他转移性收入"], said["其他财产性收入"], said["人均纯收入"]) == (
        "4,832.30",
        "1,800.00",
        "8,316.66",
    )
    assert len(members) == 9
    head = {cell.title: cell.text for cell in members[0].cells}
    assert (head["姓名"], head["与户主关系"], head["性别"]) == ("欧阳测试0", "户主", "男")
    assert re.fullmatch(r"…\d{3}[\dX]", head["证件号码"])


def test_the_entry_sheet_as_a_workbook_says_who_took_it(nine):
    mark = Mark(number="1", person="韩敬之", post="帮扶责任人", purpose="录入", at=AT)
    parts = incomes_sheet.sheet(nine, year=2020, as_of=AT.date())
    sheet = openpyxl.load_workbook(BytesIO(incomes_sheet.workbook(parts, mark=mark))).worksheets[0]
    assert "韩敬之" in sheet["A1"].value
    assert sheet.max_row == 2 + sum(len(part.cells) for part in parts)


def test_a_village_s_cards_are_one_file_and_noted_with_each_family(nine, acting):
    told = []
    code, count = making.keep_village(
        village=nine.area_code, by=acting, at=AT, told=lambda *done: told.append(done)
    )
    kept = StoredFile.objects.get(code=code)
    assert b"".join(store.content(kept)).startswith(b"%PDF-")
    assert count == len(told) >= 1
    assert sight.of(nine).get().act == sight.Act.PRINTED
