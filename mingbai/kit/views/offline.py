"""What pages that work without a network need: the door of their outbox, and their worker."""

import json
from collections.abc import Sequence
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_GET

from mingbai.kit import parcels, scope
from mingbai.kit.pack import installed

# What every page shows and runs; a room adds its own.
SHELL = (
    "kit/css/1-tokens.css", "kit/css/2-base.css", "kit/css/3-layout.css", "kit/css/4-parts.css",
    "kit/css/5-forms.css", "kit/css/6-ledger.css", "kit/css/7-print.css", "kit/css/8-outbox.css",
    "kit/icons.svg", "kit/icon.svg", "django_htmx/htmx-2.min.js",
    "kit/js/pages.js", "kit/js/forms.js", "kit/js/rows.js", "kit/js/outbox.js", "kit/js/offline.js",
)  # fmt: skip


@require_GET
def door(request: HttpRequest) -> JsonResponse:
    """Who is signed in and may send, with a fresh token; a page that was kept has an old one."""
    return JsonResponse(parcels.door(scope.require(), get_token(request)))


@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """What waits on this device, or arrived today; the device itself knows."""
    return render(request, "kit/outbox.html")


def worker(*, assets: Sequence[str]) -> HttpResponse:
    """The service worker of the pages beside this address: its scope is where it is served from.

    It keeps those pages that a person opened or took along, for as long as a session may last, and the static
    files that they name; nothing else.
    """
    settled = {
        "assets": [static(name) for name in (*SHELL, *assets)],
        "hours": installed().get("security.session.hours"),
    }
    source = Path(_found("kit/js/worker.js")).read_text(encoding="utf-8")
    head = f"const SETTLED = {json.dumps(settled)};\n"
    answer = HttpResponse(head + source, content_type="text/javascript; charset=utf-8")
    answer["Cache-Control"] = "no-cache"
    return answer


def _found(name: str) -> str:
    path = finders.find(name)
    if not isinstance(path, str):
        raise FileNotFoundError(name)
    return path
