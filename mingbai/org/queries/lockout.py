"""What the lockout by account asks of us: the pack's numbers, and where a request comes from."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest

from mingbai.kit.pack import installed


def failures(_request: HttpRequest, _credentials: Any) -> int:
    """How many failures lock an account (``security.lockout.failures``)."""
    return int(installed().get("security.lockout.failures"))


def minutes(_request: HttpRequest | None) -> timedelta:
    """For how long (``security.lockout.minutes``)."""
    return timedelta(minutes=installed().get("security.lockout.minutes"))


def address(request: HttpRequest) -> str | None:
    """The address that reached us. A proxy's word is not taken for it."""
    return request.META.get("REMOTE_ADDR") or None
