"""Signing in: password, then the second factor if the account has one; signing out."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from mingbai.kit import clock
from mingbai.kit.scope import entered
from mingbai.org.actions import factors, passwords, sessions, throttle
from mingbai.org.actions.refusal import Refused
from mingbai.org.forms.signing_in import Code, RecoveryCode, SignIn
from mingbai.org.models import User
from mingbai.org.queries import people
from mingbai.org.queries.lockout import address
from mingbai.org.queries.presence import Gone
from mingbai.org.queries.seats import postless
from mingbai.org.views import guessing

BACKEND = "mingbai.org.actions.backend.Backend"
PENDING_SECONDS = 300
WRONG, TOO_MANY = 422, 429
both = require_http_methods(["GET", "HEAD", "POST"])


@login_not_required
@never_cache
@sensitive_post_parameters()
@both
def sign_in(request: HttpRequest) -> HttpResponse:
    """User name and password. Whether a name exists is never told."""
    form = SignIn(request.POST or None, initial={"next": request.GET.get("next", "")})
    if request.method != "POST" or not form.is_valid():
        return _page(request, "org/sign_in.html", form, 200 if request.method != "POST" else WRONG)
    try:
        user = _known(request, form.cleaned_data)
    except Refused as refused:
        form.add_error(None, refused.sentence)
        return _page(request, "org/sign_in.html", form, max(refused.status, WRONG))
    return _go_on(request, user, form.cleaned_data["next"])


class NotKnown(Refused):
    """Name or password is wrong; which of the two is not told."""

    code = "not_known"


def _known(request: HttpRequest, given: dict[str, Any]) -> User:
    at, username = request.at, given["username"].strip().lower()
    throttle.attempt(username=username, address=address(request), at=at)
    user = authenticate(request, username=username, password=given["password"])
    if user is None:
        throttle.failure(address=address(request), at=at)
        guessing.record(request, username, "password")
        if getattr(request, "axes_locked_out", False):
            raise throttle.TooOften(guessing.locked())
        raise NotKnown(_("User name or password is not right."))
    if passwords.first_lapsed(user, at):
        raise NotKnown(_("This first password is too old. Ask the system administrator for a new one."))
    return user


def _go_on(request: HttpRequest, user: User, wish: str) -> HttpResponse:
    """Straight in, or first to the second factor. Nothing of an earlier session is carried over."""
    with entered(postless(user_id=user.pk, name=user.display_name)):
        needs_code = factors.confirmed(user)
    if not needs_code:
        return _enter(request, user, wish, verified=False)
    request.session.flush()
    request.session["pending"] = {"user": user.pk, "since": clock.machine().timestamp(), "next": wish}
    return redirect("org:sign_in_code")


def _enter(request: HttpRequest, user: User, wish: str, *, verified: bool) -> HttpResponse:
    with entered(postless(user_id=user.pk, name=user.display_name)):
        request.session.flush()
        login(request, user, backend=BACKEND)
        agent = request.headers.get("User-Agent", "")
        opened = sessions.open_session(user=user, address=address(request), agent=agent, at=request.at)
    request.session["sign_in"], request.session["verified"] = opened.pk, verified
    return HttpResponseRedirect(_ours(request, wish))


def _ours(request: HttpRequest, wish: str) -> str:
    """Where the person wanted to go, if it is one of our pages."""
    safe = url_has_allowed_host_and_scheme(
        wish, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wish if wish and safe else "/"


@login_not_required
@never_cache
@both
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """The code from the phone."""
    return _second(request, Code, "org/sign_in_code.html", _by_code)


@login_not_required
@never_cache
@both
def sign_in_recovery(request: HttpRequest) -> HttpResponse:
    """A recovery code in place of the phone."""
    return _second(request, RecoveryCode, "org/sign_in_recovery.html", _by_recovery)


def _by_code(user: User, code: str, request: HttpRequest) -> None:
    factors.check_code(user=user, code=code, now=clock.machine().timestamp())


def _by_recovery(user: User, code: str, request: HttpRequest) -> None:
    factors.use_recovery_code(user=user, code=code, at=request.at)


def _second(request: HttpRequest, kind: type[Code | RecoveryCode], template: str, check: Any) -> HttpResponse:
    pending = request.session.get("pending")
    if not pending or not 0 <= clock.machine().timestamp() - pending["since"] < PENDING_SECONDS:
        request.session.pop("pending", None)
        return redirect("org:sign_in")
    form = kind(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, template, form, 200 if request.method != "POST" else WRONG)
    try:
        user = _proven(request, pending["user"], form.cleaned_data["code"], check)
    except Refused as refused:
        form.add_error("code", refused.sentence)
        return _page(request, template, form, max(refused.status, WRONG))
    return _enter(request, user, pending["next"], verified=True)


def _proven(request: HttpRequest, user_id: int, code: str, check: Any) -> User:
    """The account, if the code is right. Wrong codes count towards the lockout as wrong passwords do."""
    with entered(postless(user_id=user_id)):
        user = people.account(user_id)
        guessing.not_locked(request, user.username, active=user.is_active)
        try:
            check(user, code, request)
        except factors.WrongCode:
            guessing.failed(request, user.username)
            raise
    return user


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out; the registered session is closed with it."""
    present = request.presence
    sessions.end_session(sign_in=present.sign_in, why="signed_out", by=present.acting, at=request.at)
    logout(request)
    return redirect("org:sign_in")


def _page(request: HttpRequest, template: str, form: Any, status: int) -> HttpResponse:
    gone = getattr(request, "gone", None) or request.GET.get("gone", "")
    words = WHY_GONE.get(gone, lambda: "")()
    return render(request, template, {"form": form, "gone": words}, status=status)


WHY_GONE: dict[str, Callable[[], str]] = {
    Gone.IDLE: lambda: _("You were signed out because nothing happened for a while."),
    Gone.ENDED: lambda: _("This session was ended from elsewhere."),
    Gone.TOO_LONG: lambda: _("A session lasts one working day. Please sign in again."),
    Gone.LOCKED: lambda: _("This account is locked. Ask the system administrator."),
}
