"""The same program on a system PostgreSQL 15, reached by its address."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from mingbai.kit import home
from mingbai.kit.backup import BackupError, restore, save
from mingbai.kit.cluster import NAME, account, provision
from mingbai.kit.cluster.provision import connect
from mingbai.kit.home import Address, Config, Home
from tests.faults.processes import Running, free_port, mingbai, until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]
PROGRAMS = Path("/usr/lib/postgresql/15/bin")


def run(*command: str | Path) -> None:
    """As the user that the embedded server uses, since neither runs as root."""
    subprocess.run(
        [str(part) for part in command], check=True, cwd="/", stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, **account.identity(),
    )  # fmt: skip


@pytest.fixture(scope="module")
def server() -> Iterator[Address]:
    """A server of version 15 with its superuser's address."""
    if not PROGRAMS.exists():
        pytest.fail("PostgreSQL 15 is missing: apt-get install postgresql-15")
    directory = Path(tempfile.mkdtemp(prefix="pg15-", dir="/tmp"))
    os.chown(directory, account.server_uid(), -1)
    data, port = directory / "data", free_port()
    run(PROGRAMS / "initdb", "-D", data, "--auth=trust", "--locale=C.UTF-8", "-U", "postgres")
    options = (
        f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={directory} -c fsync=off"
    )
    run(PROGRAMS / "pg_ctl", "start", "-w", "-D", data, "-l", directory / "log", "-o", options)
    yield Address(host="127.0.0.1", port=port, name="postgres", user="postgres", password="")
    run(PROGRAMS / "pg_ctl", "stop", "-m", "immediate", "-D", data)
    shutil.rmtree(directory)


@pytest.fixture(scope="module")
def room() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="mingbai-by-address-"))
    yield directory
    shutil.rmtree(directory)


def pointed(one: Home, server: Address, name: str) -> Home:
    """The home with its database on the other server."""
    config = yaml.safe_load((one / "config.yaml").read_text())
    where = f"host={server.host} port={server.port} dbname={name}"
    (one / "config.yaml").write_text(yaml.safe_dump({**config, "database": {"app": where, "owner": where}}))
    return home.read(one.path)


@pytest.fixture(scope="module")
def county(server: Address, room: Path) -> Home:
    """A county's home whose database is there, with this version's schema."""
    one = home.create(room / "county", Config())
    provision(server, name=NAME, passwords=one.keys["passwords"])
    one = pointed(one, server, NAME)
    done = mingbai("--home", one.path, "migrate")
    assert done.returncode == 0, done.stderr
    return one


def test_the_doctor_is_content_with_server_and_schema(county: Home):
    said = mingbai("--home", county.path, "doctor").stdout
    assert "✓ The database answers: PostgreSQL 15" in said
    assert "✓ The database's schema is this version's." in said
    assert "✓ Every table with an area stands behind its wall." in said
    assert "✓ The program's database role may bypass nothing." in said


def test_it_serves_from_there(county: Home, room: Path):
    running = Running.serve(county.path, free_port())
    try:
        until(running.greeted)
    finally:
        assert running.stop() == 0
    assert not (county / "pg").exists()


def test_a_demo_does_not_touch_a_database_there_that_is_not_marked(server: Address, room: Path):
    one = home.create(room / "demo", Config(kind="demo"))
    provision(server, name="somebodys", passwords=one.keys["passwords"])
    pointed(one, server, "somebodys")
    refused = mingbai("--home", one.path, "demo", "--port", str(free_port()))
    assert refused.returncode == 1
    assert "not marked as a demo" in refused.stderr
    with connect(Address(server.host, "somebodys", "postgres", "", server.port)) as connection:
        assert connection.execute(
            "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
        ).fetchone() == (0,)
    provision(server, name=NAME, passwords=home.read(room / "county").keys["passwords"])


def test_a_backup_from_there_can_be_restored_here_but_not_the_other_way(county: Home, room: Path):
    made = save(county, room / "backup")
    assert made.server == 15
    keys = county / "keys.json"
    restore(room / "backup", room / "here", keys=keys, embedded=True)
    here = home.read(room / "here")
    later = save(here, room / "later")
    assert later.tables == made.tables
    shutil.copy(county / "config.yaml", room / "later" / "config.yaml")
    with pytest.raises(BackupError, match="from PostgreSQL 18, the server here is 15"):
        restore(room / "later", room / "there", keys=keys)
    assert mingbai("--home", here.path, "doctor").stdout.count("✗") <= 1, "only the missing backup"
