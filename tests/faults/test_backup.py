"""A backup put back is the same, row by row and file by file; one that is not whole is refused."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from glob import glob
from pathlib import Path

import pytest

from mingbai.demo import house
from mingbai.kit import home
from mingbai.kit.backup import BackupError, manifest, restore, rows, save
from mingbai.kit.cluster import Cluster, addresses
from mingbai.kit.cluster.provision import connect
from tests.faults.conftest import remove

WROTE = """
    CREATE TABLE written
        (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text, at timestamptz, sealed bytea);
    INSERT INTO written (name, at, sealed)
    SELECT '王' || n, '2020-11-30 08:00+08'::timestamptz + n * interval '1 day', sha256(n::text::bytea)
      FROM generate_series(1, 500) AS n;
    INSERT INTO written (name) VALUES ('twice'), ('twice'), (NULL);
    ALTER TABLE written ENABLE ROW LEVEL SECURITY;
    CREATE POLICY written_wall ON written TO mingbai_app USING (name = 'nobody')"""


@dataclass
class Case:
    """An installation with something in it, its backup, and room for what is restored."""

    one: home.Home
    backup: Path
    keys: Path
    room: Path


@pytest.fixture(scope="module")
def saved() -> Iterator[Case]:
    room = Path(tempfile.mkdtemp(prefix="mingbai-backup-"))
    room.chmod(0o755)
    one = house.opened(room / "home", "2020")
    cluster = Cluster.of(one, fsync="off")
    cluster.initialise()
    cluster.start()
    house.provisioned(one)
    with connect(addresses(one)["owner"]) as connection:
        connection.execute(WROTE)
    (one / "files" / "ab").mkdir()
    (one / "files" / "ab" / "sealed").write_bytes(bytes(range(256)) * 50)
    (one / "roots" / "2020-11-30").write_text("root of the day")
    save(one, room / "backup", keys=room / "kept" / "keys.json")
    yield Case(one, room / "backup", room / "kept" / "keys.json", room)
    cluster.destroy()
    shutil.rmtree(room)


@pytest.fixture
def backup(saved: Case) -> Iterator[Path]:
    """A copy of the backup to spoil."""
    copy = saved.room / "copy"
    shutil.copytree(saved.backup, copy)
    yield copy
    shutil.rmtree(copy)


def change(backup: Path, **values: object) -> None:
    path = backup / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **values}))


def test_a_restored_home_has_the_same_rows_files_keys_and_mark(saved: Case):
    target = saved.room / "restored"
    about = restore(saved.backup, target, keys=saved.keys)
    again = home.read(target)
    try:
        assert again.keys == saved.one.keys
        assert again.config == saved.one.config
        assert (target / "files/ab/sealed").read_bytes() == bytes(range(256)) * 50
        assert about.tables["public.written"][0] == 503
        Cluster.of(again).start()
        house.provisioned(again)  # it is still marked as a demo
        with rows.frozen(addresses(again)["owner"]) as connection:
            assert rows.hashes(connection) == about.tables
        with connect(addresses(again)["app"]) as connection:
            assert connection.execute("SELECT count(*) FROM written").fetchone() == (0,), (
                "the wall is back too"
            )
    finally:
        remove(again)


def test_the_keys_are_not_in_the_backup(saved: Case):
    text = b"".join(path.read_bytes() for path in saved.backup.rglob("*") if path.is_file())
    for key in (
        saved.one.keys["audit"],
        saved.one.keys["index"],
        saved.one.keys["vault"]["keys"]["1"]["key"],
    ):
        assert key.encode() not in text
    assert saved.keys.stat().st_mode & 0o077 == 0


def test_one_changed_row_is_noticed():
    before = {"public.a": (2, "x"), "public.b": (1, "y")}
    assert manifest.differences("table", before, dict(before)) == []
    assert manifest.differences("table", before, {**before, "public.b": (1, "z")}) == [
        "table public.b: 1 → 1"
    ]
    assert manifest.differences("table", before, {"public.a": (2, "x")}) == ["table public.b: 1 → -"]


def test_a_backup_whose_rows_are_not_what_it_says_is_refused_and_nothing_stays(saved: Case, backup: Path):
    about = manifest.read(backup)
    change(backup, tables={**about.tables, "public.written": (503, "0" * 64)})
    refused(saved, backup, "The restored rows differ: table public.written")


def test_a_changed_file_is_noticed(saved: Case, backup: Path):
    (backup / "home/files/ab/sealed").write_bytes(b"changed")
    refused(saved, backup, "The restored files differ: file files/ab/sealed")


def test_a_lost_file_is_noticed(saved: Case, backup: Path):
    (backup / "home/roots/2020-11-30").unlink()
    refused(saved, backup, "The restored files differ: file roots/2020-11-30")


def test_an_older_server_is_refused(saved: Case, backup: Path):
    change(backup, server=19)
    refused(saved, backup, "The backup is from PostgreSQL 19, the server here is 18")


def test_a_backup_of_a_later_program_is_refused(saved: Case, backup: Path):
    change(backup, format=99)
    refused(saved, backup, "made by a later Mingbai")


def test_half_a_backup_is_refused(saved: Case, backup: Path):
    (backup / "manifest.json").unlink()
    refused(saved, backup, "is no complete backup")


def test_a_cut_dump_is_refused(saved: Case, backup: Path):
    dump = backup / "rows.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])
    refused(saved, backup, "pg_restore")


def test_other_keys_are_refused(saved: Case, backup: Path):
    other = saved.room / "other.json"
    home.write_private(other, json.dumps(home.new_keys()))
    refused(saved, backup, "holds other keys", keys=other)


def refused(saved: Case, backup: Path, sentence: str, keys: Path | None = None) -> None:
    target = saved.room / "target"
    with pytest.raises(BackupError, match=sentence):
        restore(backup, target, keys=keys or saved.keys)
    assert not target.exists()
    # Path's own glob does not bear with other tests' folders that go meanwhile.
    assert not glob("/tmp/mingbai-*/.s.PGSQL*target*")  # noqa: PTH207


def test_a_restore_never_overwrites(saved: Case):
    with pytest.raises(BackupError, match="A restore never overwrites"):
        restore(saved.backup, saved.one.path, keys=saved.keys)
    with pytest.raises(BackupError, match="exists already"):
        save(saved.one, saved.backup)


def test_keys_are_not_put_into_the_backup_that_they_open(saved: Case):
    with pytest.raises(BackupError, match="must not lie in the backup"):
        save(saved.one, saved.room / "new", keys=saved.room / "new" / "keys.json")


def test_a_full_disk_leaves_no_half_backup(saved: Case):
    with pytest.raises(BackupError, match="No space left on device"):
        save(saved.one, saved.room / "full", keys=Path("/dev/full"))
    assert not (saved.room / "full").exists()
    assert not (saved.room / "full.part").exists()


def test_a_backup_can_be_made_of_an_installation_at_rest(saved: Case):
    cluster = Cluster.of(saved.one)
    cluster.stop()
    try:
        made = save(saved.one, saved.room / "resting")
        assert made.tables == manifest.read(saved.backup).tables
        assert not cluster.running()
    finally:
        cluster.start()
