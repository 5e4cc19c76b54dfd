"""The interface for departments' systems: a token, one deed for one key, and only what a sender may do."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from mingbai.exchange.actions import tokens
from mingbai.exchange.models import ApiToken, Delivery
from mingbai.exchange.queries import tokens as queries
from mingbai.exchange.states import DeliveryState
from mingbai.exchange.urls import urlpatterns
from mingbai.exchange.views import api
from mingbai.kit import clock
from mingbai.kit.scope import entered
from tests.exchange.sending import settlement, workbook
from tests.exchange.test_delivery_pages import run, visiting
from tests.factories.signed import form

pytestmark = [
    pytest.mark.django_db(databases=["default", "aside"]),
    pytest.mark.usefixtures("biyang"),
]
ROOT = "/exchange/api/v1/"
NAME = "02-医疗费用结算明细.xlsx"


@pytest.fixture
def token(clerk):
    with entered(clerk.acting), transaction.atomic():
        return tokens.make(name="医保业务系统", by=clerk.acting, at=clock.read()).text


def call(method, path, token, *, key=None, **data):
    headers = {"Authorization": f"Bearer {token}"}
    if key:
        headers["Idempotency-Key"] = key
    return getattr(Client(), method)(ROOT + path, data, headers=headers)


def file_of(folder, rows, name=NAME):
    return SimpleUploadedFile(name, workbook(folder / name, rows).read_bytes())


def test_a_system_sends_mends_and_hands_in(clerk, token, tmp_path):
    rows = [settlement(n) for n in range(3)]
    wrong = [*rows[:2], {**rows[2], "total": "三千"}]
    answer = call("post", "deliveries", token, key="a", files=file_of(tmp_path, wrong), day="2020-10-31")
    assert answer.status_code == 202, answer.content.decode()
    key = answer.json()["deliveries"][0]["key"]
    run(clerk)
    told = call("get", f"deliveries/{key}", token).json()
    assert told["state"] == "checked"
    assert told["counts"]["open"] == 1
    assert told["faults"][0]["mend"]
    assert b"".join(call("get", f"deliveries/{key}/returned/0", token).streaming_content)[:2] == b"PK"
    mended = file_of(tmp_path, rows[2:], "mended.xlsx")
    assert call("post", f"deliveries/{key}/files", token, key="b", files=mended).status_code == 202
    run(clerk)
    assert call("post", f"deliveries/{key}/hand-in", token, key="c").json()["state"] == "asked"
    with entered(clerk.acting), transaction.atomic():
        assert Delivery.objects.get().state == DeliveryState.ASKED


def test_the_same_key_does_it_once_and_other_contents_are_refused(clerk, token, tmp_path):
    rows, other = [settlement(1)], [settlement(2)]
    sent = [
        call("post", "deliveries", token, key="k", files=file_of(tmp_path, rows), day="2020-10-31")
        for _n in range(2)
    ]
    assert [each.status_code for each in sent] == [202, 202]
    assert sent[0].json() == sent[1].json()
    again = call("post", "deliveries", token, key="k", files=file_of(tmp_path, other), day="2020-10-31")
    assert again.status_code == 422
    with entered(clerk.acting), transaction.atomic():
        assert Delivery.objects.count() == 1


def test_a_file_that_lies_here_changes_nothing(token, tmp_path):
    rows = [settlement(1)]
    first = call("post", "deliveries", token, key="a", files=file_of(tmp_path, rows), day="2020-10-31")
    second = call("post", "deliveries", token, key="b", files=file_of(tmp_path, rows), day="2020-10-31")
    assert second.status_code == 200
    assert second.json()["sent_before"]
    assert second.json()["deliveries"][0]["key"] == first.json()["deliveries"][0]["key"]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"day": "soon"}, 400),
        ({"day": "2020-10-31", "dataset": "vehicles"}, 403),
        ({"day": "2031-01-01"}, 400),
    ],
)
def test_calls_that_make_no_sense_leave_nothing(clerk, token, tmp_path, told, status):
    answer = call("post", "deliveries", token, key="a", files=file_of(tmp_path, [settlement(1)]), **told)
    assert answer.status_code == status
    assert answer.json()["sentence"]
    assert call("post", "deliveries", token, files=file_of(tmp_path, []), **told).status_code == 400
    with entered(clerk.acting), transaction.atomic():
        assert not Delivery.objects.exists()


def test_without_a_token_in_force_nothing_is_told(clerk, token):
    at = clock.read()
    for wrong in ("", "nonsense", token + "x"):
        assert call("get", "datasets", wrong).status_code == 401
    codes = [one["code"] for one in call("get", "datasets", token).json()["datasets"]]
    assert codes == ["medical_insurance", "medical_settlement"]
    with transaction.atomic():
        assert queries.bearer(token, at + timedelta(days=400)) is None
    with entered(clerk.acting), transaction.atomic():
        tokens.revoke(token=ApiToken.objects.get(), by=clerk.acting, at=at)
    assert call("get", "datasets", token).status_code == 401


def test_a_token_reaches_its_own_unit_s_files_only(token, office, tmp_path):
    assert call("get", f"deliveries/{uuid4()}", token).status_code == 404
    assert call("put", "datasets", token).status_code == 405
    assert Client().get(ROOT + "datasets", headers={"Authorization": token}).status_code == 401


def test_a_token_is_shown_once_and_kept_as_a_digest(clerk):
    client = visiting(clerk)
    page = client.post("/exchange/tokens", form(name="业务系统")).content.decode()
    text = re.search(r"mingbai-[\w-]{43}", page)[0]
    assert text not in client.get("/exchange/tokens").content.decode()
    assert call("get", "datasets", text).status_code == 200
    with entered(clerk.acting), transaction.atomic():
        one = ApiToken.objects.get()
        assert text.encode() not in bytes(one.digest)
    assert client.post(f"/exchange/tokens/{one.key}/revoke", form()).status_code == 302
    assert call("get", "datasets", text).status_code == 401


def test_the_document_names_every_address_and_method():
    said = json.loads(Client().get(ROOT + "openapi.json").content)
    assert said == api.document()
    named = {str(each.pattern) for each in urlpatterns if getattr(each, "name", "").startswith("api_")}
    paths = {"/exchange/" + re.sub(r"<\w+:(\w+)>", r"{\1}", pattern) for pattern in named}
    assert paths == set(said["paths"])
    for path, methods in said["paths"].items():
        address = path.replace("{key}", str(uuid4())).replace("{place}", "0")
        for method in ("get", "post", "put", "delete"):
            answer = getattr(Client(), method)(address)
            expected = {405} if method not in methods else {200, 401}
            assert answer.status_code in expected or path.endswith("openapi.json"), (method, path)


def test_what_is_answered_is_what_the_document_says(token, tmp_path):
    said = api.document()["components"]["schemas"]
    sent = call(
        "post", "deliveries", token, key="a", files=file_of(tmp_path, [settlement(1)]), day="2020-10-31"
    )
    key = sent.json()["deliveries"][0]["key"]
    for name, body in (
        ("Sent", sent.json()),
        ("One", sent.json()["deliveries"][0]),
        ("Delivery", call("get", f"deliveries/{key}", token).json()),
        ("Dataset", call("get", "datasets", token).json()["datasets"][0]),
        ("Problem", call("get", f"deliveries/{uuid4()}", token).json()),
    ):
        assert set(said[name]["required"]) <= set(body), name
        assert set(body) <= set(said[name]["properties"]), name
    assert set(said["One"]["properties"]["state"]["enum"]) == set(DeliveryState.values)


def test_the_page_is_there_by_name():
    assert reverse("exchange:api_openapi") == ROOT + "openapi.json"
