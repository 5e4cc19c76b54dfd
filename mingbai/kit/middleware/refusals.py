"""A refusal that a view lets pass becomes a page; whatever was half done is undone; attempts are recorded."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from mingbai.kit import versions
from mingbai.kit.refusal import Refused
from mingbai.kit.views import faults


class Refusals:
    """Stands inside the scope's transaction, so that undoing concerns exactly this request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page of a refusal or of a stale version; None leaves everything else to Django."""
        if isinstance(exception, Refused):
            return _undone(faults.refused(request, exception))
        if isinstance(exception, versions.StaleVersion):
            return _undone(faults.stale(request, _both(exception)))
        return None


def _undone(response: HttpResponse) -> HttpResponse:
    if transaction.get_connection().in_atomic_block:
        transaction.set_rollback(True)
    return response


def _both(stale: versions.StaleVersion) -> list[tuple[Any, Any, Any]]:
    fields = {field.name: field for field in stale.subject._meta.fields}
    return [(fields[name].verbose_name, now, sent) for name, (now, sent) in stale.both.items()]
