"""好做法: put forward by one person of the county office, adopted by another; its bonus can be taken back."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mingbai.kit.flow import GuardHolds, NotPermitted
from mingbai.org.queries.machine import machine
from mingbai.oversight import ledgers
from mingbai.oversight.actions import practices
from mingbai.oversight.actions.refusal import BadPractice, MayNotList
from mingbai.oversight.flow import practice as flow
from mingbai.oversight.models import Practice, ScoreEntry
from mingbai.oversight.queries import scores
from mingbai.oversight.queries.terms import terms
from tests.factories import county
from tests.factories.county import TOWN, VILLAGE
from tests.factories.signed import form
from tests.flow_checks import walk
from tests.ledger_checks import TownshipLedgerChecks
from tests.oversight import frozen, scene

pytestmark = [pytest.mark.django_db(databases=["default", "aside"]), pytest.mark.usefixtures("biyang")]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
NOVEMBER = [date(2020, 11, 1)]
WHY = "经办公室会议研究"


@pytest.fixture
def clerk():
    return county.person("county_office_officer").acting


def put_forward(by, subject="village", no=VILLAGE, title="晾晒账目", paper="泌办〔2020〕12号通报"):
    with scene.act(by):
        return practices.propose(
            subject=subject, subject_no=no, title=title, what="每月张榜，群众对账", paper=paper, by=by,
            at=scene.on(5),
        )  # fmt: skip


def decide(by, verb, one, day=6):
    with scene.act(by):
        one.refresh_from_db()
        verb(practice=one, reason=WHY, by=by, at=scene.on(day), version=one.version)


def score(subject="village", no=VILLAGE):
    with scene.act(machine()):
        return scores.standing(subject, no, NOVEMBER, terms()).score


class TestPractices(TownshipLedgerChecks):
    ledger = ledgers.practices

    @pytest.fixture
    def stranger(self):
        return county.person("helper", VILLAGE).acting

    @pytest.fixture
    def make(self, office, clerk):
        def adopted(n):
            for _each in range(n):
                decide(clerk, practices.adopt, put_forward(office))

        return adopted


def test_adopted_by_another_it_lifts_the_unit_and_withdrawn_it_does_not(office, clerk):
    frozen.checked(office, NOVEMBER[0], ("village", VILLAGE, VILLAGE, ""))
    frozen.problem(office, date(2020, 11, 2), "serious")
    before, one = score(), put_forward(office)
    with pytest.raises(NotPermitted):
        decide(office, practices.adopt, one)
    assert score() == before
    decide(clerk, practices.adopt, one)
    assert score() == before + 2
    decide(office, practices.withdraw, one)
    assert score() == before
    with scene.act(office):
        entries = list(ScoreEntry.objects.filter(practice=one))
    assert [(entry.bonus, entry.points, entry.formula) for entry in entries] == [
        (2, 0, "bonus_practice"), (-2, 0, "bonus_practice"),
    ]  # fmt: skip


def test_withdrawn_after_the_freeze_it_counts_in_the_open_month(office, clerk):
    one = put_forward(office)
    decide(clerk, practices.adopt, one)
    frozen.freeze(office, "2020-11", at=scene.on(32))
    decide(office, practices.withdraw, one, day=33)
    with scene.act(office):
        found = list(ScoreEntry.objects.filter(practice=one).order_by("id"))
    assert [entry.posted for entry in found] == [NOVEMBER[0], date(2020, 12, 1)]


def test_practices_and_own_reports_share_the_ceiling_of_five(office, clerk):
    frozen.checked(office, NOVEMBER[0], ("village", VILLAGE, VILLAGE, ""))
    for n in range(4):
        frozen.problem(office, date(2020, 11, 2), "serious", title=f"样例{n}")
    before = score()
    for n in range(4):
        decide(clerk, practices.adopt, put_forward(office, title=f"做法{n}"))
    assert score() == before + 5


@pytest.mark.parametrize(
    "wrong", [{"subject": "person", "no": "1"}, {"no": "411726999999"}, {"paper": " "}, {"title": ""}]
)
def test_a_person_an_unknown_unit_or_one_without_a_paper_is_refused(office, wrong):
    with pytest.raises(BadPractice):
        put_forward(office, **wrong)


def test_only_the_county_office_puts_one_forward():
    with pytest.raises(MayNotList):
        put_forward(county.person("township_head", TOWN).acting)


@pytest.mark.usefixtures("era_2026")
def test_under_the_norms_of_2026_nothing_is_put_forward_or_adopted(office, clerk, visit):
    with pytest.raises(BadPractice):
        put_forward(office)
    with scene.act(office):
        old = Practice.objects.create(
            area_code=VILLAGE, subject="village", subject_no=VILLAGE, label="村", title="旧", what="旧",
            paper="旧", proposed_by="旧", proposed_at=scene.on(1),
        )  # fmt: skip
    with pytest.raises(GuardHolds):
        decide(clerk, practices.adopt, old)
    assert "好做法" not in visit(office).get("/oversight/inspections/").content.decode()


def test_put_forward_and_adopted_on_pages_the_village_sees_it_once_adopted(office, clerk, visit):
    page = visit(office).get("/oversight/practices/new").content.decode()
    assert f'value="village:{VILLAGE}"' in page
    sent = form(unit=f"village:{VILLAGE}", title="晾晒账目", what="每月张榜", paper="泌办〔2020〕12号")
    address = visit(office).post("/oversight/practices/new", sent)["Location"]
    assert "晾晒账目" in visit(clerk).get("/").content.decode()
    assert "晾晒账目" not in visit(office).get("/").content.decode()  # nobody decides on their own
    cadre = visit(county.person("village_cadre", VILLAGE).acting)
    assert cadre.get(address).status_code == 404
    with scene.act(clerk):
        version = Practice.objects.get().version
    made = visit(clerk).post(f"{address}/do/adopt", form(version=version, reason=WHY))
    assert made.status_code == 302
    shown = cadre.get(address).content.decode()
    assert "好做法被采纳推广 · 2 × 1" in shown
    assert "晾晒账目" in cadre.get("/oversight/practices/").content.decode()


def with_scan(title="泌办12号通报.png", content=PNG):
    scan = SimpleUploadedFile(title, content)
    return form(
        unit=f"village:{VILLAGE}", title="晾晒账目", what="每月张榜", paper="泌办〔2020〕12号", scan=scan
    )  # fmt: skip


def test_the_paper_itself_is_read_by_whoever_decides_and_once_adopted_by_the_village(office, clerk, visit):
    assert visit(office).post("/oversight/practices/new", with_scan()).status_code == 302
    with scene.act(office):
        one = Practice.objects.get()
    address = reverse("kit:file", args=[one.scan])
    assert f'href="{address}"' in visit(clerk).get(f"/oversight/practices/{one.key}").content.decode()
    assert b"".join(visit(clerk).get(address).streaming_content) == PNG
    cadre = visit(county.person("village_cadre", VILLAGE).acting)
    assert cadre.get(address).status_code == 404
    decide(clerk, practices.adopt, one)
    assert b"".join(cadre.get(address).streaming_content) == PNG


def test_what_is_no_scan_is_refused_and_what_was_typed_is_kept(office, visit):
    answer = visit(office).post("/oversight/practices/new", with_scan("通报.exe", b"MZ"))
    assert answer.status_code == 422
    assert "晾晒账目" in answer.content.decode()
    with scene.act(office):
        assert not Practice.objects.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12, deadline=None)
@given(data=st.data())
def test_moves_are_what_the_table_says(office, clerk, data):
    head = county.person("township_head", TOWN).acting
    given_ = {move: {"reason": WHY} for move in flow.moves}
    walk(flow, lambda: put_forward(office), [office, clerk, head], data, evidence=given_)
