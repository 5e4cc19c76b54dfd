"""Makes a backup while the installation goes on working."""

import shutil
from pathlib import Path

from mingbai.kit import clock
from mingbai.kit.backup import manifest, programs, rows
from mingbai.kit.backup.errors import BackupError
from mingbai.kit.backup.manifest import FORMAT, Manifest
from mingbai.kit.backup.running import running
from mingbai.kit.cluster import addresses
from mingbai.kit.home import Home, write_private
from mingbai.kit.spoken import _

KEPT = ("files", "roots")


def save(one: Home, directory: Path, *, keys: Path | None = None) -> Manifest:
    """Write rows and files to ``directory``, which must not exist, and the keys to the file ``keys``.

    Complete or not at all. Raises BackupError.
    """
    if directory.exists():
        raise BackupError(_("%(path)s exists already. Name a new directory.") % {"path": directory})
    if keys and directory.absolute() in keys.absolute().parents:
        raise BackupError(_("The keys must not lie in the backup that they open. Name another place."))
    draft = directory.with_name(f"{directory.name}.part")
    try:
        made = _fill(one, draft)
        _keep_keys(one, keys)
        draft.replace(directory)
        (one / "last-backup").write_text(made.taken_at, encoding="ascii")
    except OSError as error:
        raise BackupError(_("The backup was not made: %(error)s") % {"error": error}) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return made


def _fill(one: Home, draft: Path) -> Manifest:
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True, mode=0o700)
    shutil.copy2(one / "config.yaml", draft)
    with running(one):
        about = _rows(one, draft)
    for name in KEPT:
        # Copied after the rows: a file that a row names is there, and a later one does no harm.
        shutil.copytree(one / name, draft / "home" / name)
    made = Manifest(
        format=FORMAT, keys=manifest.fingerprint(one.keys), files=manifest.of_files(draft / "home"), **about
    )
    manifest.write(made, draft)
    return made


def _rows(one: Home, draft: Path) -> dict:
    owner = addresses(one)["owner"]
    with rows.frozen(owner) as connection:
        found = connection.execute("SELECT pg_export_snapshot()").fetchone()
        snapshot = found[0] if found else ""
        major = rows.server_major(connection)
        dump = (f"--snapshot={snapshot}", f"--file={draft / 'rows.dump'}")
        programs.run("pg_dump", major, owner, "--format=custom", *dump)
        return {
            "taken_at": clock.machine().isoformat(timespec="seconds"),
            "server": major,
            "comment": rows.comment(connection),
            "tables": rows.hashes(connection),
        }


def _keep_keys(one: Home, keys: Path | None) -> None:
    if keys:
        keys.parent.mkdir(parents=True, exist_ok=True)
        write_private(keys, (one / "keys.json").read_text(encoding="utf-8"))
