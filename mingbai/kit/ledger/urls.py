"""The addresses of a ledger: ``path("exports/", include(urls(exports)))`` in the room's urls."""

from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_GET, require_http_methods

from mingbai.kit.ledger import bulk, deciding, desk, detail, listing
from mingbai.kit.ledger.ledger import Ledger

View = Callable[..., HttpResponse]
_GET_POST = require_http_methods(["GET", "HEAD", "POST"])


def urls(ledger: Ledger) -> list[URLPattern]:
    """The list, its print view and export, a row, its moves, moves of several rows."""
    name = ledger.name.partition(":")[2] or ledger.name
    pages: list[URLPattern] = [
        path("", _view(require_GET, listing.listed, ledger), name=name),
        path("print", _view(require_GET, listing.printed, ledger), name=f"{name}-print"),
        path("do/<slug:move>", _view(_GET_POST, bulk.several, ledger), name=f"{name}-bulk"),
    ]
    if ledger.export is not None:
        pages.append(path("export", _view(_GET_POST, _export, ledger), name=f"{name}-export"))
    return [
        *pages,
        path("<str:key>", _view(require_GET, detail.one, ledger), name=f"{name}-one"),
        path("<str:key>/do/<slug:move>", _view(_GET_POST, deciding.decide, ledger), name=f"{name}-move"),
    ]


def _view(methods: Callable[[View], View], page: Any, ledger: Ledger) -> View:
    view = partial(page, ledger)
    update_wrapper(view, page)
    return methods(view)


def _export(ledger: Ledger, request: HttpRequest) -> HttpResponse:
    """Hand the question to the room's export, which asks for a reason and makes a job."""
    acting = desk.acting_in(ledger, request)
    if ledger.export is None:
        raise Http404("export")
    if not ledger.may_export(acting, None):
        raise PermissionDenied(ledger.may_export.sentence())
    return ledger.export(request, ledger, desk.asked_of(ledger, request))
