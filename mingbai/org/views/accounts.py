"""The administrators' desks: accounts and their sessions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from mingbai.kit.pack import installed
from mingbai.kit.scope import rows
from mingbai.org import permits
from mingbai.org.actions import accounts, factors, passwords, sessions
from mingbai.org.actions.refusal import demand
from mingbai.org.forms.keeping import OpenAccounts, Reason
from mingbai.org.models import SignIn, User
from mingbai.org.queries import people

INCOMPLETE = 422
both = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@both
def open_accounts(request: HttpRequest) -> HttpResponse:
    """Open accounts for pasted lines; their first passwords are shown once, on the answering page."""
    demand(permits.opens_accounts, by=request.acting)
    form = OpenAccounts(request.POST or None)
    problems: dict[int, str] = {}
    if request.method == "POST" and form.is_valid():
        try:
            opened = accounts.open_accounts(people=form.people(), by=request.acting, at=request.at)
        except accounts.BadAccounts as bad:
            form.add_error("lines", bad.sentence)
            problems = bad.problems
        else:
            days = installed().get("security.account.first_password_days")
            return render(request, "org/opened.html", {"opened": opened, "days": days})
    found = {"form": form, "problems": problems.items()}
    return render(request, "org/open_accounts.html", found, status=INCOMPLETE if form.errors else 200)


def _account(request: HttpRequest, username: str) -> User:
    demand(permits.account_keeper, by=request.acting)
    found = people.accounts(request.acting).filter(username=username).first()
    if found is None:
        raise Http404(username)
    return found


def _lock(user: User, reason: str, request: HttpRequest) -> None:
    accounts.lock(user=user, reason=reason, by=request.acting, at=request.at)


def _unlock(user: User, _reason: str, request: HttpRequest) -> None:
    accounts.unlock(user=user, by=request.acting, at=request.at)


def _end_sessions(user: User, _reason: str, request: HttpRequest) -> None:
    sessions.end_sessions(user=user, why="administrator", by=request.acting, at=request.at)


def _remove_factor(user: User, reason: str, request: HttpRequest) -> None:
    factors.remove_second_factor(user=user, reason=reason, by=request.acting, at=request.at)


DEEDS: dict[str, Callable[[User, str, Any], None]] = {
    "lock": _lock,
    "unlock": _unlock,
    "end-sessions": _end_sessions,
    "remove-factor": _remove_factor,
}
TITLES = {
    "lock": lambda: _("Lock the account"),
    "unlock": lambda: _("Unlock the account"),
    "end-sessions": lambda: _("End all sessions"),
    "remove-factor": lambda: _("Remove the second factor"),
}


@both
def deed(request: HttpRequest, username: str, name: str) -> HttpResponse:
    """Lock, unlock, end sessions or remove the second factor of another's account, with a reason."""
    if name not in DEEDS:
        raise Http404(name)
    user = _account(request, username)
    form = Reason(request.POST or None)
    if request.method == "POST" and form.is_valid():
        DEEDS[name](user, form.cleaned_data["reason"], request)
        messages.success(request, _("Done: %(move)s.") % {"move": TITLES[name]()})
        return redirect("org:accounts-one", key=username)
    found = {"person": user, "form": form, "title": TITLES[name]()}
    return render(request, "org/deed.html", found, status=INCOMPLETE if form.errors else 200)


@never_cache
@require_POST
def reset(request: HttpRequest, username: str) -> HttpResponse:
    """A new one-time password, shown once."""
    user = _account(request, username)
    password = passwords.reset_by_admin(user=user, by=request.acting, at=request.at)
    opened = [accounts.Opened(user=user, password=password)]
    days = installed().get("security.account.first_password_days")
    return render(request, "org/opened.html", {"opened": opened, "days": days, "reset": True})


@require_POST
def end_session(request: HttpRequest, key: str) -> HttpResponse:
    """End one browser's session; it stops on its next click."""
    demand(permits.guards, by=request.acting)
    found = rows(SignIn, request.acting).filter(key=key).first()
    if found is None:
        raise Http404(str(key))
    sessions.end_session(sign_in=found, why="administrator", by=request.acting, at=request.at)
    messages.success(request, _("This session is ended."))
    return redirect("org:sessions")
