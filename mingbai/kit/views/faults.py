"""Pages for what went wrong: what happened, what to do, in the person's language, and nothing typed is lost.

They are drawn without the database: no menu, no session. Set as handler400, 403, 404, 500 and the CSRF view.
"""

import sys
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils import translation

from mingbai.kit import faults, look
from mingbai.kit.ledger.asked import BadQuestion
from mingbai.kit.refusal import Refused

TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
GONE_RETRY_SECONDS = 10


def page(request: HttpRequest, status: int, **found: Any) -> HttpResponse:
    """The page of a status, in the language of the request."""
    language = translation.get_language_from_request(request)
    context = {"look": look.read(request), "status": status, "path": request.path, **found}
    with translation.override(language):
        body = render_to_string(f"kit/faults/{status}.html", context)
    response = HttpResponse(body, status=status)
    response["Content-Language"] = language
    return response


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 if too much was sent."""
    if isinstance(exception, TOO_BIG):
        return page(request, 413)
    return page(request, 400, sentence=_sentence(exception))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the acting post may not."""
    return page(request, 403, sentence=_sentence(exception) or _first_text(exception))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: the form is too old, or came from elsewhere. What was typed can be sent again."""
    return page(request, 403, forged=True, kept=faults.kept(request), token=get_token(request))


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: not there, or not for this post; the page does not say which."""
    return page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500; or, with the typed form, 507 if a disk is full and 503 if the database does not answer."""
    error = sys.exc_info()[1]
    if faults.disk_is_full(error):
        return unavailable(request, 507)
    if faults.database_is_gone(error):
        return unavailable(request, 503)
    return page(request, 500)


def unavailable(request: HttpRequest, status: int) -> HttpResponse:
    """It may work later: the form is kept, with a button that sends it again."""
    again = faults.kept(request) if request.method == "POST" else None
    response = page(
        request,
        status,
        kept=again,
        token=get_token(request),
        full_path=request.get_full_path(),
        method=request.method,
    )
    response["Retry-After"] = str(GONE_RETRY_SECONDS)
    return response


def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """The page of a refusal, with its own sentence."""
    if isinstance(refusal, faults.TooMany):
        response = page(request, 429, sentence=refusal.sentence, seconds=refusal.seconds)
        response["Retry-After"] = str(refusal.seconds)
        return response
    if isinstance(refusal, BadQuestion):
        return page(request, 400, sentence=refusal.sentence)
    return page(request, refusal.status, sentence=refusal.sentence)


def stale(request: HttpRequest, rows: list[tuple[Any, Any, Any]]) -> HttpResponse:
    """409: someone else changed it. `rows` are (title, the value now, the value that was sent)."""
    return page(request, 409, rows=rows)


def _sentence(exception: Exception | None) -> Any:
    return exception.sentence if isinstance(exception, Refused) else ""


def _first_text(exception: Exception | None) -> str:
    """What PermissionDenied was raised with."""
    return str(exception.args[0]) if exception is not None and exception.args else ""
