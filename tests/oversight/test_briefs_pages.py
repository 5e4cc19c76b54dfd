"""The brief on pages, by its address, and on paper."""

import io
import re

import pypdfium2
import pytest
from django.test import Client
from django.utils import translation
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kit import clock
from mingbai.oversight import ledgers
from mingbai.oversight.actions import briefs
from mingbai.oversight.models import BriefLink
from mingbai.oversight.panels import briefs as panel
from mingbai.oversight.queries import briefs as asked
from mingbai.oversight.queries import briefs_drawn, briefs_papers, briefs_words
from tests.factories import county
from tests.factories.county import COUNTY, OTHER_TOWN, TOWN
from tests.factories.signed import form
from tests.ledger_checks import LedgerChecks
from tests.oversight import scene
from tests.oversight.briefing import FRIDAY, late, problem

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
ADDRESS = re.compile(r"http://testserver(/brief/[\w-]+)")


@pytest.fixture
def insider(office):
    return office


@pytest.fixture
def outsider():
    return None


@pytest.fixture
def stranger():
    return county.person("township_head", OTHER_TOWN).acting


@pytest.fixture
def make(office):
    def issue(n):
        with scene.act(office):
            done = ledgers.briefs.model.objects.count()
            for week in range(done, done + n):
                briefs.issue(by=office, at=scene.on(2 + 7 * week))

    return issue


class TestBriefs(LedgerChecks):
    ledger = ledgers.briefs


@pytest.fixture
def sent(office, visit):
    """The address of this week's brief with one stuck matter, as the office was shown it."""
    problem(office, title="饮水管网未修复", deadline=late(9), severity="serious")
    return shown(visit(office).post("/oversight/briefs/issue", form()))


def shown(answer):
    assert answer.status_code == 200
    return ADDRESS.search(answer.content.decode())[1]


def test_the_office_reads_it_first_and_issues_it_once(office, visit):
    problem(office, title="饮水管网未修复", deadline=late(9))
    page = visit(office).get("/oversight/briefs/preview").content.decode()
    assert "饮水管网未修复" in page
    assert "/oversight/briefs/issue" in page
    assert shown(visit(office).post("/oversight/briefs/issue", form()))
    again = visit(office).post("/oversight/briefs/issue", form())
    assert again.status_code == 409
    assert "本周专报已于" in again.content.decode()
    page = visit(office).get("/oversight/briefs/preview").content.decode()
    assert "/oversight/briefs/issue" not in page


def test_whoever_has_the_address_reads_it_without_signing_in_and_without_a_cookie(office, visit, sent):
    answer = Client().get(sent)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "饮水管网未修复" in page
    assert "第1期" in page
    assert page.count("<svg") >= 2
    assert page.count("<table") == page.count("<svg")
    assert not answer.cookies
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert answer["Cache-Control"] == "no-store"
    for kept_in in ("<nav", "oversight/problems/", "<script", "csrfmiddlewaretoken"):
        assert kept_in not in page
    assert Client().head(sent).status_code == 200
    assert Client().post(sent).status_code in {403, 405}
    with scene.act(office):
        assert BriefLink.objects.get().opened == 1  # a look-ahead of the chat's is no opening


def test_what_cannot_be_opened_says_so_kindly(office, visit, sent):
    with scene.act(office):
        key = ledgers.briefs.rows_of(office).get().key
    second = shown(visit(office).post(f"/oversight/briefs/{key}/address", form()))
    for gone, status, words in (
        ("/brief/no-such-token", 404, "打不开"),
        (sent, 410, "已经失效"),
    ):
        answer = Client().get(gone)
        assert (answer.status_code, words in answer.content.decode()) == (status, True)
        assert answer["Referrer-Policy"] == "no-referrer"
    assert Client().get(second).status_code == 200
    assert visit(office).post(f"/oversight/briefs/{key}/withdraw", form()).status_code == 302
    assert Client().get(second).status_code == 410
    with scene.act(office):
        BriefLink.objects.update(withdrawn_at=None, expires_at=clock.read())
    assert Client().get(second).status_code == 410


def test_other_pages_keep_the_usual_policy(client):
    assert client.get("/sign-in")["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("kind", ["county_leader", "inspection_leader", "county_office_officer"])
def test_leaders_and_inspectors_read_it_signed_in(office, visit, sent, kind):
    unit = scene.TEAM if kind == "inspection_leader" else None
    reader = county.person(kind, unit=unit).acting
    with scene.act(office):
        key = ledgers.briefs.rows_of(office).get().key
    page = visit(reader).get(f"/oversight/briefs/{key}").content.decode()
    assert "饮水管网未修复" in page
    assert "/oversight/problems/" in page
    assert "/oversight/briefs/" in visit(reader).get("/").content.decode()
    may = kind == "county_office_officer"
    assert (f"/oversight/briefs/{key}/withdraw" in page) == may
    assert visit(reader).get("/oversight/briefs/preview").status_code == (200 if may else 403)
    if not may:
        for deed in (f"{key}/address", f"{key}/withdraw", "issue"):
            assert visit(reader).post(f"/oversight/briefs/{deed}", form()).status_code == 403


@pytest.mark.parametrize(
    ("kind", "place"), [("township_head", TOWN), ("department_head", COUNTY), ("auditor", COUNTY)]
)
def test_others_read_it_by_its_address_only(office, visit, sent, kind, place):
    other = county.person(kind, place).acting
    with scene.act(office):
        key = ledgers.briefs.rows_of(office).get().key
    for address in ("", str(key), f"{key}.pdf", f"{key}.docx", "preview"):
        assert visit(other).get(f"/oversight/briefs/{address}").status_code in {403, 404}
    assert "/oversight/briefs/" not in visit(other).get("/").content.decode()
    assert visit(other).get(sent).status_code == 200


def test_it_stands_on_the_office_s_today_from_friday_until_it_went_out(office):
    def waiting(acting, at):
        with scene.act(acting):
            return [one.url for one in panel.tasks(acting, at)]

    assert waiting(office, scene.on(26)) == []
    assert waiting(office, FRIDAY) == waiting(office, scene.on(29)) == ["/oversight/briefs/preview"]
    assert waiting(county.person("county_leader").acting, FRIDAY) == []
    with scene.act(office):
        briefs.issue(by=office, at=FRIDAY)
    assert waiting(office, FRIDAY) == []


LONG = "关于饮水安全巩固提升工程管网破损长期未修复、群众用水没有保障且多次反映未予解决的问题"


@pytest.fixture(params=["zh-hans", "en"])
def crowded(request, office):
    """The fullest page there can be: every township, names of matters as long as the ledger takes."""
    with scene.act(office):
        towns = list(county.Unit.objects.values_list("area_code", flat=True).distinct())
    found = [code for code in towns if code.endswith("000") and not code.endswith("000000")]
    for place, code in enumerate([*found, COUNTY]):
        problem(
            office, area_code=code, title=(LONG * 4)[:120], owner="water_bureau", severity="critical",
            raised_above=True, deadline=late(40 + place),
        )  # fmt: skip
    with translation.override(request.param), scene.act(office):
        yield briefs_words.written(asked.now(office, FRIDAY), briefs.issue(by=office, at=FRIDAY))


def test_the_paper_has_one_page_however_full(crowded):
    book = pypdfium2.PdfDocument(briefs_papers.pdf(crowded, at=FRIDAY))
    text = re.sub(r"\s", "", book[0].get_textpage().get_text_range())
    assert len(book) == 1
    assert [round(side) for side in book[0].get_size()] == [595, 842]
    assert len(crowded.charts[1].lines) > 20
    assert re.sub(r"\s", "", crowded.rule) in text
    assert text.count(LONG[:20]) == 5


def test_the_docx_opens_with_three_pictures_that_are_told_in_words(crowded):
    made = Document(io.BytesIO(briefs_papers.docx(crowded)))
    told = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert sorted(told) == sorted(chart.said() for chart in crowded.charts)
    assert len(made.tables[0].rows) == 6
    assert _tall(made) < 297 - 13 - 11


def _tall(made):
    """How high the page is at the least and the most it can be, in mm: lines, pictures, the table's lines."""
    mm = 25.4 / 72
    rows = 3 * (1.6 * 22) * mm + 8 * 14 * mm
    pictures = [shape.height.mm for shape in made.inline_shapes]
    lines = sum(
        max(
            -(-sum(2 if ord(c) > 255 else 1 for c in cell.text) // int(cell.width.mm / 1.8))
            for cell in row.cells
        )
        for row in made.tables[0].rows
    )
    return rows + max(pictures[:2]) + pictures[2] + lines * 14 * mm


@given(st.text("饮水a1·、", max_size=60), st.integers(2, 40))
def test_a_text_that_is_cut_fits_and_says_so(text, most):
    kept = briefs_papers.cut(text, most)
    assert briefs_papers.room(kept) <= most + 1  # the ellipsis is narrow or wide
    assert kept == text or (kept.endswith("…") and text.startswith(kept[:-1]))


def test_a_drawing_is_as_long_as_its_numbers():
    chart = briefs_words.Chart("甲", ("乡镇", "未销号", "逾期"), [("一", 10, 4), ("二", 5, 0)], part=True)
    made = briefs_drawn.drawn(chart)
    wide = {(y, kind): width for _x, y, width, _height, kind in made.bars}
    first, second = sorted({y for _x, y, *_rest in made.bars})
    assert wide[first, "late"] + wide[first, "first"] == pytest.approx(2 * wide[second, "first"], abs=0.2)
    assert wide[first, "late"] == pytest.approx(0.4 * (wide[first, "late"] + wide[first, "first"]), abs=0.2)
    assert (second, "late") not in wide
    assert "一：未销号 10，逾期 4" in chart.said()
