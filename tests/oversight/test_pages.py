"""The room's ledgers and pages: each for its posts, closed to others, from the list to a closed problem."""

import io
import zipfile

import pytest

from mingbai.oversight import ledgers
from mingbai.oversight.actions import asking, problems, sheets
from mingbai.oversight.models import Problem
from tests.factories import county, families
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import form
from tests.ledger_checks import LedgerChecks
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]


@pytest.fixture
def insider():
    return county.person("township_head", TOWN).acting


@pytest.fixture
def outsider():
    return county.person("township_head", OTHER_TOWN).acting


@pytest.fixture
def stranger():
    return None


@pytest.fixture
def listed(insider):
    def enlist(n, **more):
        with scene.act(insider):
            return [
                problems.enlist(
                    wanted=problems.Wanted(
                        area_code=VILLAGE, source="self", category="data", severity="moderate", name=f"户{i}",
                        title=f"事项{i}", fact="样例事实", found_on=scene.on(2).date(), **more,
                    ),
                    by=insider, at=scene.on(2),
                )
                for i in range(n)
            ]  # fmt: skip

    return enlist


@pytest.fixture
def assigned(listed, office):
    def assign(n):
        found = listed(n)
        with scene.act(office):
            sheets.issue(by=office, at=scene.on(2))
        with scene.act(office):
            return list(Problem.objects.filter(pk__in=[one.pk for one in found]).order_by("id"))

    return assign


class TestProblems(LedgerChecks):
    ledger = ledgers.problems

    @pytest.fixture
    def make(self, listed):
        return listed


class TestSheets(LedgerChecks):
    ledger = ledgers.sheets

    @pytest.fixture
    def make(self, assigned):
        return lambda n: [assigned(1) for _each in range(n)]


class TestExtensions(LedgerChecks):
    ledger = ledgers.extensions

    @pytest.fixture
    def make(self, assigned):
        cadre = county.person("village_cadre", VILLAGE).acting

        def ask(n):
            for one in assigned(n):
                with scene.act(cadre):
                    asking.ask_time(problem=one, days=3, reason="等材料", by=cadre, at=scene.on(3))

        return ask


class TestAppeals(LedgerChecks):
    ledger = ledgers.appeals

    @pytest.fixture
    def make(self, assigned):
        cadre = county.person("village_cadre", VILLAGE).acting

        def ask(n):
            for one in assigned(n):
                with scene.act(cadre):
                    asking.ask_appeal(problem=one, said="不属实", by=cadre, at=scene.on(3))

        return ask


def test_a_village_reports_itself_and_the_sheet_comes_back_to_it(office, insider, visit):
    cadre = county.person("village_cadre", VILLAGE).acting
    client = visit(cadre)
    page = client.get("/oversight/problems/new")
    assert 'value="nation"' not in page.content.decode()  # a village reports its own only
    sent = form(
        area_code=VILLAGE, about="village", source="self", category="data", severity="minor", owner="",
        title="明白卡未填", fact="三户的明白卡没有填写", requirement="", found_on="2020-11-30",
    )  # fmt: skip
    answer = client.post("/oversight/problems/new", sent)
    assert answer.status_code == 302
    assert "有问题等待交办" in visit(office).get("/").content.decode()
    assert visit(office).post("/oversight/sheets/issue", form()).status_code == 302
    today = client.get("/").content.decode()
    assert "明白卡未填" in today
    assert "JB-" in visit(insider).get("/oversight/sheets/").content.decode()


ABOUT = {
    "area_code": VILLAGE, "source": "self", "category": "data", "severity": "minor", "owner": "",
    "title": "收入漏填", "fact": "务工收入没有填", "requirement": "", "found_on": "2020-11-30",
}  # fmt: skip


@pytest.fixture
def home():
    clerk = county.person("county_office_officer").acting
    with scene.act(clerk):
        made = families.household(clerk, area=VILLAGE, number="411726000001")
        families.member(clerk, made, name="欧阳明")
        made.refresh_from_db()
    return made


@pytest.mark.parametrize("said", ["411726000001", "欧阳明"])
def test_a_problem_about_a_household_is_found_by_number_or_head_and_lies_where_it_lives(visit, home, said):
    clerk = county.person("county_office_officer").acting
    client = visit(county.person("township_head", TOWN).acting)
    sent = form(**ABOUT | {"area_code": TOWN}, about="household", name=said)
    assert client.post("/oversight/problems/new", sent).status_code == 302
    with scene.act(clerk):
        made = Problem.objects.get()
    assert (made.household_id, made.area_code, made.name) == (home.pk, VILLAGE, "欧阳明")


@pytest.mark.parametrize(("about", "name"), [("household", ""), ("household", "欧阳"), ("enterprise", "")])
def test_what_it_is_about_must_be_there_and_named(visit, about, name):
    cadre = county.person("village_cadre", VILLAGE).acting
    answer = visit(cadre).post("/oversight/problems/new", form(**ABOUT, about=about, name=name))
    assert answer.status_code == 422


def test_an_enterprise_is_a_subject_too(visit):
    cadre = county.person("village_cadre", VILLAGE).acting
    sent = form(**ABOUT, about="enterprise", name="夏南牛扶贫车间")
    assert visit(cadre).post("/oversight/problems/new", sent).status_code == 302
    with scene.act(cadre):
        made = Problem.objects.get()
    assert (made.about, made.name) == ("enterprise", "夏南牛扶贫车间")


def test_what_does_not_make_sense_is_said_in_the_form(visit):
    cadre = county.person("village_cadre", VILLAGE).acting
    sent = form(
        area_code=VILLAGE, about="village", source="self", category="data", severity="minor", owner="",
        title="明", fact="三", requirement="", found_on="2031-01-01",
    )  # fmt: skip
    answer = visit(cadre).post("/oversight/problems/new", sent)
    assert answer.status_code == 422
    assert "发现日期不能晚于今天" in answer.content.decode()


def test_one_s_own_result_is_shown_entry_by_entry_and_nobody_else_s(visit):
    week = scene.staffed(homes=1)
    cadre = week.cast["cadre"]
    county.met.append(cadre)
    with scene.act(cadre.acting):
        problems.enlist(
            wanted=problems.Wanted(
                area_code=scene.VILLAGES[0], source="county_team", category="data", severity="moderate",
                name="户", title="样例", fact="样例事实", found_on=scene.on(2).date(),
            ),
            by=cadre.acting, at=scene.on(2),
        )  # fmt: skip
    scene.issued(week, day=2)
    shown = visit(cadre.acting).get("/oversight/mine?month=2020-11").content.decode()
    assert "村“两委”" in shown
    assert shown.count("样例") == 1  # the cadre's own entry, none of the group leader's or the helpers'
    assert visit(cadre.acting).get("/oversight/mine?month=November").status_code == 400


def test_the_sheet_is_a_paper_to_sign_and_one_to_edit_for_its_addressee(assigned, insider, outsider, visit):
    (one,) = assigned(1)
    with scene.act(insider):
        sheet = one.sheet
    pdf = visit(insider).get(f"/oversight/sheets/{sheet.key}.pdf")
    assert pdf.content.startswith(b"%PDF-")
    docx = visit(insider).get(f"/oversight/sheets/{sheet.key}.docx")
    with zipfile.ZipFile(io.BytesIO(docx.content)) as parts:
        written = parts.read("word/document.xml").decode()
    assert sheet.number in written
    assert "事项0：样例事实" in written
    for kind in ("pdf", "docx"):
        assert visit(outsider).get(f"/oversight/sheets/{sheet.key}.{kind}").status_code == 404
    assert visit(insider).get(f"/oversight/sheets/{sheet.key}.exe").status_code == 404
