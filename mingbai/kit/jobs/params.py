"""What a job may be told: plain values, and nothing that belongs in the vault."""

from __future__ import annotations

import re
from typing import Any

from mingbai.kit.redact import IDENTITY

PLAIN = (str, int, float, bool, type(None))
# Letters and digits of chance: now and then eleven of them look like a telephone number.
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class NotPlain(ValueError):
    """A job was told something that its row may not hold."""


def checked(params: dict[str, Any]) -> dict[str, Any]:
    """Return `params` if every value may be stored in the open. Raises NotPlain naming the parameter."""
    for name, value in params.items():
        _check(name, value)
    return params


def _check(name: str, value: Any) -> None:
    if isinstance(value, dict):
        checked(value)
    elif isinstance(value, list | tuple):
        for each in value:
            _check(name, each)
    elif not isinstance(value, PLAIN):
        raise NotPlain(f"job parameter {name!r} is a {type(value).__name__}: pass the row's id instead")
    elif isinstance(value, str) and IDENTITY.search(value) and not KEY.fullmatch(value):
        raise NotPlain(f"job parameter {name!r} looks like an identity: pass the vault's id instead")
