"""The counting page and what its outbox is answered: once, parted, refused; and nobody else's families."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingbai.kit import clock, sight
from mingbai.kit.jobs.execute import execute
from mingbai.kit.jobs.models import Job
from mingbai.kit.scope import entered
from mingbai.registry.actions import incomes
from mingbai.registry.models import IncomeStatement
from tests.factories import county, families
from tests.factories.signed import signed_in

pytestmark = pytest.mark.django_db(databases=["default", "aside"])


@pytest.fixture
def helper(db, biyang):
    return county.person("helper", county.VILLAGE)


@pytest.fixture
def home(helper, office):
    with entered(office), transaction.atomic():
        made = families.household(office)
        families.member(office, made, name="周家旺")
        made.pairings.create(
            area_code=made.area_code, user=helper.user, helper_name="帮", valid_from=families.BEGAN
        )
        made.refresh_from_db()
    return made


@pytest.fixture
def client(helper) -> Client:
    return signed_in(helper.user)


def form(**more):
    day = clock.read().date()
    given = {"request_id": uuid4(), "key": uuid4(), "base": "", "year": day.year, "occasion": "year"}
    return {**given, "counted_on": day, "agreed_by": "周家旺", "line-dibao": "1200.50", **more}


def send(client, home, sent):
    return client.post(reverse("registry:count", kwargs={"key": home.key}), sent, headers={"X-Parcel": "1"})


def counted(helper, home):
    with entered(county.acting(helper.user)), transaction.atomic():
        return list(IncomeStatement.objects.filter(household=home).order_by("id"))


def test_a_parcel_twice_is_one_statement_and_one_answer(client, helper, home):
    sent = form()
    first, second = send(client, home, sent), send(client, home, sent)
    assert first.json() == second.json()
    assert first.json()["state"] == "arrived"
    (statement,) = counted(helper, home)
    assert (str(statement.key), statement.transfer) == (str(sent["key"]), 1_200_50)
    assert client.get(first.json()["url"]).status_code == 200


def test_a_parcel_days_later_under_a_new_mark_is_still_the_same_statement(client, helper, home):
    sent = form()
    send(client, home, sent)
    assert send(client, home, sent | {"request_id": uuid4()}).json()["state"] == "arrived"
    assert len(counted(helper, home)) == 1


def test_a_parcel_on_an_older_base_is_parted_and_writes_nothing(client, helper, home):
    send(client, home, form())
    (now,) = counted(helper, home)
    answer = send(client, home, form(**{"line-dibao": "900"}))
    assert answer.status_code == 409
    said = answer.json()
    assert (said["state"], said["base"]) == ("parted", str(now.key))
    assert said["differences"] == [
        {"name": "line-dibao", "title": "低保金", "base": "0.00", "now": "1,200.50", "sent": "900.00"}
    ]
    assert counted(helper, home) == [now]


@pytest.mark.parametrize(
    ("name", "value"),
    [("line-dibao", "eleven"), ("line-dibao", "-5"), ("agreed_by", ""), ("year", "2031"), ("signature", "?")],
)
def test_a_parcel_that_makes_no_sense_is_refused_in_words(client, helper, home, name, value):
    answer = send(client, home, form(**{name: value}))
    assert answer.status_code in (400, 422)
    assert answer.json()["state"] == "refused"
    assert answer.json()["words"]
    assert counted(helper, home) == []


@pytest.mark.parametrize("written", ["１２００．５", "1,200.50", "1200.5"])
def test_amounts_are_read_as_people_write_them(client, helper, home, written):
    send(client, home, form(**{"line-dibao": written}))
    assert counted(helper, home)[0].transfer == 1_200_50


def test_without_scripts_the_form_leads_to_the_statement(client, home):
    answer = client.post(reverse("registry:count", kwargs={"key": home.key}), form())
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200


def test_without_scripts_both_versions_are_shown_too(client, helper, home):
    send(client, home, form())
    answer = client.post(reverse("registry:count", kwargs={"key": home.key}), form(**{"line-dibao": "900"}))
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "1,200.50" in page
    assert "900.00" in page
    assert len(counted(helper, home)) == 1


def test_another_helper_finds_nobody(home):
    other = signed_in(county.person("helper", county.VILLAGE).user)
    address = reverse("registry:count", kwargs={"key": home.key})
    assert other.get(address).status_code == 404
    assert send(other, home, form()).status_code == 404
    assert "周家旺" not in other.get(reverse("registry:accounts")).content.decode()


def test_last_year_is_on_the_table_and_unknown_lines_are_said(client, home, office):
    with entered(office), transaction.atomic():
        at = clock.read()
        facts = incomes.Count(
            key=uuid4(), year=2019, counted_on=at.date(), lines={"grassland": 70_00}, agreed_by="周家旺"
        )
        incomes.count(household=home, facts=facts, by=office, at=at)
    page = client.get(reverse("registry:count", kwargs={"key": home.key})).content.decode()
    assert 'data-before="7000"' in page
    assert "上年 70.00" in page
    older = client.get(reverse("registry:count", kwargs={"key": home.key}) + "?year=2018").content.decode()
    assert 'data-line=""' in older


def test_the_worker_lists_every_file_that_the_pages_name(client, home):
    worker = client.get(reverse("registry:accounts-worker"))
    assert worker["Content-Type"].startswith("text/javascript")
    for address in (reverse("registry:accounts"), reverse("registry:count", kwargs={"key": home.key})):
        page = client.get(address).content.decode()
        named = {part.split('"')[0].split("#")[0] for part in page.split('="/static/')[1:]}
        assert named
        assert not [name for name in named if f'"/static/{name}"' not in worker.content.decode()]


def test_the_key_is_a_person_s_own_and_the_owner_the_post_s(client, helper, home):
    mine, again = client.get("/outbox/door").json(), client.get("/outbox/door").json()
    other = signed_in(county.person("helper", county.VILLAGE).user).get("/outbox/door").json()
    assert (mine["key"], mine["owner"]) == (again["key"], again["owner"])
    assert mine["key"] != other["key"]
    assert mine["owner"] != other["owner"]


def test_the_family_s_page_has_income_by_year_and_every_figure_opens(client, helper, home):
    url = send(client, home, form()).json()["url"]
    page = client.get(reverse("registry:household", kwargs={"key": home.key})).content.decode()
    assert page.count(f'href="{url}"') >= 2
    for name in ("registry:count", "registry:entry-sheet"):
        assert reverse(name, kwargs={"key": home.key}) in page


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF-"), ("docx", b"PK")])
def test_the_card_comes_as_asked_and_the_look_is_noted(client, helper, home, kind, begins):
    answer = client.get(reverse("registry:card", kwargs={"key": home.key, "kind": kind}))
    assert answer.content.startswith(begins)
    assert answer["Cache-Control"] == "no-store"
    with entered(county.acting(helper.user)), transaction.atomic():
        assert sight.of(home).first().act == sight.Act.PRINTED
    assert client.get(reverse("registry:card", kwargs={"key": home.key, "kind": "exe"})).status_code == 404


def test_a_village_s_cards_are_asked_for_once(client, helper, home):
    sent = {"request_id": uuid4()}
    address = reverse("registry:cards-village", kwargs={"code": county.VILLAGE})
    first, second = client.post(address, sent), client.post(address, sent)
    assert first["Location"] == second["Location"]
    with entered(county.acting(helper.user)), transaction.atomic():
        job = Job.objects.get(user_id=helper.id)
    execute(job.pk, user=helper.id, post=job.post_id, watched=False)
    with entered(county.acting(helper.user)), transaction.atomic():
        job.refresh_from_db()
    assert (job.state, job.error.get("text")) == ("failed", "No family of this village has a card.")
