"""Wrong codes count towards the lockout of the account, as wrong passwords do."""

from axes.handlers.proxy import AxesProxyHandler
from django.contrib.auth import user_login_failed
from django.http import HttpRequest
from django.utils.translation import gettext as _

from mingbai.kit import audit
from mingbai.kit.pack import installed
from mingbai.org.actions import throttle
from mingbai.org.queries import people
from mingbai.org.queries.lockout import address


def not_locked(request: HttpRequest, username: str, *, active: bool = True) -> None:
    """Count an attempt to give a code. Raises TooOften if the account is locked or tries too often."""
    throttle.attempt(username=f"code:{username}", address=address(request), at=request.at)
    if not active or not AxesProxyHandler.is_allowed(request, {"username": username}):
        raise throttle.TooOften(locked())


def failed(request: HttpRequest, username: str) -> None:
    """Note a wrong code."""
    throttle.failure(address=address(request), at=request.at)
    record(request, username, "code")
    user_login_failed.send(sender=__name__, credentials={"username": username}, request=request)


def locked() -> str:
    """What a locked-out person is told; the same whether or not the account exists."""
    minutes = installed().get("security.lockout.minutes")
    return _("Too many wrong attempts. Nobody can sign in to this account for %(n)d minutes.") % {
        "n": minutes
    }


def record(request: HttpRequest, username: str, what: str) -> None:
    """Keep a failed attempt in the audit. A name that no account bears may be a mistyped secret: left out."""
    known = people.exists(username)
    audit.refused(
        "sign_in",
        by=None,
        at=request.at,
        wrong=what,
        username=username if known else "",
        address=address(request),
    )
