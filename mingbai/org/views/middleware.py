"""Around every request: who acts, when, in one transaction with the scope entered, rendering included."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth import get_user, logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit import clock, requests
from mingbai.kit.refusal import Refused
from mingbai.kit.scope import entered
from mingbai.kit.views import faults
from mingbai.org.actions import sessions
from mingbai.org.models import User
from mingbai.org.queries import people, presence, seats
from mingbai.org.queries.presence import Presence
from mingbai.org.views import gates

REFUSED = 400


class _Undone(Exception):
    """Carries a refusal's page past the transaction that it undoes."""

    def __init__(self, response: HttpResponseBase) -> None:
        self.response = response


class Acting:
    """Sets ``request.at``, ``request.acting`` (None: nobody is signed in) and ``request.presence``.

    Posts are read anew on every request, so that a transfer or a revocation counts from the next one.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.at = clock.read()
        try:
            with transaction.atomic():
                return self._within(request)
        except _Undone as undone:
            return undone.response
        except (requests.BadRequestId, requests.Reused) as wrong:
            return faults.refused(request, _odd(wrong))

    def process_view(self, request: Any, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Send away who may not see this page yet."""
        name = request.resolver_match.view_name
        if gates.is_public(name, view):
            return None
        if request.presence is None:
            return _to_sign_in(request)
        if request.presence.first and name not in gates.OPEN_BEFORE[request.presence.first]:
            return HttpResponseRedirect(reverse(gates.PAGE[request.presence.first]))
        if request.method == "POST" and request.claim is None and not gates.without_id(name, view):
            return faults.refused(request, _odd(requests.BadRequestId()))
        return None

    def process_exception(self, _request: HttpRequest, _exception: Exception) -> None:
        """Whatever a page raised undoes the request, also where Django makes a page of it (403, 404)."""
        transaction.set_rollback(True)

    def _within(self, request: Any) -> HttpResponseBase:
        request.presence = self._presence(request)
        request.acting = request.presence.acting if request.presence else None
        request.claim = _claim(request)
        with entered(request.acting, request=str(request.claim.request_id) if request.claim else ""):
            if request.claim is None:
                return self._answer(request)
            return requests.once(request.claim, at=request.at, respond=lambda: self._answer(request))

    def _answer(self, request: HttpRequest) -> Any:
        response = self.get_response(request)
        if response.status_code >= REFUSED and transaction.get_rollback():
            raise _Undone(response)
        return response

    def _presence(self, request: Any) -> Presence | None:
        user, session = get_user(request), request.session
        if not isinstance(user, User):
            return None
        request.user = user
        with entered(seats.postless(user_id=user.pk, name=user.display_name)):
            sign_in = people.sign_in(user, session.get("sign_in"))
            gone = presence.ended(sign_in, user, request.at)
            if gone or sign_in is None:
                logout(request)
                request.gone = gone
                return None
            sessions.touch(sign_in=sign_in, at=request.at)
            verified = bool(session.get("verified"))
            return presence.present(user, sign_in, key=session.get("seat"), verified=verified, at=request.at)


def _claim(request: Any) -> requests.Claim | None:
    """The form's mark, if somebody signed in sends one."""
    if request.method != "POST" or request.presence is None or "request_id" not in request.POST:
        return None
    contents = {name: request.POST.getlist(name) for name in request.POST if name not in gates.MARKS}
    return requests.Claim(
        user_id=request.presence.user.pk,
        request_id=requests.read_id(request.POST["request_id"]),
        fingerprint=requests.fingerprint(request.path, contents),
    )


def _to_sign_in(request: Any) -> HttpResponse:
    """The sign-in page, with the way back and, if somebody was signed out, why."""
    wish = {"next": request.get_full_path()} if request.method == "GET" else {}
    if gone := getattr(request, "gone", None):
        wish["gone"] = gone.value
    return HttpResponseRedirect(
        f"{reverse('org:sign_in')}?{urlencode(wish)}" if wish else reverse("org:sign_in")
    )


def _odd(wrong: Exception) -> Refused:
    """A form without its mark, or the same mark with other contents."""
    if isinstance(wrong, requests.Reused):
        return Refused(_("This form was sent before with other contents. Open the page again."))
    return _BadForm(_("The form is incomplete. Open the page again."))


class _BadForm(Refused):
    code = "bad_form"
    status = 400
