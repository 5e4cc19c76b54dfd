"""What a backup says of itself."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mingbai.kit.backup.errors import BackupError
from mingbai.kit.spoken import _

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """``tables`` and ``files`` by name: how many rows or bytes, and their SHA-256."""

    format: int
    taken_at: str
    server: int
    keys: str
    comment: str | None
    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    files: dict[str, tuple[int, str]] = field(default_factory=dict)


def write(manifest: Manifest, directory: Path) -> None:
    text = json.dumps(asdict(manifest), indent=1, ensure_ascii=False, sort_keys=True)
    (directory / "manifest.json").write_text(text, encoding="utf-8")


def read(directory: Path) -> Manifest:
    """Raises BackupError when this is no backup, or one of a later version of Mingbai."""
    try:
        found = json.loads((directory / "manifest.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BackupError(
            _("%(path)s is no complete backup: %(error)s") % {"path": directory, "error": error}
        ) from error
    if found.get("format", 0) > FORMAT:
        raise BackupError(_("This backup was made by a later Mingbai. Install that version to restore it."))
    pairs = {part: {name: tuple(pair) for name, pair in found[part].items()} for part in ("tables", "files")}
    return Manifest(**{**found, **pairs})


def fingerprint(keys: dict[str, Any]) -> str:
    """Tells whether keys belong to a backup, without telling the keys."""
    lasting = {name: keys[name] for name in ("index", "audit", "files")}
    return hashlib.sha256(json.dumps(lasting, sort_keys=True).encode()).hexdigest()


def of_files(directory: Path) -> dict[str, tuple[int, str]]:
    """Every file below ``directory`` with its bytes and hash."""
    found = {}
    for path in sorted(path for path in directory.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found[path.relative_to(directory).as_posix()] = (path.stat().st_size, digest)
    return found


def differences(
    kind: str, before: dict[str, tuple[int, str]], after: dict[str, tuple[int, str]]
) -> list[str]:
    """What is not the same, one phrase each."""
    names = sorted(set(before) | set(after))
    return [
        f"{kind} {name}: {before.get(name, ('-',))[0]} → {after.get(name, ('-',))[0]}"
        for name in names
        if before.get(name) != after.get(name)
    ]
