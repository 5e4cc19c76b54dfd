"""Signing in, and every way in which it is refused."""

import json
import re
from datetime import timedelta

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.org.actions import accounts, factors, postings, throttle
from mingbai.org.models import Posting, SecondFactor, SignIn, StoredSession, User
from mingbai.org.queries.founder import founder
from mingbai.org.queries.seats import postless
from tests.factories import county
from tests.factories.county import PASSWORD, TOWN, VILLAGE
from tests.factories.signed import enrolled, form, post, signed_in

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]


def try_to(client: Client, username: str, password: str, **more):
    return client.post(reverse("org:sign_in"), {"username": username, "password": password, **more})


def test_a_stranger_is_sent_to_sign_in_and_back_to_where_they_wanted():
    cadre, client = county.person("village_cadre", VILLAGE), Client()
    answer = client.get("/areas/")
    assert answer["Location"] == "/sign-in?next=%2Fareas%2F"
    answer = try_to(client, cadre.user.username, PASSWORD, next="/areas/")
    assert answer["Location"] == "/areas/"
    assert client.get("/areas/").status_code == 200


@pytest.mark.parametrize(
    "wish", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_nobody_is_sent_to_a_foreign_page(wish):
    cadre = county.person("village_cadre", VILLAGE)
    assert try_to(Client(), cadre.user.username, PASSWORD, next=wish)["Location"] == "/"


def test_an_unknown_name_and_a_wrong_password_read_alike():
    cadre = county.person("village_cadre", VILLAGE)
    known = try_to(Client(), cadre.user.username, "Wrong-password-1")
    unknown = try_to(Client(), "nobodyhere", "Wrong-password-1")
    assert known.status_code == unknown.status_code == 422
    plain = [
        answer.content.decode().replace(name, "")
        for answer, name in ((known, cadre.user.username), (unknown, "nobodyhere"))
    ]
    tokens = re.compile(r'value="[A-Za-z0-9]{64}"|data-csrf="[^"]*"')
    assert tokens.sub("", plain[0]) == tokens.sub("", plain[1])


def test_five_wrong_passwords_lock_the_account_even_for_the_right_one():
    cadre = county.person("village_cadre", VILLAGE)
    for _time in range(5):
        try_to(Client(), cadre.user.username, "Wrong-password-1")
    answer = try_to(Client(), cadre.user.username, PASSWORD)
    assert answer.status_code == 429
    assert "30" in answer.content.decode()


def test_an_administrator_unlocks_it():
    cadre = county.person("village_cadre", VILLAGE)
    administrator = county.person("system_administrator")
    for _time in range(5):
        try_to(Client(), cadre.user.username, "Wrong-password-1")
    with entered(administrator.acting):
        accounts.unlock(user=User.objects.get(pk=cadre.id), by=administrator.acting, at=clock.read())
    assert try_to(Client(), cadre.user.username, PASSWORD)["Location"] == "/"


def test_one_address_may_not_try_for_ever():
    for _time in range(throttle.FAILURES.most):
        throttle.failure(address="127.0.0.1", at=clock.read())
    assert try_to(Client(), "someone", "Wrong-password-1").status_code == 429


def test_one_account_may_not_be_tried_from_everywhere_at_once():
    at = clock.read()
    for number in range(throttle.ACCOUNT.most):
        throttle.attempt(username="someone", address=f"10.0.0.{number}", at=at)
    with pytest.raises(throttle.TooOften):
        throttle.attempt(username="someone", address="10.0.1.1", at=at)


def test_the_session_begins_anew_with_the_sign_in():
    cadre, client = county.person("village_cadre", VILLAGE), Client()
    client.get("/sign-in")
    before = client.session.session_key
    client.session.save()
    try_to(client, cadre.user.username, PASSWORD)
    assert client.session.session_key != before


def test_a_first_password_is_changed_before_anything_else():
    person = county.user(must_change_password=True, password_at=clock.read())
    county.hold(person, "village_cadre", VILLAGE)
    client = signed_in(person)
    assert client.get("/areas/")["Location"] == "/me/password"
    answer = post(client, "/me/password", present=PASSWORD, new="New-pass-2020", again="New-pass-2020")
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("new", "word"),
    [("Sh0rt!", "8"), ("onlysmallletters", "3"), (PASSWORD, ""), ("Aaaaaaaa1111", "")],
)
def test_a_weak_or_used_password_is_refused(new, word):
    cadre = county.person("village_cadre", VILLAGE)
    answer = post(signed_in(cadre.user), "/me/password", present=PASSWORD, new=new, again=new)
    assert answer.status_code == 422
    assert word in answer.content.decode()


def test_a_changed_password_ends_the_other_browsers():
    cadre = county.person("village_cadre", VILLAGE)
    here, there = signed_in(cadre.user), signed_in(cadre.user)
    post(here, "/me/password", present=PASSWORD, new="New-pass-2020", again="New-pass-2020")
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_a_post_that_reveals_needs_the_second_factor_set_up_first():
    client = signed_in(county.person("township_officer", TOWN).user)
    assert client.get("/areas/")["Location"] == "/me/second-factor"
    assert client.get("/me/second-factor").status_code == 200
    assert "svg" in client.get("/me/second-factor.svg")["Content-Type"]


def test_the_second_factor_is_asked_for_and_a_code_works_once():
    officer = county.person("township_officer", TOWN)
    secret = enrolled(officer.user)
    client = Client()
    assert try_to(client, officer.user.username, PASSWORD)["Location"] == "/sign-in/code"
    assert client.get("/").status_code == 302
    code = secret()
    assert client.post("/sign-in/code", {"code": code})["Location"] == "/"
    again = Client()
    try_to(again, officer.user.username, PASSWORD)
    assert again.post("/sign-in/code", {"code": code}).status_code == 422


def test_a_recovery_code_works_once():
    officer = county.person("township_officer", TOWN)
    enrolled(officer.user)
    with entered(officer.acting):
        code, *_others = factors.renew_recovery_codes(user=officer.user, by=officer.acting, at=clock.read())
    answers = []
    for _time in range(2):
        client = Client()
        try_to(client, officer.user.username, PASSWORD)
        answers.append(client.post("/sign-in/recovery", {"code": code.upper()}).status_code)
    assert answers == [302, 422]


def test_wrong_codes_lock_the_account():
    officer = county.person("township_officer", TOWN)
    enrolled(officer.user)
    client = Client()
    try_to(client, officer.user.username, PASSWORD)
    answers = [client.post("/sign-in/code", {"code": "000000"}).status_code for _time in range(6)]
    assert answers == [422] * 5 + [429]


def test_the_secret_is_sealed():
    officer = county.person("township_officer", TOWN)
    enrolled(officer.user)
    with entered(postless(user_id=officer.id)):
        factor = SecondFactor.objects.get(user=officer.user)
        assert factors.shown_secret(factor).encode() not in bytes(factor.sealed)


def test_idleness_ends_the_session():
    client = signed_in(county.person("village_cadre", VILLAGE).user)
    SignIn_of(client, seen_at=clock.read() - timedelta(minutes=16))
    answer = client.get("/")
    assert answer["Location"].startswith("/sign-in?next=%2F&gone=idle")


def SignIn_of(client: Client, **values: object) -> None:  # noqa: N802
    with entered(founder()):
        SignIn.objects.filter(pk=client.session["sign_in"]).update(**values)


def test_a_session_ended_from_elsewhere_stops_on_the_next_click():
    cadre = county.person("village_cadre", VILLAGE)
    here, there = signed_in(cadre.user), signed_in(cadre.user)
    number = there.session["sign_in"]
    assert post(here, f"/me/sessions/{number}/end").status_code == 302
    assert "gone=ended" in there.get("/")["Location"]
    assert here.get("/").status_code == 200


def test_a_locked_account_stops_on_the_next_click():
    cadre, administrator = county.person("village_cadre", VILLAGE), county.person("system_administrator")
    client = signed_in(cadre.user)
    with entered(administrator.acting):
        accounts.lock(user=cadre.user, reason="离职", by=administrator.acting, at=clock.read())
    assert client.get("/")["Location"].startswith("/sign-in")


def test_a_transfer_counts_on_the_next_click():
    cadre = county.person("village_cadre", VILLAGE)
    client = signed_in(cadre.user)
    assert client.get(f"/areas/{VILLAGE}").status_code == 200
    with entered(founder()):
        posting = Posting.objects.get(user=cadre.user)
        to = county.post("village_cadre", "411726102001")
        postings.transfer(posting=posting, to=to, by=founder(), at=clock.read(), reason="轮岗")
    assert client.get(f"/areas/{VILLAGE}").status_code == 404
    assert client.get("/areas/411726102001").status_code == 200


def test_a_revoked_person_keeps_the_account_and_reaches_nothing():
    cadre = county.person("village_cadre", VILLAGE)
    client = signed_in(cadre.user)
    with entered(founder()):
        posting = Posting.objects.get(user=cadre.user)
        postings.revoke(posting=posting, by=founder(), at=clock.read(), reason="免职")
    assert client.get("/").status_code == 200
    assert client.get(f"/areas/{VILLAGE}").status_code == 404


def test_switching_posts_takes_one_form_and_holds():
    cadre = county.person("village_cadre", VILLAGE)
    county.hold(cadre.user, "village_cadre", "411726102001")
    client = signed_in(cadre.user)
    assert client.get(f"/areas/{VILLAGE}").status_code == 404
    (other,) = [seat for seat in client.get("/").context["page"].posts.choices if not seat.current]
    client.post("/switch", {"post": other.value})
    assert client.get(f"/areas/{VILLAGE}").status_code == 200


def test_nobody_switches_to_a_post_that_is_not_theirs():
    cadre = county.person("village_cadre", VILLAGE)
    client = signed_in(cadre.user)
    client.post("/switch", {"post": f"p{county.post('village_cadre', '411726102001').pk}"})
    assert client.get("/areas/411726102001").status_code == 404


def test_a_tampered_cookie_signs_nobody_in():
    client = signed_in(county.person("village_cadre", VILLAGE).user)
    signed = client.cookies["mingbai"].value
    client.cookies["mingbai"] = signed[:-1] + ("y" if signed.endswith("x") else "x")
    assert client.get("/").status_code == 302


def test_the_cookie_cannot_be_read_from_the_table():
    client = signed_in(county.person("village_cadre", VILLAGE).user)
    assert not StoredSession.objects.filter(session_key=client.cookies["mingbai"].value).exists()


def test_a_form_without_its_mark_or_its_token_is_refused():
    cadre = county.person("village_cadre", VILLAGE)
    client = signed_in(cadre.user)
    assert client.post("/me/sessions/end-others").status_code == 400
    strict = signed_in(cadre.user, enforce_csrf_checks=True)
    assert strict.post("/me/sessions/end-others", form()).status_code == 403


def test_the_same_form_twice_has_one_effect():
    giver = county.person("township_officer", TOWN)
    county.person("township_officer", TOWN, name="李代")
    enrolled(giver.user)
    client = signed_in(giver.user)
    helper = county.person("township_officer", TOWN)
    sent = form(delegate=helper.user.username, first="2020-12-01", last="2020-12-03", reason="年休假")
    first, second = (client.post("/delegations/new", sent) for _time in range(2))
    assert first["Location"] == second["Location"]
    changed = {**sent, "reason": "别的"}
    assert client.post("/delegations/new", changed).status_code == 409


def test_sign_out_closes_the_session():
    client = signed_in(county.person("village_cadre", VILLAGE).user)
    number = client.session["sign_in"]
    client.post("/sign-out")
    with entered(founder()):
        assert SignIn.objects.get(pk=number).why_ended == "signed_out"
    assert client.get("/").status_code == 302


def test_a_third_browser_ends_the_oldest():
    cadre = county.person("village_cadre", VILLAGE)
    clients = [signed_in(cadre.user) for _time in range(3)]
    assert [client.get("/").status_code for client in clients] == [302, 200, 200]


def test_failed_attempts_are_kept_without_what_was_typed_for_a_name_nobody_has():
    cadre = county.person("village_cadre", VILLAGE)
    try_to(Client(), cadre.user.username, "Wrong-password-1")
    try_to(Client(), "My-Secret-2020", "x")
    details = refusals()
    assert [line["username"] for line in details if line["act"] == "sign_in"] == ["", cadre.user.username]
    assert "ecret" not in str(details).replace("Wrong-password-1", "")
    assert "Wrong-password-1" not in str(details)


def refusals():
    reader = county.person("audit_administrator")
    alone = transaction.atomic(using="aside")
    with entered(reader.acting), alone, connections["aside"].cursor() as cursor:
        cursor.execute(
            "SELECT r.detail FROM kit_audit_read(%s, NULL, NULL, 50) r WHERE r.op = 'refused'", [2**62]
        )
        return [json.loads(detail) for (detail,) in cursor.fetchall()]
