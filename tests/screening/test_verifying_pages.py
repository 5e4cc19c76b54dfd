"""The verifier's pages: three buttons, as a form and as a parcel; telephone; versions that met; the paper."""

import base64
import json

import pytest
from django.db import transaction

from mingbai.kit import sight
from mingbai.kit.scope import entered
from mingbai.registry.models import Household
from mingbai.screening.models import Finding, ToIdentify
from tests.factories import county, families, findings
from tests.factories.county import OTHER_TOWN, TOWN, VILLAGE
from tests.factories.signed import enrolled, form, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
PARCEL = {"HTTP_X_PARCEL": "1"}
WEBM = "data:audio/webm;base64," + base64.b64encode(b"\x1aE\xdf\xa3" + b"\0" * 64).decode()
PNG = "data:image/png;base64," + base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"\0" * 64).decode()


@pytest.fixture
def home(office):
    with entered(office), transaction.atomic():
        found = families.household(office, group_no=3, address="村东头")
        families.member(office, found, name="张大山", phone="13812345678")
        found.refresh_from_db()
        return found


@pytest.fixture
def cadre():
    return county.person("village_cadre", VILLAGE)


@pytest.fixture
def case(home, office):
    with entered(office), transaction.atomic():
        return findings.sent(home=home, person=home.persons.get(), by=office)


def visit(person):
    enrolled(person.user)
    return signed_in(person.user)


def page(case):
    return f"/screening/mine/{case.key}"


def stands(case, by):
    with entered(by), transaction.atomic():
        return Finding.objects.get(pk=case.pk)


def test_the_list_leads_to_a_page_with_three_buttons(case, cadre):
    client = visit(cadre)
    listed = client.get("/screening/mine/").content.decode()
    assert page(case) in listed
    shown = client.get(page(case)).content.decode()
    assert "3组 · 村东头" in shown
    assert shown.count('name="verdict"') == 3
    assert "13812345678" not in shown


def test_a_plain_form_answers_and_today_s_work_is_done(case, cadre, office):
    client = visit(cadre)
    empty = client.post(page(case), form(verdict="true", said="", base=case.version))
    assert empty.status_code == 422
    done = client.post(page(case), form(verdict="true", said="看了结算单", base=case.version))
    assert done["Location"] == "/screening/mine/"
    assert "今日已办完" in client.get("/screening/mine/").content.decode()
    with entered(office), transaction.atomic():
        assert ToIdentify.objects.get(household_id=case.household_id).due.isoformat()


def test_a_parcel_arrives_once_with_voice_and_proof(home, cadre, office):
    with entered(office), transaction.atomic():
        case = findings.sent(home=home, by=office, kind="quality", rule="Q01")
    client, sent = visit(cadre), form(verdict="false", said="", voice=WEBM, photo1=PNG, base="2")
    first = client.post(page(case), sent, **PARCEL)
    again = client.post(page(case), sent, **PARCEL)
    assert first.json() == again.json()
    assert first.json()["state"] == "arrived"
    assert first.json()["url"].endswith("?v=3")
    answer = stands(case, cadre.acting).answer
    assert answer["voice"]
    assert len(answer["photos"]) == 1
    for code in (answer["voice"], *answer["photos"]):
        assert client.get(f"/files/{code}").status_code == 200
    far = visit(county.person("village_cadre", "411726102001"))
    assert far.get(f"/files/{answer['voice']}").status_code == 404


def test_what_is_no_recording_is_told_to_the_outbox(case, cadre):
    client = visit(cadre)
    bad = client.post(page(case), form(verdict="true", said="", voice="data:x;base64,@@", base="2"), **PARCEL)
    assert (bad.status_code, bad.json()["state"]) == (422, "refused")
    other = "data:audio/webm;base64," + base64.b64encode(b"MZ nothing").decode()
    bad = client.post(page(case), form(verdict="true", said="", voice=other, base="2"), **PARCEL)
    assert (bad.status_code, bad.json()["state"]) == (400, "refused")


def test_two_who_answered_are_shown_both_answers_and_one_is_chosen(case, cadre):
    other = visit(county.person("first_secretary", VILLAGE))
    other.post(page(case), form(verdict="false", said="费用是同名的人的", base=case.version))
    client = visit(cadre)
    met = client.post(page(case), form(verdict="true", said="看了结算单", base=case.version), **PARCEL)
    told = met.json()
    assert (met.status_code, told["state"]) == (409, "parted")
    assert [(one["now"], one["sent"]) for one in told["differences"]] == [
        ("不属实", "属实"),
        ("费用是同名的人的", "看了结算单"),
    ]
    chosen = form(verdict="属实", said="看了结算单", base=told["base"])
    assert client.post(page(case), chosen, **PARCEL).json()["state"] == "arrived"
    standing = stands(case, cadre.acting)
    assert (standing.verdict, standing.answer["history"][0]["said"]) == ("true", "费用是同名的人的")


def test_nobody_reached_rests_until_tomorrow(case, cadre):
    client = visit(cadre)
    client.post(page(case), form(verdict="unreached", said="", base=case.version))
    listed = client.get("/screening/mine/").content.decode()
    assert "今天联系不上的" in listed
    assert stands(case, cadre.acting).tried == 1


def test_a_telephone_is_opened_for_a_purpose_and_by_few(case, cadre, office):
    secretary = county.person("first_secretary", VILLAGE)
    opened = visit(secretary).post(f"{page(case)}/call", form())
    assert "tel:13812345678" in opened.content.decode()
    with entered(office), transaction.atomic():
        looks = sight.Sight.objects.filter(act=sight.Act.REVEALED, user_id=secretary.id)
        assert "核实疑点" in looks.latest("id").purpose
    assert visit(cadre).post(f"{page(case)}/call", form()).status_code == 403


def test_one_s_own_household_is_left_to_others(home, office):
    own = county.person("village_cadre", VILLAGE, name="张大山")
    with entered(office), transaction.atomic():
        case = findings.sent(home=home, by=office)
    client = visit(own)
    assert page(case) not in client.get("/screening/mine/").content.decode()
    assert "请回避" in client.get(page(case)).content.decode()


def test_the_worker_keeps_the_desk_s_files(cadre):
    told = visit(cadre).get("/screening/mine/worker.js").content.decode()
    settled = json.loads(told.split("\n", 1)[0].removeprefix("const SETTLED = ").rstrip(";"))
    assert any(path.endswith("screening/desk.js") for path in settled["assets"])


def test_a_village_s_check_list_is_a_pdf_and_noted_with_each_household(case, cadre, office):
    client = visit(cadre)
    answer = client.get(f"/screening/lists/{VILLAGE}.pdf")
    assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")
    with entered(office), transaction.atomic():
        home = Household.objects.get(pk=case.household_id)
        assert sight.of(home).filter(act=sight.Act.PRINTED).exists()
    assert (
        visit(county.person("township_head", OTHER_TOWN)).get(f"/screening/lists/{VILLAGE}.pdf").status_code
        == 404
    )
    empty = visit(county.person("township_head", TOWN)).get("/screening/lists/411726103201.pdf")
    assert empty.status_code == 409
