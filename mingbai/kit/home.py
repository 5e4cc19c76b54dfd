"""An installation's home directory: its configuration, its keys and where its data lie.

Layout: ``config.yaml``, ``keys.json`` (mode 0600), ``pg/``, ``files/``, ``roots/``, ``logs/``.
Plain Python, so that settings and commands can read it before Django starts.
"""

import json
import os
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from mingbai.kit.spoken import _, gettext_noop

KINDS = ("demo", "county")


class HomeError(Exception):
    """The home directory cannot be used; the message says which file and how to mend it."""


@dataclass(frozen=True, slots=True)
class Address:
    """One database address. ``host`` is a host name or the directory of a socket."""

    host: str
    name: str
    user: str
    password: str = field(repr=False)
    port: int = 5432
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """What ``config.yaml`` says.

    ``era`` and ``clock`` are None in a county's installation: it works in today's era by the machine's clock.
    ``database`` is None for the embedded server, else the two addresses of another one.
    """

    kind: str = "county"
    county: str = "411726"
    era: str | None = None
    clock: str | None = None
    hosts: tuple[str, ...] = ("localhost", "127.0.0.1", "[::1]")
    database: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """A home directory that has been read and found sound."""

    path: Path
    config: Config
    keys: dict[str, Any] = field(repr=False)

    def __truediv__(self, name: str) -> Path:
        return self.path / name


def new_keys() -> dict[str, Any]:
    """Fresh random keys for one installation."""
    return {
        "django": secrets.token_urlsafe(50),
        "vault": {"current": "1", "keys": {"1": {"algorithm": "AES-256-GCM", "key": secrets.token_hex(32)}}},
        "index": secrets.token_hex(32),
        "audit": secrets.token_hex(32),
        "files": secrets.token_hex(32),
        "passwords": {name: secrets.token_urlsafe(24) for name in ("postgres", "owner", "app")},
    }


def create(path: Path, config: Config) -> Home:
    """Make a new home at ``path``; an existing one is refused."""
    if (path / "config.yaml").exists():
        raise HomeError(_("%(path)s is already an installation's home.") % {"path": path})
    for name in ("files", "roots", "logs"):
        (path / name).mkdir(parents=True, exist_ok=True)
    path.chmod(0o755)
    write_private(path / "keys.json", json.dumps(new_keys(), indent=1))
    written = {key: getattr(config, key) for key in Config.__dataclass_fields__}
    written["hosts"] = list(config.hosts)
    (path / "config.yaml").write_text(yaml.safe_dump(written, allow_unicode=True), encoding="utf-8")
    return read(path)


def read(path: Path) -> Home:
    """Read a home; raises HomeError with the file and the mend."""
    return Home(path=path, config=_read_config(path / "config.yaml"), keys=_read_keys(path / "keys.json"))


def current() -> Home:
    """The home that MINGBAI_HOME names."""
    named = os.environ.get("MINGBAI_HOME")
    if not named:
        raise HomeError(_("MINGBAI_HOME is not set: it names the installation's home directory."))
    return read(Path(named))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read, never readable in between."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)


def _read_config(path: Path) -> Config:
    try:
        found = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except FileNotFoundError:
        raise HomeError(
            _("%(path)s is missing: this is not an installation's home.") % {"path": path}
        ) from None
    except yaml.YAMLError as error:
        raise HomeError(_("%(path)s cannot be read: %(error)s") % {"path": path, "error": error}) from error
    if fault := _fault(found):
        raise HomeError(f"{path}: {fault}")
    found["hosts"] = tuple(found.get("hosts") or Config().hosts)
    return Config(**found)


def _fault(found: Any) -> str:
    """What is wrong with the settings, as half a sentence; empty if nothing is."""
    if not isinstance(found, dict):
        return _("must be a list of settings, each with its name.")
    for name, value in found.items():
        if name not in RULES:
            return _("unknown setting '%(name)s'. Known are %(known)s.") % {
                "name": name,
                "known": ", ".join(RULES),
            }
        if not RULES[name][0](value):
            return _("%(name)s must be %(what)s.") % {"name": name, "what": _(RULES[name][1])}
    if found.get("clock") and found.get("kind", "county") != "demo":
        return _("only a demo's clock may stand still: remove clock.")
    return ""


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


RULES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "kind": (lambda value: value in KINDS, gettext_noop("demo or county")),
    "county": (
        lambda value: isinstance(value, str) and re.fullmatch(r"\d{6}", value) is not None,
        gettext_noop("a code of six digits in quotes"),
    ),
    "era": (
        lambda value: value is None or isinstance(value, str),
        gettext_noop("the name of an era in the packs"),
    ),
    "clock": (lambda value: value is None or _is_date(value), gettext_noop("a date such as 2020-11-30")),
    "hosts": (
        lambda value: isinstance(value, list) and all(isinstance(host, str) for host in value),
        gettext_noop("a list of names"),
    ),
    "database": (
        lambda value: value is None or isinstance(value, dict),
        gettext_noop("two addresses, app and owner"),
    ),
}
"""Every setting of config.yaml: what it may be, and how that is said."""


def _read_keys(path: Path) -> dict[str, Any]:
    try:
        keys: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise HomeError(
            _("%(path)s is missing: the ledger cannot be opened. Restore it.") % {"path": path}
        ) from None
    except json.JSONDecodeError as error:
        raise HomeError(_("%(path)s cannot be read: %(error)s") % {"path": path, "error": error}) from error
    missing = sorted(set(new_keys()) - set(keys))
    if missing:
        raise HomeError(
            _("%(path)s: the key '%(name)s' is missing. Restore the file from where it is kept.")
            % {"path": path, "name": missing[0]}
        )
    return keys
