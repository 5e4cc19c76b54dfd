"""The embedded server killed, doubled, aged, and in places where it must not be."""

import multiprocessing
import os
import shutil
import signal
import stat
import tempfile
from pathlib import Path

import psutil
import psycopg
import pytest

from mingbai.kit import home
from mingbai.kit.cluster import Cluster, ClusterError, account, place
from mingbai.kit.cluster.provision import connect
from tests.faults.conftest import NewHome

as_root = os.geteuid() == 0


def ask(cluster: Cluster, statement: str) -> object:
    with connect(cluster.superuser()) as connection:
        found = connection.execute(statement)
        return found.fetchone()[0] if found.description else None


def test_a_killed_server_starts_again_with_every_committed_row(server: Cluster):
    ask(server, "CREATE TABLE kept (n int)")
    ask(server, "INSERT INTO kept VALUES (7)")
    os.kill(server.pid(), signal.SIGKILL)
    server.start()
    assert ask(server, "SELECT n FROM kept") == 7


def test_starting_a_running_server_keeps_it(server: Cluster):
    before = server.pid()
    server.start()
    assert server.pid() == before


def test_a_stale_pid_file_that_names_a_living_stranger_is_put_aside(server: Cluster):
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    server.start()
    assert ask(server, "SELECT 1") == 1


def test_a_second_server_that_cannot_see_the_first_is_refused(
    server: Cluster, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("mingbai.kit.cluster.server.SETTLE", 0.3)
    pid = server.pid()
    (server.data / "postmaster.pid").rename(server.data / "hidden")  # as from another container
    with pytest.raises(ClusterError, match="Another server uses"):
        server.start()
    (server.data / "hidden").rename(server.data / "postmaster.pid")
    assert server.pid() == pid


def test_data_of_another_major_version_are_refused_and_left_alone(server: Cluster):
    server.stop()
    (server.data / "PG_VERSION").write_text("16\n")
    for act in (server.initialise, server.start):
        with pytest.raises(ClusterError, match="was written by PostgreSQL 16"):
            act()
    assert (server.data / "base").is_dir()
    (server.data / "PG_VERSION").write_text("18\n")
    server.start()


def test_an_initialisation_cut_short_begins_anew(new_home: NewHome):
    cluster = Cluster.of(new_home())
    half = cluster.data.with_name("pg.new")
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18\n")
    cluster.initialise()
    assert cluster.version() == "18"
    assert (cluster.data / "global" / "pg_control").exists()


def test_a_directory_with_something_else_in_it_is_refused(new_home: NewHome):
    cluster = Cluster.of(new_home())
    cluster.data.mkdir()
    (cluster.data / "accounts.xls").write_text("not ours")
    with pytest.raises(ClusterError, match="something else"):
        cluster.initialise()
    assert (cluster.data / "accounts.xls").read_text() == "not ours"


def test_the_server_is_reached_by_its_socket_only_and_not_by_other_users(server: Cluster):
    listening = {one.laddr.port for one in psutil.Process(server.pid()).net_connections("tcp")}
    assert not listening
    found = server.socket.stat()
    assert stat.S_IMODE(found.st_mode) == 0o700
    assert found.st_uid == account.server_uid()
    assert len(str(server.socket / ".s.PGSQL.5432")) < 107


def test_the_superuser_needs_the_password(server: Cluster):
    other = server.address("postgres", "postgres", "guessed")
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        connect(other)


def test_a_socket_directory_laid_by_someone_else_is_refused(server: Cluster):
    server.stop()
    server.socket.symlink_to(tempfile.gettempdir())
    try:
        with pytest.raises(ClusterError, match="belongs to someone else"):
            server.start()
    finally:
        server.socket.unlink()


def test_values_do_not_reach_the_servers_log(server: Cluster):
    ask(server, "CREATE TABLE sealed (n text PRIMARY KEY)")
    ask(server, "INSERT INTO sealed VALUES ('411726199001011234')")
    with pytest.raises(psycopg.errors.UniqueViolation):
        ask(server, "INSERT INTO sealed VALUES ('411726199001011234')")
    log = server.log.read_text()
    assert "duplicate key" in log
    assert "411726199001011234" not in log


def below_a_private_directory(private: Path, monkeypatch: pytest.MonkeyPatch) -> Cluster:
    """As in a clone in root's own home: neither the environment nor the home can be reached by others."""
    wheel = place._wheel()
    for part in (wheel.name, f"{wheel.name}.libs"):
        shutil.copytree(wheel.parent / part, private / part)
    monkeypatch.setattr(place, "_wheel", lambda: private / wheel.name)
    monkeypatch.setattr(place.importlib.metadata, "version", lambda package: f"test-{os.getpid()}")
    return Cluster.of(home.create(private / "clone" / "home", home.Config()))


@pytest.mark.skipif(not as_root, reason="only root needs another place for the server's files")
def test_as_root_below_a_private_directory_the_server_finds_another_place(monkeypatch: pytest.MonkeyPatch):
    with tempfile.TemporaryDirectory() as private:
        cluster = below_a_private_directory(Path(private), monkeypatch)
        try:
            cluster.initialise()
            cluster.start()
            assert ask(cluster, "SELECT 1") == 1
            assert place.STATE in cluster.data.parents
            assert (Path(private) / "clone/home/pg").resolve() == cluster.data
        finally:
            cluster.destroy()
            shutil.rmtree(place.STATE / f"postgresql-test-{os.getpid()}")
        assert not cluster.data.exists()


def start_as_ordinary_user(directory: Path, package: Path) -> None:
    """In a process of its own that has given up root's rights for good."""
    user = account.identity()
    os.setgroups([])
    os.setgid(user["group"])
    os.setuid(user["user"])
    place._wheel = lambda: package
    cluster = Cluster.of(home.create(directory / "home", home.Config()))
    try:
        cluster.initialise()
        cluster.start()
        assert ask(cluster, "SELECT 1") == 1
    finally:
        cluster.destroy()


@pytest.mark.skipif(not as_root, reason="this run is by an ordinary user already")
def test_an_ordinary_user_starts_it_too():
    package = Path(place.binary("postgres")).parents[2]
    with tempfile.TemporaryDirectory() as directory:
        os.chown(directory, account.server_uid(), -1)
        child = multiprocessing.get_context("fork").Process(
            target=start_as_ordinary_user, args=(Path(directory), package)
        )
        child.start()
        child.join(60)
        assert child.exitcode == 0
