"""The demo, started as a person starts it, and each of its parts killed."""

import os
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from mingbai.demo import people
from mingbai.kit import home
from mingbai.kit.cluster import Cluster
from mingbai.kit.cluster.provision import connect
from tests.faults.person import Person
from tests.faults.processes import Running, free_port, mingbai, until

pytestmark = pytest.mark.timeout(400)

MADE = """
    SELECT relname FROM pg_class
    WHERE relkind = 'r' AND relname ~ '^(registry|screening|exchange|oversight)_' ORDER BY relname
"""
DIGEST = "SELECT count(*), sum(hashtextextended(t::text, 0)) FROM {} t"


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="mingbai-demo-"))
    directory.chmod(0o755)
    yield directory
    one = directory / "home"
    if (one / "config.yaml").exists():
        Cluster.of(home.read(one)).destroy()
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def demo(place: Path) -> Iterator[Running]:
    """One demo for all tests of this module, in their order."""
    running = Running.demo(place / "home", free_port(), "--people", "5000")
    try:
        until(running.greeted, seconds=280)
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()


def pages_come(demo: Running) -> bool:
    status, text = demo.page()
    return 200 <= status < 500 and "</html>" in text


def kill(pid: int) -> None:
    os.kill(pid, signal.SIGKILL)


def test_the_first_start_shows_a_page_and_the_ready_accounts(demo: Running):
    assert pages_come(demo)
    said = demo.said.read_text()
    for account in ("office", "town", "secretary", "auditor", "system"):
        assert re.search(rf"^{account} ", said, re.MULTILINE)


def test_an_accounts_code_is_told_while_the_demo_runs(demo: Running):
    told = mingbai("--home", demo.home, "demo", "code", "town")
    assert re.fullmatch(r"\d{6}\n", told.stdout), told.stderr
    assert "no code" in mingbai("--home", demo.home, "demo", "code", "village").stdout
    assert "no account nobody" in mingbai("--home", demo.home, "demo", "code", "nobody").stdout


def test_a_second_start_says_where_the_first_runs(demo: Running):
    second = mingbai("--home", demo.home, "demo", "--port", str(free_port()))
    assert second.returncode == 1
    assert f"It runs already: http://localhost:{demo.port}" in second.stderr


def test_the_doctor_finds_all_well_while_it_runs(demo: Running):
    found = mingbai("--home", demo.home, "doctor")
    assert found.returncode == 0, found.stdout + found.stderr
    assert "All is well." in found.stdout


def test_a_killed_web_server_comes_back(demo: Running):
    web = demo.part("serve")
    kill(web.pid)
    until(lambda: demo.part("serve") not in (None, web) and pages_come(demo))
    assert "web ended; it is started again" in demo.said.read_text()


def test_a_killed_worker_comes_back(demo: Running):
    worker = demo.part("worker")
    kill(worker.pid)
    until(lambda: demo.part("worker") not in (None, worker))


@pytest.mark.slow
def test_while_the_database_is_gone_pages_say_so_and_a_form_sent_again_counts_once(demo: Running):
    person = Person(demo.port)
    person.sign_in("village", people.PASSWORD)
    leave = person.form(
        "/delegations/new", delegate="secretary", first="2020-12-08", last="2020-12-09", reason="外出培训两天"
    )
    before = delegations(person)
    cluster = Cluster.of(home.read(demo.home))
    demo.process.send_signal(signal.SIGSTOP)  # or it would start the server again at once
    try:
        cluster.stop()
        since = time.monotonic()
        while time.monotonic() - since < 10:
            status, text = person.post("/delegations/new", leave)
            assert status == 503
            assert "外出培训两天" in text, "what was typed is kept on the page"
            time.sleep(2)
        cluster.start()
        until(lambda: pages_come(demo), seconds=10)
    finally:
        demo.process.send_signal(signal.SIGCONT)
    first, second = person.post("/delegations/new", leave), person.post("/delegations/new", leave)
    assert first[0] == second[0] == 200
    assert len(delegations(person) - before) == 1


def delegations(person: Person) -> set[str]:
    return set(re.findall(r'"/delegations/([0-9a-f-]{36})"', person.get("/delegations/")[1]))


def test_a_killed_database_comes_back(demo: Running):
    cluster = Cluster.of(home.read(demo.home))
    before = cluster.pid()
    kill(before)
    until(lambda: cluster.pid() not in (None, before) and pages_come(demo))


def test_a_port_that_is_taken_is_said(demo: Running, place: Path):
    taken = mingbai("--home", place / "other", "demo", "--port", str(demo.port))
    assert taken.returncode == 1
    assert f"Port {demo.port} is taken by another program" in taken.stderr
    assert not (place / "other" / "pg").exists()


def test_after_kill_9_of_the_supervisor_its_children_end_and_the_next_start_keeps_the_data(demo: Running):
    before = held(demo)
    kill(demo.process.pid)
    demo.process.wait()
    again = Running.demo(demo.home, demo.port)
    demo.process, demo.said = again.process, again.said
    until(demo.greeted, seconds=240)
    assert held(demo) == before
    assert pages_come(demo)
    commands = [" ".join(one.cmdline()) for one in demo.all_processes()]
    assert sum("--only-web" in command for command in commands) <= 3, "the old web server has ended"


@pytest.mark.parametrize("number", [signal.SIGINT, pytest.param(signal.SIGTERM, marks=pytest.mark.slow)])
def test_stopping_ends_everything_and_the_next_start_makes_nothing_again(demo: Running, number: int):
    before = held(demo)
    assert demo.stop(number) == 0
    assert demo.all_processes() == []
    assert not Cluster.of(home.read(demo.home)).running()
    again = Running.demo(demo.home, demo.port)
    demo.process, demo.said = again.process, again.said
    until(demo.greeted, seconds=240)
    assert held(demo) == before


def held(demo: Running) -> dict[str, object]:
    """What making the demo has made: every row of the county's rooms as it stands, its files, its keys."""
    one = home.read(demo.home)
    with connect(Cluster.of(one).superuser("mingbai")) as database:
        tables = [table for (table,) in database.execute(MADE)]
        rows = {table: database.execute(DIGEST.format(table)).fetchone() for table in tables}
    assert len(rows) > 40
    assert rows["registry_household"][0] > 1_000
    files = {path: path.stat().st_mtime_ns for path in demo.home.glob("files/**/*") if path.is_file()}
    assert files
    return {**rows, "files": files, "keys": one.keys}


@pytest.mark.slow
def test_fresh_removes_what_a_start_that_was_broken_off_has_left(place: Path):
    running = Running.demo(place / "broken off", free_port(), "--people", "5000")
    try:
        until(lambda: made_a_schema(running))
        break_off(running)
        (running.home / "files").mkdir(exist_ok=True)
        (running.home / "files" / "left").write_text("by the old one")
        running = Running.demo(running.home, running.port, "--fresh", "--people", "5000")
        until(lambda: made_a_schema(running))
        assert not (running.home / "files" / "left").exists()
    finally:
        break_off(running)
        Cluster.of(home.read(running.home)).destroy()


def break_off(running: Running) -> None:
    """Kill it where it is: asked to stop, it would first finish what it makes."""
    running.process.kill()
    running.process.wait()


def made_a_schema(running: Running) -> bool:
    """Whether the start has come to what fills the database."""
    assert running.process.poll() is None, running.said.read_text()
    return "Areas, posts and accounts" in running.said.read_text()


@pytest.mark.slow
def test_fresh_begins_anew(demo: Running):
    (demo.home / "files" / "left").write_text("by the old one")
    demo.stop()
    again = Running.demo(demo.home, demo.port, "--fresh", "--people", "5000")
    demo.process, demo.said = again.process, again.said
    until(demo.greeted, seconds=200)
    assert not (demo.home / "files" / "left").exists()
    assert pages_come(demo)
