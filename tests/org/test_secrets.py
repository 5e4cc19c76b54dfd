"""Nothing sealed reaches a log, an address, a job's argument, an error page or a file's name.

People with marked secrets go through the program, well and badly, with real commits and every log at its
most talkative; then everything that the program wrote is searched for them.
"""

import html
import logging
import re
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connections, transaction
from django.test import Client

from mingbai.kit import clock, vault
from mingbai.kit.files import store
from mingbai.kit.jobs.asking import defer
from mingbai.kit.jobs.params import NotPlain
from mingbai.kit.scope import entered
from mingbai.kit.vault import RevealRefused
from mingbai.org.actions import factors
from mingbai.org.actions.session_store import SessionStore
from mingbai.org.models import StoredSession, Unit
from mingbai.org.queries.founder import founder
from tests.factories import county
from tests.factories.signed import enrolled

PHONE, BAD_PHONE = "13912345678", "23987654321"
IDENTITY = "41172619900307423X"
WRONG, NEW = "Wrong-Geheim-77", "Neu-Geheim-2020"
CREATED = ["org_posting", "org_delegation", "org_exportrequest", "org_recoverycode", "org_secondfactor"]


@dataclass
class Everything:
    """What the program was told and what it said."""

    secrets: dict[str, str] = field(default_factory=dict)
    logs: list[str] = field(default_factory=list)
    answers: list = field(default_factory=list)

    def kept(self, name: str, secret: str) -> str:
        self.secrets[name] = secret
        return secret


class Listening(Client):
    """A browser that keeps every answer."""

    def __init__(self, everything: Everything) -> None:
        super().__init__(raise_request_exception=False)
        self.everything = everything

    def request(self, **wanted):
        answer = super().request(**wanted)
        self.everything.answers.append(answer)
        return answer

    def send(self, address, **form):
        return self.post(address, {"request_id": str(uuid4()), **form})


@pytest.fixture(scope="module")
def everything(biyang, django_db_blocker, cluster):
    heard = logging.Handler(logging.DEBUG)
    found = Everything()
    heard.emit = lambda record: found.logs.append(logging.Formatter().format(record))
    root, before = logging.getLogger(), logging.getLogger().level
    root.addHandler(heard)
    root.setLevel(logging.DEBUG)
    # Whatever other tests silenced speaks again.
    logging.disable(logging.NOTSET)
    for name in list(root.manager.loggerDict):
        logging.getLogger(name).disabled = False
    with django_db_blocker.unblock():
        try:
            drive(found)
            yield found
        finally:
            clear()
            connections.close_all()
    root.setLevel(before)
    root.removeHandler(heard)


def clear():
    """Take away what was committed. The audit keeps its entries, as it must."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("DELETE FROM kit_step WHERE subject_type <> 'org.area'")
        cursor.execute("DELETE FROM kit_sight")
        for table in CREATED:
            cursor.execute(f"DELETE FROM {table}")
        for table in ("kit_file", "kit_job", "kit_vault", "kit_answer", "org_signin", "org_storedsession"):
            cursor.execute(f"DELETE FROM {table}")
        cursor.execute("DELETE FROM procrastinate_jobs")
        cursor.execute("DELETE FROM org_throttle")
        cursor.execute("DELETE FROM axes_accessattempt")
        cursor.execute("DELETE FROM axes_accessfailurelog")
        cursor.execute("DELETE FROM org_oldpassword")
        cursor.execute("DELETE FROM org_user")


def drive(found):
    administrator = county.person("system_administrator", name="管理员")
    with transaction.atomic():
        enrolled(administrator.user)
    desk = Listening(found)
    into(desk, administrator.user.username, county.PASSWORD, administrator.user)
    first = open_accounts(found, desk)
    newcomer(found, first)
    vaulted(found)
    badly(found)


def open_accounts(found, desk):
    with entered(founder()), transaction.atomic():
        unit = Unit.objects.filter(area_code=county.TOWN)[0].code
    found.kept("a phone", PHONE)
    desk.send("/accounts/new", lines=f"newcomer,张密,{unit},{BAD_PHONE}")
    answer = desk.send("/accounts/new", lines=f"newcomer,张密,{unit},{PHONE}")
    codes = re.findall(r"<code>([^<]+)</code>", answer.content.decode())
    assert len(codes) == 1, answer.content.decode()
    return found.kept("a first password", html.unescape(codes[0]))


def newcomer(found, first):
    browser = Listening(found)
    with entered(founder()), transaction.atomic():
        person = county.User.objects.get(username="newcomer")
    county.hold(person, "township_officer", county.TOWN)
    browser.post("/sign-in", {"username": "newcomer", "password": found.kept("a wrong password", WRONG)})
    assert browser.post("/sign-in", {"username": "newcomer", "password": first}).status_code == 302
    browser.send("/me/password", present=WRONG, new="weak", again="weak")
    browser.send("/me/password", present=first, new=found.kept("a password", NEW), again=NEW)
    shown = browser.get("/me/second-factor").content.decode()
    secret = re.search(r'<p class="strong">([A-Z2-7 ]{20,})</p>', shown)[1]
    found.kept("a second factor's key", secret.replace(" ", ""))
    found.kept("a second factor's key as shown", secret)
    browser.send("/me/second-factor", code="000000")
    answer = browser.send("/me/second-factor", code=code_of(person))
    codes = re.findall(r"<li><code>([^<]+)</code></li>", answer.content.decode())
    assert codes, answer.content.decode()
    for number, code in enumerate(codes):
        found.kept(f"recovery code {number}", html.unescape(code))
    again = Listening(found)
    again.post("/sign-in", {"username": "newcomer", "password": NEW})
    again.post("/sign-in/recovery", {"code": "aaaa-bbbb-cccc-dddd"})
    assert again.post("/sign-in/recovery", {"code": html.unescape(codes[0])}).status_code == 302


def vaulted(found):
    """An identity goes into the vault, is looked for, revealed, refused to a job and to a file's name."""
    officer, at = county.person("township_officer", county.TOWN, name="王芳"), clock.read()
    found.kept("an identity number", IDENTITY)
    with entered(officer.acting), transaction.atomic():
        put = vault.put(kind="id_card", value=IDENTITY, area_code=county.VILLAGE, by=officer.acting)
        assert vault.find("id_card", IDENTITY) == [put.vault_id]
        assert vault.reveal([put.vault_id], purpose="核对", by=officer.acting, at=at) == {
            put.vault_id: IDENTITY
        }
        store.keep(
            [IDENTITY.encode()],
            title=f"张密{IDENTITY}.csv",
            media_type="text/csv",
            purpose="试",
            by=officer.acting,
            at=at,
            expires_at=at + timedelta(days=1),
        )
        with pytest.raises(NotPlain):
            defer("org.exports.make", by=officer.acting, at=at, purpose="试", export=IDENTITY)
    cadre = county.person("village_cadre", county.VILLAGE)
    with entered(cadre.acting), transaction.atomic(), pytest.raises(RevealRefused):
        vault.reveal([put.vault_id], purpose="看", by=cadre.acting, at=at)


def badly(found):
    """Forms without a mark, forged, broken, to addresses that are not there; a page that breaks."""
    stranger = Listening(found)
    stranger.handler.enforce_csrf_checks = True
    stranger.post("/sign-in", {"username": "newcomer", "password": WRONG})
    stranger.handler.enforce_csrf_checks = False
    stranger.post("/sign-in", {"username": "newcomer\0", "password": WRONG})
    stranger.post("/sign-in", {"username": "n" * 4000, "password": WRONG})
    stranger.post("/nowhere", {"password": WRONG, "phone": PHONE})
    keeps = factors.use_recovery_code
    factors.use_recovery_code = breaks
    try:
        stranger.post("/sign-in", {"username": "newcomer", "password": NEW})
        answer = stranger.post("/sign-in/recovery", {"code": found.secrets["recovery code 1"]})
        assert answer.status_code == 500
    finally:
        factors.use_recovery_code = keeps


def breaks(*, user, code, at):
    raise RuntimeError("a fault of the program's own")


def code_of(person):
    with entered(county.seats.postless(user_id=person.pk)), transaction.atomic():
        factor = person.second_factor
        return factors.code_at(factor, clock.machine().timestamp())


def into(browser, username, password, person):
    assert (
        browser.post("/sign-in", {"username": username, "password": password})["Location"] == "/sign-in/code"
    )
    assert browser.post("/sign-in/code", {"code": code_of(person)})["Location"] == "/"


def nowhere(everything, texts, but=()):
    """Search pairs of place and text for every secret, plain and as PostgreSQL shows bytes."""
    found = [
        f"{name} in {place}"
        for place, text in texts
        for name, secret in everything.secrets.items()
        if name not in but and (secret in text or secret.encode().hex() in text)
    ]
    assert not found


def test_the_people_really_went_through(everything):
    assert {"a phone", "a password", "recovery code 0", "an identity number"} <= set(everything.secrets)
    assert {200, 302, 404, 422, 500} <= {answer.status_code for answer in everything.answers}
    assert len(everything.logs) > 5


def test_no_secret_is_in_a_log(everything, cluster):
    files = [path for path in (settings.HOME / "logs").rglob("*") if path.is_file()]
    files += [cluster.log] if cluster.log.exists() else []
    nowhere(everything, [("a log line", line) for line in everything.logs])
    nowhere(everything, [(path.name, path.read_text(errors="replace")) for path in files])


def test_no_secret_is_in_an_address(everything):
    places = [answer.get("Location", "") + " " + answer.request["PATH_INFO"] for answer in everything.answers]
    links = [
        link
        for answer in everything.answers
        if not answer.streaming
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', answer.content.decode(errors="replace"))
    ]
    nowhere(everything, [("an address", place) for place in (*places, *links)])


def test_no_secret_is_on_an_error_page(everything):
    wrong = [answer for answer in everything.answers if answer.status_code >= 400]
    nowhere(
        everything,
        [(f"an answer {answer.status_code}", answer.content.decode()) for answer in wrong],
        but=("a second factor's key", "a second factor's key as shown"),  # shown again while it is set up
    )


def test_no_secret_is_in_the_name_of_a_file(everything):
    nowhere(everything, [("a path", str(path)) for path in settings.HOME.path.rglob("*")])


def test_no_secret_is_in_any_table(everything):
    rows = []
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            rows += [(table, text) for (text,) in cursor.fetchall()]
    assert {"kit_vault", "kit_audit", "kit_sight", "org_user"} <= {table for table, _ in rows}
    nowhere(everything, rows)


def test_no_secret_is_in_a_session(everything):
    with transaction.atomic():
        rows = StoredSession.objects.all()
        sessions = [str(SessionStore().decode(row.session_data)) for row in rows]
    assert sessions
    nowhere(everything, [("a session", text) for text in sessions])


def test_no_secret_is_readable_in_a_sealed_file(everything):
    content = [path.read_bytes() for path in (settings.HOME / "files").rglob("*") if path.is_file()]
    assert content
    nowhere(everything, [("a file", raw.decode("latin-1")) for raw in content])


@pytest.mark.parametrize("form", [PHONE, PHONE.encode().hex()])
def test_the_search_would_find_one(everything, form):
    with pytest.raises(AssertionError, match="a phone in a log line"):
        nowhere(everything, [("a log line", f"sent to {form}!")])
