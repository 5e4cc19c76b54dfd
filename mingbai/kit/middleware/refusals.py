"""A refusal that a view lets pass becomes a page; whatever was half done is undone; attempts are recorded."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from mingbai.kit import audit, parcels, scope, versions
from mingbai.kit.flow import MoveRefused
from mingbai.kit.refusal import Refused
from mingbai.kit.views import faults

FORBIDDEN = 403


class Refusals:
    """Stands inside the scope's transaction, so that undoing concerns exactly this request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal or of a stale version; None leaves everything else to Django."""
        if _is_attempt(request, exception):
            _record(request, exception)
        if isinstance(exception, Refused):
            return _undone(_told(request, exception))
        if isinstance(exception, versions.StaleVersion):
            return _undone(faults.stale(request, _both(exception)))
        return None


def _is_attempt(request: HttpRequest, exception: Exception) -> bool:
    """Whether somebody signed in tried what their post may not do, or sent a move that no page offered."""
    if scope.current() is None:
        return False
    if isinstance(exception, PermissionDenied):
        return True
    if isinstance(exception, MoveRefused):
        return exception.status == FORBIDDEN or request.method == "POST"
    return isinstance(exception, Refused) and exception.status == FORBIDDEN


def _record(request: Any, exception: Exception) -> None:
    """Write the attempt in a transaction of its own, so that undoing the request leaves it."""
    audit.refused(
        f"{getattr(exception, 'flow', 'page')}.{getattr(exception, 'move', request.method)}",
        by=scope.current(),
        at=request.at,
        subject=getattr(exception, "subject", None),
        code=getattr(exception, "code", "not_permitted"),
        address=request.path,
    )


def _told(request: HttpRequest, refusal: Refused) -> HttpResponse:
    if parcels.is_parcel(request):
        return parcels.refused(refusal)
    if isinstance(refusal, parcels.Parted):
        return faults.stale(request, [(one.title, one.now, one.sent) for one in refusal.differences])
    return faults.refused(request, refusal)


def _undone(response: HttpResponse) -> HttpResponse:
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    return response


def _both(stale: versions.StaleVersion) -> list[tuple[Any, Any, Any]]:
    fields = {field.name: field for field in stale.subject._meta.fields}
    return [(fields[name].verbose_name, now, sent) for name, (now, sent) in stale.both.items()]
