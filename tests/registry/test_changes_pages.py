"""The desk through its pages: a death asked for step by step, papers, submitting, review; paste; refusals."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections, transaction

from mingbai.kit.scope import entered
from mingbai.registry import ledgers
from mingbai.registry.actions import changes
from mingbai.registry.models import Household, NaturalChange, StopProposal
from mingbai.registry.queries.changes_details import Details, read
from mingbai.registry.states import ChangeKind, ChangeState
from tests.factories import county, families
from tests.factories.county import AT, OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import form, visitor
from tests.ledger_checks import LedgerChecks

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


@pytest.fixture
def visit():
    return visitor(HTTP_ACCEPT_LANGUAGE="en")


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
def cadre():
    return county.person("village_cadre", VILLAGE).acting


@pytest.fixture
def home(office):
    with entered(office), transaction.atomic():
        found = families.household(office)
        families.member(office, found, name="张大山")
        families.member(office, found, name="王芳", relation="spouse", sex="female")
        families.member(office, found, name="张小山", relation="son", birth=date(1990, 1, 1))
        found.refresh_from_db()
        return found


def people(home):
    return {m.person_name: m.person for m in home.memberships.select_related("person")}


def test_the_head_s_death_is_asked_for_one_question_at_a_time(home, cadre, insider, visit):
    client = visit(cadre)
    begin = client.get(f"/registry/changes/begin/{home.key}")
    assert "分户" in begin.content.decode()
    address = f"/registry/changes/new/{home.key}/death"
    with entered(cadre), transaction.atomic():
        known = people(home)
    assert "张小山" in client.get(address).content.decode()
    address += f"?person={known['张大山'].key}"
    assert "由谁任户主" in client.get(address).content.decode()
    address += f"&head={known['王芳'].key}"
    assert f'name="rel_{known["张小山"].pk}"' in client.get(address).content.decode()
    typed = form(happened_on="2020-11-02", **{f"rel_{known['张小山'].pk}": "son"})
    sent = client.post(address, typed)
    assert sent.status_code == 302
    page = sent["Location"]
    refused = client.post(f"{page}/do/submit", form(version=1))
    assert refused.status_code == 409
    file = SimpleUploadedFile("证明.png", PNG, content_type="image/png")
    assert client.post(f"{page}/papers", form(kind="death_proof", file=file)).status_code == 302
    assert client.post(f"{page}/do/submit", form(version=1)).status_code == 302
    town = visit(insider)
    assert page in town.get("/").content.decode()
    assert town.post(f"{page}/do/review", form(version=2)).status_code == 302


def test_a_typed_birth_with_a_bad_number_is_shown_again(home, cadre, visit):
    answer = visit(cadre).post(
        f"/registry/changes/new/{home.key}/birth",
        form(happened_on="2020-11-02", name="张宝", id_no="123", relation="grandson", sex="male"),
    )
    assert answer.status_code == 422
    assert "18" in answer.content.decode()


def test_what_was_sent_back_is_mended_with_what_was_typed_there(home, cadre, insider, visit):
    change = a_draft(cadre, home, "张宝")
    page = f"/registry/changes/{change.key}/edit"
    client = visit(cadre)
    assert 'value="张宝"' in client.get(page).content.decode()
    typed = form(
        happened_on="2020-11-02", name="张宝宝", sex="male", relation="grandson", version=change.version
    )
    assert client.post(page, typed).status_code == 302
    with entered(cadre), transaction.atomic():
        assert NaturalChange.objects.get(pk=change.pk).person_name == "张宝宝"
    assert visit(insider).post(page, form(**{**typed, "version": 2})).status_code == 403


def test_who_has_no_button_is_refused_and_recorded(home, cadre, visit, insider):
    change = a_draft(cadre, home)
    before = refusals()
    client = visit(insider)
    for move in ("approve", "submit", "nonsense"):
        answer = client.post(f"/registry/changes/{change.key}/do/{move}", form(version=1))
        assert answer.status_code in {400, 403}, move
    assert refusals() > before


def refusals():
    reader = county.person("audit_administrator")
    alone = transaction.atomic(using="aside")
    with entered(reader.acting), alone, connections["aside"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM kit_audit_read(%s, NULL, NULL, 1000) r WHERE r.op = 'refused'", [2**62]
        )
        return cursor.fetchone()[0]


def test_a_pasted_month_shows_every_fault_and_keeps_the_good_rows(home, cadre, visit):
    lines = "\n".join(
        [
            "变更类型\t户主\t姓名\t发生日期\t与户主关系\t性别\t新户主",
            "死亡\t张大山\t张大山\t2020-11-02\t\t\t王芳",
            "死亡\t张大山\t没有人\t2020-11-02\t\t\t",
            "新生\t无此户\t张宝\t2020-13-02\t之孙\t男\t",
        ]
    )
    client = visit(cadre)
    client.cookies["django_language"] = "zh-hans"
    zh = {"HTTP_ACCEPT_LANGUAGE": "zh-hans"}
    shown = client.post("/registry/changes/paste", form(lines=lines), **zh).context["sheet"]
    assert [row.good for row in shown.rows] == [True, False, False]
    assert set(shown.rows[2].wrong) >= {"household", "happened_on", "relation"}
    assert client.post("/registry/changes/paste", form(lines=lines, keep="1"), **zh).status_code == 302
    with entered(cadre), transaction.atomic():
        [draft] = NaturalChange.objects.all()
        details = read(draft.details)
        names = {person.pk: name for name, person in people(home).items()}
        assert names[details.head] == "王芳"
        assert {names[id_]: relation for id_, relation in details.relations.items()} == {"张小山": "son"}


def a_draft(cadre, home, name="张宝"):
    with entered(cadre), transaction.atomic():
        facts = changes.NewChange(
            ChangeKind.BIRTH, date(2020, 11, 2), VILLAGE, Household.objects.get(pk=home.pk),
            relation="grandson", details=Details(name=name, sex="male"),
        )  # fmt: skip
        return changes.draft(facts=facts, by=cadre, at=AT)


class TestNaturalChanges(LedgerChecks):
    ledger = ledgers.natural_changes

    @pytest.fixture
    def make(self, cadre, home):
        def of(count):
            for number in range(count):
                a_draft(cadre, home, f"张宝{number}")

        return of


class TestStops(LedgerChecks):
    ledger = ledgers.stops

    @pytest.fixture
    def make(self, cadre, home):
        def of(count):
            change = a_draft(cadre, home)
            with entered(cadre), transaction.atomic():
                person = people(home)["张大山"]
                here = StopProposal.objects.count()
                StopProposal.objects.bulk_create(
                    StopProposal(
                        area_code=VILLAGE, change=change, household=home, person=person, person_name="张大山",
                        benefit=f"b{here + number}", line="social_assistance", from_month=date(2020, 12, 1),
                        proposed_at=AT,
                    )
                    for number in range(count)
                )  # fmt: skip

        return of


def test_states_and_kinds_are_all_of_the_handbook():
    assert set(ChangeState.values) == set(ledgers.natural_changes.moving.flow.states)
