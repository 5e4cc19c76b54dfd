"""Every fault is explained, in the person's language; what was typed is kept, what is secret is not."""

import errno

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpResponse
from django.test import Client
from django.urls import path

from mingbai.kit import faults
from mingbai.kit.middleware.headers import HEADERS
from mingbai.kit.refusal import Refused
from mingbai.kit.versions import StaleVersion
from mingbai.urls import handler400, handler403, handler404, handler500
from mingbai.urls import urlpatterns as program
from tests.samples.models import Matter

pytestmark = [pytest.mark.urls(__name__)]


class NotNow(Refused):
    status = 409


RAISED = {
    400: RequestDataTooBig,  # raised by reading the form, which Django answers as a bad request
    403: PermissionDenied,
    404: Http404,
    409: lambda: NotNow("The fair is over."),
    410: lambda: StaleVersion(Matter(), {"title": ("修好了", "还没修")}),
    429: lambda: faults.TooMany("Too often.", seconds=90),
    500: ZeroDivisionError,
    503: OperationalError,
    504: InterfaceError,
    507: lambda: OSError(errno.ENOSPC, "No space left on device"),
}


def failing(request, status: int) -> HttpResponse:
    raise RAISED[status]()


urlpatterns = [path("fail/<int:status>", failing), *program]
__all__ = ["handler400", "handler403", "handler404", "handler500"]


@pytest.fixture(autouse=True)
def only_the_kit(settings) -> None:
    """Without sign-in, which another room brings."""
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if not name.startswith("mingbai.org")]


def in_english(client: Client) -> Client:
    client.cookies["django_language"] = "en"
    return client


@pytest.fixture
def client() -> Client:
    return in_english(Client(raise_request_exception=False))


@pytest.mark.parametrize(
    ("raised", "status", "words"),
    [
        (400, 413, "That was too much at once"),
        (403, 403, "This is not open to your post"),
        (404, 404, "There is nothing here for you"),
        (409, 409, "The fair is over."),
        (429, 429, "Please wait 90 seconds"),
        (500, 500, "The program made a mistake"),
        (503, 503, "The database does not answer"),
        (504, 503, "The database does not answer"),
        (507, 507, "The disk is full"),
    ],
)
def test_each_fault_says_what_happened_and_what_to_do(client, raised, status, words) -> None:
    answer = client.get(f"/fail/{raised}")
    assert answer.status_code == status
    assert words in answer.content.decode()


@pytest.mark.parametrize("raised", [400, 403, 404, 409, 429, 500, 503, 507])
def test_each_fault_speaks_chinese_by_default(raised) -> None:
    page = Client(raise_request_exception=False).get(f"/fail/{raised}").content.decode()
    assert 'lang="zh-hans"' in page
    assert not any(word in page for word in ("Nothing", "Please", "Try", "database"))


def test_a_stale_version_shows_both_values(client) -> None:
    page = client.get("/fail/410").content.decode()
    assert "Someone else changed this while you were writing" in page
    assert "Stands now" in page
    assert "修好了" in page
    assert "还没修" in page


def test_when_the_database_is_gone_the_typed_form_is_kept_but_no_secret(client) -> None:
    sent = {
        "note": '水管"漏',
        "tags": ["a", "b"],
        "password": "hunter2",
        "otp_code": "123456",
        "id_no": "411726199001011234",
    }
    answer = client.post("/fail/503?x=1", sent)
    page = answer.content.decode()
    assert answer.status_code == 503
    assert answer["Retry-After"] == "10"
    assert 'name="note" value="水管&quot;漏"' in page
    assert page.count('name="tags"') == 2
    assert 'action="/fail/503?x=1"' in page
    assert "Passwords, codes and identity numbers are not kept" in page
    for secret in ("hunter2", "123456", "411726199001011234"):
        assert secret not in page


def test_a_fault_page_asks_nothing_of_the_database(client) -> None:
    assert client.get("/fail/503").status_code == 503  # no database mark: a query would raise


def test_a_form_without_its_token_is_refused_and_kept() -> None:
    client = in_english(Client(enforce_csrf_checks=True))
    answer = client.post("/look", {"theme": "dark", "password": "hunter2"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "This form is too old" in page
    assert 'name="theme" value="dark"' in page
    assert "hunter2" not in page


def test_every_answer_carries_the_policy(client) -> None:
    for address in ("/fail/404", "/fail/500", "/gallery"):
        answer = client.get(address)
        for name, value in HEADERS.items():
            assert answer[name] == value
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert answer["Cache-Control"] == "no-store"


def test_the_look_goes_back_only_to_our_own_pages(client) -> None:
    assert client.post("/look", {"theme": "dark", "next": "/gallery"})["Location"] == "/gallery"
    for foreign in ("https://example.org/", "//example.org", "javascript:alert(1)"):
        assert client.post("/look", {"next": foreign})["Location"] == "/"
    assert client.get("/look").status_code == 405


def test_a_browser_that_asks_for_english_is_answered_in_chinese() -> None:
    answer = Client().get("/no-such-page", headers={"accept-language": "en-US,en;q=0.9"})

    assert answer["Content-Language"] == "zh-hans"
    assert 'lang="zh' in answer.content.decode()
