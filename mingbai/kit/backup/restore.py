"""Makes a home from a backup, and believes it only after comparing every row and file."""

import shutil
from pathlib import Path

import psycopg
import yaml
from psycopg import sql

from mingbai.kit import home
from mingbai.kit.backup import manifest, programs, rows
from mingbai.kit.backup.errors import BackupError
from mingbai.kit.backup.manifest import Manifest
from mingbai.kit.cluster import NAME, Cluster, addresses, provision
from mingbai.kit.cluster.provision import connect
from mingbai.kit.home import Home
from mingbai.kit.spoken import _


def restore(directory: Path, path: Path, *, keys: Path, embedded: bool = False) -> Manifest:
    """Make the home ``path``, which must not exist, from the backup ``directory`` and its keys.

    The rows go where the backup's config.yaml says, which must be empty; with ``embedded`` always into the
    embedded server. Raises BackupError; what was begun is removed.
    """
    about = manifest.read(directory)
    if path.exists():
        raise BackupError(_("%(path)s exists. A restore never overwrites: name a new home.") % {"path": path})
    whole = False
    try:
        one = _home(directory, path, keys, about, embedded=embedded)
        _rows(one, directory, about)
        _compare_files(one, about)
        whole = True
    finally:
        if not whole:
            _undo(path)
    return about


def _home(directory: Path, path: Path, keys: Path, about: Manifest, *, embedded: bool) -> Home:
    shutil.copytree(directory / "home", path)
    path.chmod(0o755)
    (path / "logs").mkdir(exist_ok=True)
    config = yaml.safe_load((directory / "config.yaml").read_text(encoding="utf-8"))
    if embedded:
        config["database"] = None
    (path / "config.yaml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    try:
        home.write_private(path / "keys.json", keys.read_text(encoding="utf-8"))
    except OSError as error:
        raise BackupError(_("The keys cannot be read: %(error)s") % {"error": error}) from error
    one = home.read(path)
    if manifest.fingerprint(one.keys) != about.keys:
        raise BackupError(_("%(path)s holds other keys than this backup was made with.") % {"path": keys})
    return one


def _rows(one: Home, directory: Path, about: Manifest) -> None:
    cluster = Cluster.of(one) if one.config.database is None else None
    if cluster:
        cluster.initialise()
        cluster.start()
        provision(cluster.superuser(), name=NAME, passwords=one.keys["passwords"])
    try:
        _fill(addresses(one)["owner"], directory, about)
    except psycopg.OperationalError as error:
        raise BackupError(_("The database cannot be reached: %(error)s") % {"error": error}) from error
    finally:
        if cluster:
            cluster.stop()


def _fill(owner: home.Address, directory: Path, about: Manifest) -> None:
    with connect(owner) as connection:
        _refuse(connection, about)
        dump = str(directory / "rows.dump")
        programs.run("pg_restore", about.server, owner, "--exit-on-error", "--single-transaction", dump)
        if about.comment:
            statement = sql.SQL("COMMENT ON DATABASE {} IS {}")
            connection.execute(statement.format(sql.Identifier(owner.name), sql.Literal(about.comment)))
    with rows.frozen(owner) as connection:
        if wrong := manifest.differences("table", about.tables, rows.hashes(connection)):
            raise BackupError(_("The restored rows differ: %(wrong)s") % {"wrong": "; ".join(wrong)})


def _refuse(connection: psycopg.Connection, about: Manifest) -> None:
    here = rows.server_major(connection)
    if here < about.server:
        raise BackupError(
            _("The backup is from PostgreSQL %(then)d, the server here is %(here)d. A newer one is needed.")
            % {"then": about.server, "here": here}
        )
    if connection.execute(rows.TABLES).fetchone():
        raise BackupError(_("The database there is not empty. A restore never overwrites."))


def _compare_files(one: Home, about: Manifest) -> None:
    found = {
        name: pair
        for name, pair in manifest.of_files(one.path).items()
        if name.split("/")[0] in ("files", "roots")
    }
    if wrong := manifest.differences("file", about.files, found):
        raise BackupError(_("The restored files differ: %(wrong)s") % {"wrong": "; ".join(wrong)})


def _undo(path: Path) -> None:
    if (path / "keys.json").exists() and (path / "config.yaml").exists():
        one = home.read(path)
        if one.config.database is None:
            Cluster.of(one).destroy()
    shutil.rmtree(path, ignore_errors=True)
