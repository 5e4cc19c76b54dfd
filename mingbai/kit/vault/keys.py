"""The vault's keys by name, as keys.json has them; also one that was added since the program started."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings

from mingbai.kit.home import read
from mingbai.kit.vault.ciphers import KEY_BYTES


class SealError(Exception):
    """A value cannot be opened: another key, another place, or changed since it was closed."""


def current_key() -> str:
    """The name of the key that closes new values."""
    return str(settings.HOME.keys["vault"]["current"])


def find_key(named: str) -> tuple[str, bytes]:
    """Algorithm and key; raises SealError."""
    found = settings.HOME.keys["vault"]["keys"].get(named) or _added_since(named)
    if found is None:
        raise SealError(
            f"The vault's key {named!r} is missing from keys.json. Restore it from where it is kept."
        )
    algorithm, key = found["algorithm"], bytes.fromhex(found["key"])
    if len(key) != KEY_BYTES.get(algorithm):
        raise SealError(f"The vault's key {named!r} does not fit its algorithm {algorithm!r}.")
    return algorithm, key


def _added_since(named: str) -> Any:
    """While values move to a new key, programs that started before must open them."""
    path = settings.HOME.path
    return _reread(path, (path / "keys.json").stat().st_mtime_ns).get(named)


@lru_cache(maxsize=1)
def _reread(path: Path, _changed: int) -> dict[str, Any]:
    keys: dict[str, Any] = read(path).keys["vault"]["keys"]
    return keys
