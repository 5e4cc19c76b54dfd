"""Faults that a page explains: which page an exception deserves, with which status."""

import errno
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, InterfaceError, OperationalError

from mingbai.kit.refusal import Refused

LOST = ("08", "57P", "53", "25006")
FULL = "53100"
# Names of fields whose contents are never sent back to the browser, not even to the person who typed them.
SECRET = ("password", "passphrase", "code", "otp", "token", "secret", "id_no", "identity", "phone", "account")


class TooMany(Refused):
    """Too many attempts; `seconds` until the next is looked at."""

    code = "too_many"
    status = 429

    def __init__(self, sentence: Any, *, seconds: int) -> None:
        super().__init__(sentence)
        self.seconds = seconds


@dataclass(frozen=True, slots=True)
class Kept:
    """What was typed and can be sent again, and what must be typed again."""

    fields: list[tuple[str, str]]
    left_out: bool
    files: bool


def kept(request: Any) -> Kept:
    """The posted form without passwords, codes and identity numbers, and without files."""
    try:
        posted, files = request.POST, bool(request.FILES)
    except (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent, OSError):
        return Kept([], left_out=True, files=True)
    pairs = [(name, value) for name in posted for value in posted.getlist(name)]
    fields = [(name, value) for name, value in pairs if not is_secret(name) and name != "csrfmiddlewaretoken"]
    return Kept(fields, left_out=any(is_secret(name) for name in posted), files=files)


def is_secret(name: str) -> bool:
    """Whether a field of this name may hold what must not stand in an error page."""
    return any(part in name.lower() for part in SECRET)


def database_is_gone(error: BaseException | None) -> bool:
    """Whether the database could not be reached, is shutting down or has no room: a retry may help."""
    while error is not None:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if isinstance(error, DatabaseError) and _state_of(error).startswith(LOST):
            return True
        error = error.__cause__
    return False


def disk_is_full(error: BaseException | None) -> bool:
    """Whether the server's disk or our own has no room left."""
    while error is not None:
        if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
            return True
        if isinstance(error, DatabaseError) and _state_of(error) == FULL:
            return True
        error = error.__cause__
    return False


def _state_of(error: DatabaseError) -> str:
    return getattr(error.__cause__, "sqlstate", None) or ""
