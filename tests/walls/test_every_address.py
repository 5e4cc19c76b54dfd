"""Every address, asked by those who have no business there: strangers, and every kind of post elsewhere."""

import pytest
from django.db import connections, transaction
from django.test import Client

from mingbai.kit.scope import entered
from mingbai.org.views import gates
from tests.factories import county
from tests.factories.county import TOWN
from tests.factories.signed import enrolled, signed_in
from tests.walls import addresses, scene

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
FOREIGN = {400, 401, 403, 404, 405, 409}


@pytest.fixture
def laid():
    return scene.laid()


def body(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode("utf-8", "replace")


def visit(person) -> Client:
    enrolled(person.user)
    return signed_in(person.user)


def test_every_address_is_covered(laid):
    for name in addresses.patterns():
        addresses.of(name, laid.keys())


def test_the_tables_of_this_suite_name_no_address_that_is_gone():
    named = {*addresses.ROWS, *addresses.MOVES, *addresses.QUESTIONS, *addresses.ONES_OWN}
    assert not named - set(addresses.patterns())


def test_a_stranger_is_sent_to_sign_in_from_everywhere(laid):
    before, client = laid.standing(), Client()
    for name in addresses.patterns():
        if name in gates.PUBLIC | addresses.PUBLIC:
            continue
        for address in addresses.of(name, laid.keys()):
            for answer in (client.get(address), client.post(address, scene.a_form(laid))):
                if name in addresses.BY_TOKEN:
                    assert answer.status_code in {401, 405}, address
                    continue
                assert answer.status_code == 302, address
                assert answer["Location"].startswith("/sign-in"), address
    assert laid.standing() == before


# A village, a township and a department; the others are asked in `make test-slow`.
TELLING = {"township_officer", "village_cadre", "department_officer"}
KINDS = [pytest.param(kind, marks=() if kind in TELLING else pytest.mark.slow) for kind in scene.every_kind()]


def test_every_telling_kind_is_one_of_the_pack_s():
    assert set(scene.every_kind()) >= TELLING


@pytest.mark.parametrize("kind", KINDS)
def test_a_post_from_elsewhere_finds_nothing_and_changes_nothing(laid, kind):
    before, client = laid.standing(), visit(scene.from_elsewhere(kind))
    for name in addresses.patterns():
        for address in addresses.of(name, laid.keys()):
            look(client, laid, name, address)
            if name not in addresses.ONES_OWN:
                send(client, laid, name, address)
    assert laid.standing() == before


def look(client: Client, laid: scene.Scene, name: str, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code < 500, address
    if addresses.of_a_row(name):
        assert answer.status_code in FOREIGN, f"GET {address}: {answer.status_code}"
    shown = body(answer).replace(address, "").replace(address.replace("&", "&amp;"), "")
    assert not [word for word in laid.words if word in shown], address


def send(client: Client, laid: scene.Scene, name: str, address: str) -> None:
    answer = client.post(address, scene.a_form(laid))
    assert answer.status_code < 500, address
    if addresses.of_a_row(name):
        assert answer.status_code in FOREIGN, f"POST {address}: {answer.status_code}"
    if answer.status_code != 422:  # a form that is shown again repeats what its sender typed
        assert laid.words[0] not in body(answer), address


def test_a_person_without_a_post_finds_nothing(laid):
    before, client = laid.standing(), signed_in(county.user())
    for name in addresses.patterns():
        for address in addresses.of(name, laid.keys()):
            look(client, laid, name, address)
            if name not in addresses.ONES_OWN:
                send(client, laid, name, address)
    assert laid.standing() == before


def test_lists_asked_for_another_area_count_nothing(laid):
    client = visit(scene.from_elsewhere("township_head"))
    for address in ("/posts/?area=411726103000", "/units/?area=411726103000", "/delegations/", "/exports/"):
        assert client.get(address).context["count"] == 0, address


def test_another_s_session_is_not_ended_by_its_number(laid):
    client = visit(laid.stand_in)
    answer = client.post(f"/me/sessions/{laid.sign_in.pk}/end", scene.a_form(laid))
    assert answer.status_code == 404


PRIVILEGED = [
    "org:appoint", "org:revoke", "org:transfer", "org:open_accounts", "org:reset", "org:deed", "org:rules",
    "org:audit", "org:accounts", "org:sessions", "org:end_any_session", "org:delegations-move",
    "org:exports-move",
]  # fmt: skip


@pytest.mark.parametrize("name", PRIVILEGED)
def test_what_has_no_button_is_refused_and_recorded_when_sent_straight(laid, name):
    before, client = laid.standing(), visit(laid.stand_in)
    for address in addresses.of(name, laid.keys()):
        if address.endswith(("nonsense", "/start", "/lapse", "/begin_making", "/fetch", "/end")):
            continue
        recorded = refusals()
        method = (
            client.get if name in {"org:rules", "org:audit", "org:accounts", "org:sessions"} else client.post
        )
        answer = method(address, scene.a_form(laid) if method == client.post else None)
        assert answer.status_code in {403, 404}, f"{address}: {answer.status_code}"
        if answer.status_code == 403:
            assert refusals() == recorded + 1, address
    assert laid.standing() == before


def refusals() -> int:
    """How many refused attempts the audit holds, as the audit administrator reads it."""
    reader = county.person("audit_administrator")
    alone = transaction.atomic(using="aside")
    with entered(reader.acting), alone, connections["aside"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM kit_audit_read(%s, NULL, NULL, 1000) r WHERE r.op = 'refused'", [2**62]
        )
        return cursor.fetchone()[0]


def test_an_insider_finds_them_so_that_the_suite_can_fail(laid):
    client = visit(county.person("township_head", TOWN))
    assert scene.HOLDER in body(client.get("/delegations/"))
    assert client.get(f"/posts/{laid.post.code}").status_code == 200
    assert client.get(f"/areas/{laid.keys()['area']}").status_code == 200
