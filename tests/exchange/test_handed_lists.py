"""A superior's workbook of any layout comes in, is matched and split, and goes back as the same file."""

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.exchange.actions import handed
from mingbai.exchange.actions.refusal import BadList, OutsideArea
from mingbai.exchange.models import HandedRow
from mingbai.exchange.queries import handed_sheets
from mingbai.exchange.states import HandedAside, HandedMatch, HandedRowState
from mingbai.kit.files import store
from mingbai.kit.scope import entered
from mingbai.org.models import Area
from mingbai.org.models.areas import short
from mingbai.registry.actions import circumstances
from mingbai.tables.grids import grids
from tests.exchange.handed import (
    AT,
    DUE,
    HEADER,
    REPLIES,
    confirm,
    doubt,
    person,
    received,
    rows,
    split,
    workbook,
)
from tests.factories import county, families
from tests.factories.county import OTHER_TOWN, VILLAGE

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


def village_name(code=VILLAGE):
    return short(Area.objects.get(code=code).name)


def answered(row, by, verdict="true", text="已核实", who="李支书"):
    with entered(by), transaction.atomic():
        return handed.note_answer(
            row=row.pk, verdict=verdict, text=text, files=[], answered_by=who, by=by, at=AT
        )


def content(made, office, field="feedback"):
    with entered(office), transaction.atomic():
        made.refresh_from_db()
        return b"".join(store.content(store.kept(str(getattr(made, field)))))


def test_columns_are_recognised_and_next_month_nothing_is_asked(tmp_path, office):
    first = received(workbook(tmp_path / "十一月.xlsx", [doubt(1, "张三", families.id_no())]), office)
    assert first.state == "columns"
    sheet, notes = handed_sheets.kept(first)
    assert sheet.meanings == (
        "", "name", "id_no", "town", "village", "doubt",
        "reply_verdict", "reply_text", "reply_by", "reply_on",
    )  # fmt: skip
    assert (sheet.first_row, sheet.used, notes.used) == (2, True, False)
    with entered(office), transaction.atomic():
        assert not handed.known(first)
        confirm(first, office)
        handed.split(handed=first, by=office, at=AT)
    second = received(workbook(tmp_path / "十二月.xlsx", [doubt(1, "李四")], title="十二月"), office)
    with entered(office), transaction.atomic():
        assert handed.known(second)
        assert second.words == "shushi"
    other = received(workbook(tmp_path / "别家.xlsx", [doubt(1, "王五")]), office, sender="市局")
    with entered(office), transaction.atomic():
        assert not handed.known(other)


def test_rows_reach_people_by_number_household_and_name_and_the_rest_lies_aside(tmp_path, office):
    zhang, number = person(office, "张三")
    home, _ = person(office, "李四", number="411726990001")
    named, _ = person(office, "欧阳一")
    person(office, "王双")
    person(office, "王双")
    path = tmp_path / "a.xlsx"
    header = [*HEADER[:3], "户编号", *HEADER[3:]]
    book = openpyxl.Workbook()
    for row in [
        header,
        ["1", "张三", number, "", "", "", "x"],
        ["2", "李四", "", "411726990001", "", "", "x"],
        ["3", "", "", "411726990001", "", "", "x"],
        ["4", "欧阳一", "", "", "", village_name(), "x"],
        ["5", "王双", "", "", "", village_name(), "x"],
        ["6", "赵七", number, "", "", "", "x"],
        ["7", "欧阳一", families.id_no(), "", "", village_name(), "x"],
        ["合计", "", "", "", "", "", "6"],
    ]:
        book.active.append(row)
    book.save(path)
    found = rows(office, split(path, office))
    assert [(row.matched, row.aside, row.person_id) for row in found] == [
        (HandedMatch.NUMBER, "", zhang.pk),
        (HandedMatch.HOUSEHOLD, "", home.pk),
        (HandedMatch.HOUSEHOLD, "", home.pk),
        (HandedMatch.NAME, "", named.pk),
        ("", HandedAside.SEVERAL, None),
        ("", HandedAside.DIFFERS, None),
        ("", HandedAside.UNKNOWN, None),
        ("", HandedAside.EMPTY, None),
    ]
    assert {row.area_code for row in found if row.matched} == {VILLAGE}
    assert {row.area_code for row in found if row.aside} == {office.area_code}


def test_no_number_is_kept_in_the_open(tmp_path, office):
    _, number = person(office, "张三")
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["户主身份证号", "姓名", "身份证号", "手机号码", "备注情况", "疑点描述", "核实情况"])
    book.active.append([number, "张三", number, "13812345678", f"同户{number}", f"{number}未参保", None])
    book.save(path)
    (row,) = rows(office, split(path, office))
    kept = " ".join(map(str, vars(row).values()))
    assert number not in kept
    assert "13812345678" not in kept
    assert row.facts == [["备注情况", f"同户{'*' * 14}{number[-4:]}"]]
    assert row.matched == HandedMatch.NUMBER


def test_a_number_that_excel_has_cut_reaches_nobody_by_it(tmp_path, office):
    _, number = person(office, "张三")
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["姓名", "身份证号", "核实情况"])
    book.active.append(["张三", int(number[:-1] + "0"), None])
    book.save(path)
    (row,) = rows(office, split(path, office))
    assert (row.id_fault, row.id_token, row.aside) == ("id_lost_digits", None, HandedAside.UNKNOWN)


def test_the_feedback_is_the_same_file_with_the_reply_columns_filled(tmp_path, office, cadre):
    people = [person(office, name) for name in ("张三", "李四", "王五", "赵六")]
    lines = [doubt(at, one.name, number) for at, (one, number) in enumerate(people, 1)]
    path = workbook(tmp_path / "省局疑点.xlsx", [*lines, doubt(5, "查无人")])
    made = split(path, office)
    with entered(office), transaction.atomic():
        handed.send(handed=made, by=office, at=AT)
    found = rows(office, made)
    answered(found[0], cadre, "true", "确未参保，已动员")
    answered(found[1], cadre, "false", "系统未更新")
    answered(found[2], cadre, "unreached", "")
    with entered(office), transaction.atomic():
        handed.not_ours(row=found[4], reason="查无此人", by=office, at=AT)
        handed.give_back(handed=made, by=office, at=AT)
    target = tmp_path / "back.xlsx"
    target.write_bytes(content(made, office))
    assert made.feedback_name == "省局疑点.xlsx"
    before, after = grids(path)[1], grids(target)[1]
    assert [grid.name for grid in after] == [grid.name for grid in before]
    for old, new in zip(before[0].rows, after[0].rows, strict=True):
        assert new[:6] == old[:6]
    assert [row[6:] for row in after[0].rows[2:]] == [
        ["属实", "确未参保，已动员", "李支书", "2020-11-30"],
        ["不属实", "系统未更新", "李支书", "2020-11-30"],
        ["", "联系不上，未能核实", "", ""],
        REPLIES,
        ["", "查无此人", office.label, "2020-11-30"],
    ]
    assert after[1] == before[1]


def test_a_contradiction_is_settled_before_anything_goes_back(tmp_path, office, cadre):
    one, number = person(office, "张三")
    with entered(office), transaction.atomic():
        values = {"resident_medical": True}
        circumstances.change_person(person=one, on=families.BEGAN, values=values, by=office, at=AT)
    made = split(workbook(tmp_path / "a.xlsx", [doubt(1, "张三", number)]), office)
    with entered(office), transaction.atomic():
        handed.send(handed=made, by=office, at=AT)
    row = answered(rows(office, made)[0], cadre, "true")
    assert row.state == HandedRowState.CONTRADICTS
    with entered(office), transaction.atomic():
        with pytest.raises(BadList):
            handed.give_back(handed=made, by=office, at=AT)
        handed.let_stand(row=row, reason="医保局尚未更新", by=office, at=AT)
        assert handed.give_back(handed=made, by=office, at=AT).state == "returned"


def test_last_month_s_identical_doubt_is_prefilled_and_a_person_confirms_it(tmp_path, office, cadre):
    _, number = person(office, "张三")
    first = split(
        workbook(tmp_path / "a.xlsx", [doubt(1, "张三", number, doubted="11月疑似未参加医保")]), office
    )
    with entered(office), transaction.atomic():
        handed.send(handed=first, by=office, at=AT)
    answered(rows(office, first)[0], cadre, "true", "在外省参保，已附凭证")
    path = workbook(tmp_path / "b.xlsx", [
        doubt(1, "张三", number, doubted="12月疑似未参加医保"), doubt(2, "张三", number, doubted="疑似死亡"),
    ])  # fmt: skip
    same, other = rows(office, split(path, office))
    assert (same.state, same.known["text"], other.known) == ("ready", "在外省参保，已附凭证", {})
    with entered(office), transaction.atomic():
        handed.confirm_known(row=same, by=office, at=AT)
        assert HandedRow.objects.get(pk=same.pk).state == HandedRowState.ANSWERED
        assert (same.verdict, same.answered_by) == ("true", "李支书")


def test_what_lies_aside_is_matched_by_hand_and_sent_after_the_others(tmp_path, office, cadre):
    one, _ = person(office, "张三")
    _two, number = person(office, "李四")
    made = split(workbook(tmp_path / "a.xlsx", [doubt(1, "张叁"), doubt(2, "李四", number)]), office)
    with entered(office), transaction.atomic():
        assert handed.send(handed=made, by=office, at=AT) == 1
        aside = HandedRow.objects.get(handed_list=made, state=HandedRowState.ASIDE)
        handed.match(row=aside, person=one, by=office, at=AT)
        assert (aside.area_code, aside.matched) == (VILLAGE, HandedMatch.HAND)
        assert handed.send_rest(handed=made, by=office, at=AT) == 1
    assert len(rows(cadre, made)) == 2
    with entered(office), transaction.atomic(), pytest.raises(BadList):
        handed.send_rest(handed=made, by=office, at=AT)


def test_pasted_rows_come_in_and_go_back_as_a_workbook(tmp_path, office, cadre):
    one, number = person(office, "张三")
    text = "\n".join("\t".join(line) for line in [HEADER, doubt(1, "张三", number, doubted='有"引号"的疑点')])
    with entered(office), transaction.atomic():
        upload = handed.Upload.pasted(text)
        made = handed.receive(upload=upload, sender="市局", title="粘贴的疑点", due=DUE, by=office, at=AT)
        handed.read(handed=made, by=office, at=AT)
        confirm(made, office)
        handed.split(handed=made, by=office, at=AT)
        handed.send(handed=made, by=office, at=AT)
    (row,) = rows(office, made)
    assert row.person_id == one.pk
    answered(row, cadre)
    with entered(office), transaction.atomic():
        handed.give_back(handed=made, by=office, at=AT)
    target = tmp_path / "back.xlsx"
    target.write_bytes(content(made, office))
    assert grids(target)[1][0].rows[1][:8] == [*doubt(1, "张三", number)[:5], row.doubt, "属实", "已核实"]


def test_a_person_names_the_header_and_the_columns(tmp_path, office):
    _, number = person(office, "张三")
    path = tmp_path / "a.xlsx"
    book = openpyxl.Workbook()
    for row in (["请核查"], ["对象", "代码", "回"], ["张三", number, None]):
        book.active.append(row)
    book.save(path)
    made = received(path, office)
    with entered(office), transaction.atomic():
        handed.look_again(handed=made, number=0, header_row=2, by=office, at=AT)
        (sheet,) = handed_sheets.kept(made)
        assert sheet.labels == ("对象", "代码", "回")
        for wrong in (("", "", "reply_text"), ("name", "name", ""), ("name", "")):
            chosen = {0: handed.Chosen(used=True, meanings=wrong)}
            with pytest.raises(BadList), transaction.atomic():
                handed.choose(handed=made, sheets=chosen, words="shushi", topic="", by=office, at=AT)
        chosen = {0: handed.Chosen(used=True, meanings=("name", "id_no", "reply_text"))}
        handed.choose(handed=made, sheets=chosen, words="shushi", topic="", by=office, at=AT)
        handed.split(handed=made, by=office, at=AT)
    (row,) = rows(office, made)
    assert (row.matched, row.doubt) == (HandedMatch.NUMBER, "a")


def test_who_may_not_and_what_cannot_be_is_refused(tmp_path, office, officer):
    path = workbook(tmp_path / "a.xlsx", [doubt(1, "张三")])
    upload = handed.Upload.of(path)
    told = {"upload": upload, "title": "", "at": AT}
    with entered(officer), transaction.atomic(), pytest.raises(OutsideArea):
        handed.receive(**told, sender="省局", due=DUE, by=officer)
    with entered(office), transaction.atomic():
        with pytest.raises(BadList):
            handed.receive(**told, sender=" ", due=DUE, by=office)
        with pytest.raises(BadList):
            handed.receive(**told, sender="省局", due=AT.date().replace(day=1), by=office)
        handed.receive(**told, sender="省局", due=DUE, by=office)
        with pytest.raises(BadList):
            handed.receive(**told, sender="省局", due=DUE, by=office)


def test_rows_lie_behind_the_walls(tmp_path, office, officer):
    _one, number = person(office, "张三")
    _far, other = person(office, "李四", area="411726102001")
    made = split(workbook(tmp_path / "a.xlsx", [doubt(1, "张三", number), doubt(2, "李四", other)]), office)
    assert [row.name for row in rows(officer, made)] == ["张三"]
    assert [row.name for row in rows(county.person("township_head", OTHER_TOWN).acting, made)] == ["李四"]


CELLS = st.sampled_from(
    ["", "张三", "李四", "411726197001010011", "13812345678", "盘古乡", "属实", "合计", " "]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    above=st.integers(0, 3),
    columns=st.permutations(HEADER),
    body=st.lists(st.lists(CELLS, min_size=10, max_size=10), max_size=6),
    second=st.lists(st.lists(CELLS, min_size=10, max_size=10), max_size=3),
)
def test_every_row_that_is_not_blank_is_matched_or_lies_aside(tmp_path, office, **drawn):
    above, columns, body, second = (drawn[name] for name in ("above", "columns", "body", "second"))
    book = openpyxl.Workbook()
    other = book.create_sheet("二")
    for sheet, lines in ((book.active, body), (other, second)):
        for _ in range(above):
            sheet.append(["附件"])
        sheet.append(columns)
        for line in lines:
            sheet.append([cell or None for cell in line])
    path = tmp_path / "any.xlsx"
    book.save(path)
    filled = sum(1 for line in [*body, *second] if any(cell.strip() for cell in line))
    with entered(office), transaction.atomic():
        upload = handed.Upload.of(path)
        made = handed.receive(upload=upload, sender="任意", title="", due=DUE, by=office, at=AT)
        handed.read(handed=made, by=office, at=AT)
        if filled:
            confirm(made, office)
            handed.split(handed=made, by=office, at=AT)
            found = list(HandedRow.objects.filter(handed_list=made))
            assert made.rows_in == len(found) == filled
            assert all(bool(row.matched) != bool(row.aside) for row in found)
            assert len({(row.sheet, row.row_no) for row in found}) == filled
        transaction.set_rollback(True)
