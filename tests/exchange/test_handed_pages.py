"""疑点分办 through its pages: paste, columns, what lies aside, sending, the grid, the file back; refusals."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from mingbai.exchange.actions import handed as actions
from mingbai.exchange.ledgers.handed import handed as lists_ledger
from mingbai.exchange.ledgers.handed import handed_rows
from mingbai.exchange.models import HandedList, HandedRow
from mingbai.kit.scope import entered
from mingbai.registry.actions import circumstances
from tests.exchange.handed import HEADER, doubt, person, rows, split, workbook
from tests.factories import county
from tests.factories.county import AT, TOWN, VILLAGE
from tests.factories.signed import form, visitor
from tests.ledger_checks import LedgerChecks, TownshipLedgerChecks

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]


@pytest.fixture
def visit():
    return visitor(HTTP_ACCEPT_LANGUAGE="zh-hans")


def the_list(office):
    with entered(office), transaction.atomic():
        return HandedList.objects.latest("pk")


def test_a_paste_is_recognised_corrected_sent_answered_and_comes_back(office, officer, cadre, visit):
    _one, number = person(office, "张三")
    client = visit(office)
    lines = "\n".join("\t".join(line) for line in (HEADER, doubt(1, "张三", number), doubt(2, "查无人")))
    told = {"lines": lines, "sender": "省局", "title": "十一月疑点", "due": "2030-12-04"}
    answer = client.post("/exchange/handed/new", form(**told))
    assert answer.status_code == 302, answer.content.decode()
    columns = client.get(answer["Location"]).content.decode()
    assert number not in columns
    assert number[-4:] in columns
    made = the_list(office)
    page = f"/exchange/handed/{made.key}"
    chosen = {f"m-0-{at}": "" for at in range(10)}
    wrong = client.post(f"{page}/columns", form(**chosen, **{"use-0": "1"}, words="shushi", topic=""))
    assert wrong.status_code == 422
    right = {
        "m-0-1": "name",
        "m-0-2": "id_no",
        "m-0-5": "doubt",
        "m-0-6": "reply_verdict",
        "m-0-7": "reply_text",
    }
    sent = form(**{**chosen, **right, "use-0": "1"}, words="shifou", topic="medical")
    assert client.post(f"{page}/columns", sent).status_code == 302
    shown = client.get(page).content.decode()
    assert "1 行待匹配" in shown
    made = the_list(office)
    assert client.post(f"{page}/do/send", form(version=made.version)).status_code == 302
    shown = client.get(page).content.decode()
    assert f"state=sent&amp;area={TOWN}" in shown
    assert "1" in visit(officer).get("/").content.decode()
    row = rows(office, made)[0]
    with entered(cadre), transaction.atomic():
        told = {"verdict": "false", "text": "无此情况", "files": [], "answered_by": "李支书"}
        actions.note_answer(row=row.pk, **told, by=cadre, at=AT)
    aside = client.get(f"{page}/aside").content.decode()
    assert "查无人" in aside
    picked = form(pick=[str(rows(office, made)[1].key)], reason="查无此人")
    assert client.post(f"{page}/aside", picked).status_code == 302
    made = the_list(office)
    assert client.post(f"{page}/do/give_back", form(version=made.version)).status_code == 302
    file = client.get(f"{page}/feedback")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(file.streaming_content))).active
    found = [[cell.value for cell in line] for line in sheet.iter_rows(min_row=2, min_col=3, max_col=8)]
    assert found[0] == [number, None, None, "疑似未参加医保", "否", "无此情况"]
    assert found[1][-1] == "查无此人"


def test_an_upload_with_a_known_header_is_split_at_once(tmp_path, office, visit):
    split(workbook(tmp_path / "a.xlsx", [doubt(1, "张三")]), office)
    path = workbook(tmp_path / "十二月.xlsx", [doubt(1, "李四"), doubt(2, "王五")], title="十二月")
    file = SimpleUploadedFile(path.name, path.read_bytes())
    told = form(table=file, sender="省乡村振兴局", title="", due="2030-12-04")
    answer = visit(office).post("/exchange/handed/new", told)
    made = the_list(office)
    assert answer["Location"] == f"/exchange/handed/{made.key}"
    assert (made.state, made.rows_in, made.title) == ("split", 2, "十二月")


@pytest.mark.parametrize(
    ("file", "lines", "words"),
    [
        (None, "", "请选择文件或粘贴内容"),
        (("a.xlsx", b"PK\x03\x04 not a workbook"), "", "损坏"),
        (("a.xlsx", b"%PDF-1.4"), "", "内容"),
        (("a.exe", b"MZ"), "", "不收这类文件"),
        (("a.csv", b"\xff\xfe\x00"), "", ""),
    ],
)
def test_what_cannot_be_read_is_said_beside_the_field_and_not_kept(office, visit, file, lines, words):
    given = {"table": SimpleUploadedFile(*file)} if file else {}
    told = form(**given, lines=lines, sender="省局", title="表", due="2030-12-04")
    answer = visit(office).post("/exchange/handed/new", told)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    with entered(office), transaction.atomic():
        assert not HandedList.objects.exists()


def test_a_row_is_matched_by_search_and_by_one_tap(tmp_path, office, visit):
    one, number = person(office, "张三")
    made = split(workbook(tmp_path / "a.xlsx", [doubt(1, "张叁"), doubt(2, "张三")]), office)
    client, (first, second) = visit(office), rows(office, made)
    page = f"/exchange/handed-rows/{first.key}/match"
    assert "张三" not in client.get(page).content.decode()
    assert str(one.key) in client.post(page, form(words=number)).content.decode()
    assert client.post(page, form(person=str(one.key), version=first.version)).status_code == 302
    assert str(one.key) in client.get(f"/exchange/handed/{made.key}/aside").content.decode()
    page = f"/exchange/handed-rows/{second.key}/match"
    assert client.post(page, form(person=str(one.key), version=9)).status_code == 409
    assert client.post(page, form(person=str(one.key), version=1)).status_code == 302
    assert {row.person_id for row in rows(office, made)} == {one.pk}


def test_a_contradiction_shows_what_the_ledger_says(tmp_path, office, cadre, visit):
    one, number = person(office, "张三")
    with entered(office), transaction.atomic():
        values = {"resident_medical": True}
        circumstances.change_person(person=one, on=AT.date(), values=values, by=office, at=AT)
    made = split(workbook(tmp_path / "a.xlsx", [doubt(1, "张三", number)]), office)
    with entered(office), transaction.atomic():
        actions.send(handed=made, by=office, at=AT)
    (row,) = rows(office, made)
    with entered(cadre), transaction.atomic():
        told = {"verdict": "true", "text": "没参保", "files": [], "answered_by": "李支书"}
        actions.note_answer(row=row.pk, **told, by=cadre, at=AT)
    client = visit(office)
    page = client.get(f"/exchange/handed-rows/{row.key}").content.decode()
    assert "台账为“是”" in page
    made = the_list(office)
    assert (
        client.post(f"/exchange/handed/{made.key}/do/give_back", form(version=made.version)).status_code
        == 400
    )
    assert "与台账不一致" in client.get("/").content.decode()


def test_posts_below_see_no_list_and_their_own_rows_only(tmp_path, office, officer, visit):
    _one, number = person(office, "张三")
    made = split(workbook(tmp_path / "a.xlsx", [doubt(1, "张三", number), doubt(2, "欧阳外人")]), office)
    client = visit(officer)
    assert client.get("/exchange/handed/").status_code == 403
    for page in ("columns", "aside", "feedback"):
        assert client.get(f"/exchange/handed/{made.key}/{page}").status_code == 404
    shown = client.get("/exchange/handed-rows/").content.decode()
    assert "张三" in shown
    assert "欧阳外人" not in shown
    mine, _other = rows(office, made)
    assert client.get(f"/exchange/handed-rows/{mine.key}/match").status_code == 403


@pytest.fixture
def insider(office):
    return office


@pytest.fixture
def outsider():
    return None


class TestLists(LedgerChecks):
    ledger = lists_ledger

    @pytest.fixture
    def stranger(self):
        return county.person("township_head", TOWN).acting

    @pytest.fixture
    def make(self, office, tmp_path):
        made = iter(range(10_000))

        def write(n):
            for number in (next(made) for _ in range(n)):
                path = tmp_path / f"{number}.csv"
                path.write_text(f"姓名,核实情况\n人{number},\n", encoding="utf-8")
                split(path, office)

        return write


class TestRows(TownshipLedgerChecks):
    ledger = handed_rows

    @pytest.fixture
    def make(self, office, tmp_path):
        made = iter(range(10_000))

        def write(n):
            numbers = [next(made) for _ in range(n)]
            path = tmp_path / f"{numbers[0]}.csv"
            path.write_text(
                "姓名,村,核实情况\n" + "".join(f"人{each},x,\n" for each in numbers), encoding="utf-8"
            )
            found = split(path, office)
            with entered(office), transaction.atomic():
                HandedRow.objects.filter(handed_list=found).update(area_code=VILLAGE)

        return write
