"""How often one address, or one account, may try to sign in; generous, as a township shares an address."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.org.actions.refusal import Refused
from mingbai.org.models import Throttle

UPSERT = """
INSERT INTO org_throttle (digest, "window", failures) VALUES (%s, %s, 1)
ON CONFLICT (digest, "window") DO UPDATE SET failures = org_throttle.failures + 1 RETURNING failures
"""
KEPT_FOR = timedelta(days=1)


class TooOften(Refused):
    """Too many attempts; the person is told to wait."""

    code = "too_often"
    status = 429


@dataclass(frozen=True, slots=True)
class Limit:
    """A number of the pack (``security.throttle``) and the seconds it counts over."""

    name: str
    seconds: int

    @property
    def most(self) -> int:
        """How many are let through in one window."""
        return int(installed().get(f"security.throttle.{self.name}"))


ACCOUNT = Limit("account_per_minute", 60)
ADDRESS = Limit("address_per_minute", 60)
FAILURES = Limit("address_failures_per_hour", 3600)


def attempt(*, username: str, address: str | None, at: datetime) -> None:
    """Count an attempt to sign in. Raises TooOften."""
    failed = _known(FAILURES, address or "", at)
    tried = _count(ADDRESS, address or "", at), _count(ACCOUNT, username, at)
    if failed >= FAILURES.most or tried[0] > ADDRESS.most or tried[1] > ACCOUNT.most:
        raise TooOften(_("Too many attempts. Please wait a minute and try again."))


def failure(*, address: str | None, at: datetime) -> None:
    """Count a failed sign-in from an address."""
    _count(FAILURES, address or "", at)


def forget_old(*, at: datetime) -> int:
    """Delete what was counted more than a day ago; returns how many rows."""
    return Throttle.objects.filter(window__lt=at - KEPT_FOR).delete()[0]


def _count(limit: Limit, value: str, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(UPSERT, [_digest(limit, value), _window(limit, at)])
        (found,) = cursor.fetchone()
    return int(found)


def _known(limit: Limit, value: str, at: datetime) -> int:
    row = Throttle.objects.filter(digest=_digest(limit, value), window=_window(limit, at)).first()
    return row.failures if row else 0


def _digest(limit: Limit, value: str) -> str:
    return salted_hmac("mingbai.org.throttle", f"{limit.name}:{value}", algorithm="sha256").hexdigest()


def _window(limit: Limit, at: datetime) -> datetime:
    seconds = int(at.timestamp())
    return at.fromtimestamp(seconds - seconds % limit.seconds, at.tzinfo)
