"""The room's ledgers and pages: each for its posts, closed to others, in agreement with the ledger."""

from datetime import date

import pytest
from django.urls import reverse

from mingbai.duties import ledgers
from mingbai.duties.actions import demands, documents, texts
from mingbai.duties.models import Demand, Document, DutyText
from mingbai.duties.queries import lists, mine, policies
from mingbai.kit import clock
from mingbai.org.queries import kinds
from tests.factories import county, findings
from tests.factories.county import AT, COUNTY, OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import form, visitor
from tests.ledger_checks import LedgerChecks
from tests.oversight import scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
PLACES = {"county": COUNTY, "township": TOWN, "village": VILLAGE}
DUTY = "village_cadre_01"
DAY = AT.date()


@pytest.fixture
def visit():
    return visitor()


@pytest.fixture
def office():
    return county.person("county_office_officer").acting


@pytest.fixture
def head():
    return county.person("county_office_head").acting


@pytest.fixture
def cadre():
    return county.person("village_cadre", VILLAGE).acting


def worded(words="每月十日前摸排一遍，发现风险当天上报", **more):
    return texts.Wording(words, DAY, **more)


def put_in_force(words, *, by, approver, duty=DUTY):
    with scene.act(by):
        text = texts.draft(duty=duty, wording=worded(words), by=by, at=AT)
        texts.submit(text=text, by=by, at=AT)
    with scene.act(approver):
        texts.approve(text=text, seen="县委办文件", by=approver, at=AT)
    return text


class TestTexts(LedgerChecks):
    ledger = ledgers.texts

    @pytest.fixture
    def insider(self, office):
        return office

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def stranger(self):
        return None

    @pytest.fixture
    def make(self, office):
        def draft(n):
            with scene.act(office):
                for i in range(n):
                    texts.draft(duty=DUTY, wording=worded(f"职责文字{i}"), by=office, at=AT)

        return draft


class TestDocuments(LedgerChecks):
    ledger = ledgers.documents

    @pytest.fixture
    def insider(self, office):
        return office

    @pytest.fixture
    def outsider(self):
        return None

    @pytest.fixture
    def stranger(self):
        return None

    @pytest.fixture
    def make(self, office):
        def enter(n):
            with scene.act(office):
                have = Document.objects.count()
                for i in range(have, have + n):
                    paper = documents.Paper(f"泌办〔2020〕{i}号", f"通知{i}", "县委办", DAY, "county", "要求")
                    documents.register(paper=paper, by=office, at=AT)

        return enter


class TestDemands(LedgerChecks):
    ledger = ledgers.demands

    @pytest.fixture
    def insider(self, cadre):
        return cadre

    @pytest.fixture
    def outsider(self):
        return county.person("village_cadre", "411726102001").acting

    @pytest.fixture
    def stranger(self):
        return county.person("auditor").acting

    @pytest.fixture
    def make(self, cadre):
        def note(n):
            with scene.act(cadre):
                for i in range(n):
                    demands.note(asked=asked(f"报表{i}"), by=cadre, at=AT)

        return note


def asked(title="人口统计表", *, by="civil_affairs", minutes=45, villages=(VILLAGE,)):
    return demands.Asked(villages, "form", title, "民政局", DAY, minutes, asked_by=by)


def test_my_duties_say_what_the_ledger_says_and_lead_there(office, cadre, visit):
    with scene.act(office):
        for _n in range(3):
            findings.sent(by=office, at=clock.read())
    page = visit(cadre).get("/duties/mine").content.decode()
    assert "有3件事待办，没有超期的。" in page
    assert reverse("screening:mine") in page
    assert "待县里给原文" in page
    assert "我的职责" in visit(cadre).get("/").content.decode()


@pytest.mark.parametrize("kind", [
    "county_leader", "township_head", "township_officer", "group_leader", "helper", "verification_member",
    "department_head", "department_officer", "sending_unit_head", "inspection_member", "county_office_head",
    "auditor",
])  # fmt: skip
def test_every_kind_of_post_reads_its_pages_and_every_place_is_open_to_it(kind, visit):
    someone = county.person(kind, PLACES[kinds.kind(kind).level]).acting
    client = visit(someone)
    for name in ("mine", "list", "performance", "documents", "texts"):
        assert client.get(reverse(f"duties:{name}")).status_code == 200, name
    with scene.act(someone):
        duties = lists.of_post(someone, DAY)
        places = {mine.place(one.counter) for one in duties if one.counter}
    assert bool(duties) == (kind != "auditor")
    for place in places:
        assert client.get(reverse(place)).status_code == 200, (kind, place)
    covers = kind in {"county_office_head", "county_leader", "township_head"}
    for page in ("/duties/coverage", "/duties/coverage/weeks"):
        assert client.get(page).status_code == (200 if covers else 403)


def test_the_list_is_everybody_s_and_prints_whole(cadre, visit):
    client = visit(cadre)
    own = client.get("/duties/list").content.decode()
    assert own.count("<tr>") - 1 == 10  # the village cadre's ten
    every = client.get("/duties/list?of=all").content.decode()
    assert every.count('<th scope="row">') == 108 + 79 + 12
    assert client.get("/duties/list?of=nobody").status_code == 400
    assert client.get("/duties/list/nothing").status_code == 404
    shown = client.get("/duties/list/civil_affairs_04").content.decode()
    assert "困难残疾人生活补贴" in shown
    assert "修改文字" not in shown


def test_a_text_needs_a_second_person_and_the_version_before_stays(office, head, cadre, visit):
    said = {
        "words": "每月十日前摸排",
        "words_en": "",
        "done": "",
        "evidence": "",
        "document": "",
        "reason": "县里要求",
    }
    answer = visit(office).post(f"/duties/list/{DUTY}/text", form(**said, since="2020-11-01"))
    assert answer.status_code == 302
    with scene.act(office):
        text = DutyText.objects.get()
    one = f"/duties/texts/{text.key}"

    def moved(name):
        return reverse("duties:texts-move", args=[text.key, name])

    assert visit(cadre).get(one).status_code == 404  # a draft is the county's
    assert visit(office).post(moved("submit"), form(version=1)).status_code == 302
    assert visit(office).post(moved("approve"), form(version=2, seen="文件")).status_code == 403
    assert "职责文字" in visit(head).get("/").content.decode()
    assert visit(head).post(moved("approve"), form(version=2, seen="文件")).status_code == 302
    page = visit(cadre).get(f"/duties/list/{DUTY}").content.decode()
    assert "每月十日前摸排" in page
    assert "每月摸排一遍风险，发现就报" in page  # the pack's own, version zero
    assert "待县里给原文" not in page
    put_in_force("每月五日前摸排", by=office, approver=head)
    page = visit(cadre).get(f"/duties/list/{DUTY}").content.decode()
    assert "第2版" in page
    assert "已被新版本替代" in page


def test_what_changes_nothing_or_begins_too_early_is_said_in_the_form(office, head, visit):
    put_in_force("每月五日前摸排", by=office, approver=head)
    said = {"words_en": "", "done": "", "evidence": "", "document": "", "reason": ""}
    client = visit(office)
    for words, since, told in (
        ("每月五日前摸排", "2020-12-01", "清单里已经是这样写的"),
        ("另一种说法", "2020-10-01", "正在执行的版本比这一天更晚开始"),
    ):
        answer = client.post(f"/duties/list/{DUTY}/text", form(**said, words=words, since=since))
        assert answer.status_code == 422
        assert told in answer.content.decode()


def test_a_submitted_text_is_frozen(office):
    with scene.act(office):
        text = texts.draft(duty=DUTY, wording=worded(), by=office, at=AT)
        texts.amend(text=text, wording=worded("改过的草稿"), by=office, at=AT, version=1)
        texts.submit(text=text, by=office, at=AT)
        with pytest.raises(texts.Frozen):
            texts.amend(text=text, wording=worded("再改"), by=office, at=AT, version=text.version)


def test_a_paper_is_entered_stands_behind_its_duty_and_is_replaced(office, cadre, visit):
    given = {
        "title": "关于印发职责清单的通知",
        "issuer": "县委办公室",
        "issued_on": "2020-10-01",
        "level": "county",
        "digest": "每月摸排一次",
        "duties": [DUTY],
        "policies": ["P01"],
    }
    assert (
        visit(office).post("/duties/papers/new", form(**given, number="泌办〔2020〕9号")).status_code == 302
    )
    again = visit(office).post("/duties/papers/new", form(**given, number="泌办〔2020〕9号"))
    assert again.status_code == 422
    assert "已经登记" in again.content.decode()
    with scene.act(office):
        first = Document.objects.get()
    later = form(**{**given, "issued_on": "2020-11-01"}, number="泌办〔2020〕12号", replaces=[str(first.key)])
    assert visit(office).post("/duties/papers/new", later).status_code == 302
    page = visit(cadre).get(f"/duties/papers/{first.key}").content.decode()
    assert "泌办〔2020〕12号" in page
    assert "农村低保" in page
    assert "泌办〔2020〕9号" in visit(cadre).get(f"/duties/list/{DUTY}").content.decode()
    assert visit(cadre).get("/duties/papers/new").status_code == 403


def test_one_s_record_is_seen_by_the_person_and_the_direct_superior_only(visit):
    head_ = county.person("township_head", TOWN).acting
    group = county.person("group_leader", VILLAGE).acting
    secretary = county.person("first_secretary", VILLAGE)
    elsewhere = county.person("township_head", OTHER_TOWN).acting
    with scene.act(head_):
        number = secretary.user.postings.get().pk
    address = f"/duties/record/{number}"
    assert secretary.user.display_name in visit(head_).get("/duties/record").content.decode()
    for superior in (head_, group):
        assert secretary.user.display_name in visit(superior).get(address).content.decode()
    for other in (elsewhere, county.person("village_cadre", VILLAGE).acting, county.person("auditor").acting):
        assert visit(other).get(address).status_code == 404
    assert "只有本人和直接上级能看" in visit(secretary.acting).get("/duties/record").content.decode()


def test_a_village_without_its_secretary_is_named(visit):
    head_ = county.person("township_head", TOWN).acting
    page = visit(head_).get("/duties/coverage").content.decode()
    assert f"/areas/{VILLAGE}" in page
    county.person("first_secretary", VILLAGE)
    found = visit(head_).get("/duties/coverage").context["missing"]
    secretaries = next(one for one in found if one.title == "驻村第一书记")
    assert VILLAGE not in dict(secretaries.villages)
    assert len(secretaries.villages) == secretaries.of - 1


def test_a_village_sees_its_own_burden_a_demander_its_own_the_office_all(office, cadre, visit):
    now = clock.read()
    civil = county.person("department_officer", unit="civil_affairs").acting
    labour = county.person("department_officer", unit="labour").acting
    other = county.person("village_cadre", "411726102001").acting
    sent = {"kind": "form", "asker": "", "on": str(now.date()), "minutes": "45", "villages": [VILLAGE]}
    client = visit(cadre)
    assert (
        client.post(
            "/duties/demands/note", form(**sent, title="人口表", asked_by="civil_affairs")
        ).status_code
        == 302
    )
    assert (
        client.post("/duties/demands/note", form(**sent, title="就业表", asked_by="other")).status_code == 422
    )
    with scene.act(office):
        findings.sent(by=office, at=now, owner="civil_affairs", line="social_assistance")
    expected = {cadre: (2, 65), civil: (2, 65), office: (2, 65), labour: (0, 0), other: (0, 0)}
    for post, (times, minutes) in expected.items():
        total = visit(post).get("/duties/burden").context["total"]
        assert [(one.times, one.minutes) for one in total] == ([(times, minutes)] if times else []), (
            post.label
        )
    with scene.act(cadre):
        demand = Demand.objects.get()
    assert visit(office).post(f"/duties/demands/{demand.key}/withdraw", form()).status_code == 403
    assert client.post(f"/duties/demands/{demand.key}/withdraw", form()).status_code == 302
    assert client.get("/duties/burden").context["total"][0].minutes == 20
    assert client.get("/duties/burden?month=soon").status_code == 400


@pytest.mark.parametrize(
    ("minutes", "villages"), [(0, (VILLAGE,)), (9999, (VILLAGE,)), (5, ("411726102001",)), (5, ())]
)
def test_what_makes_no_demand_is_refused(cadre, minutes, villages):
    with scene.act(cadre), pytest.raises(demands.BadDemand):
        demands.note(asked=asked(minutes=minutes, villages=villages), by=cadre, at=AT)


def test_policies_are_each_delivered_by_their_own_department(office):
    with scene.act(office):
        assert not policies.unlinked(lists.every(DAY))
        assert lists.in_force(date(2020, 1, 1)) == {}
