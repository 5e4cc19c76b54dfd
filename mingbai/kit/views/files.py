"""Giving out a sealed file."""

from collections.abc import Iterator
from itertools import chain
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from mingbai.kit import scope
from mingbai.kit.files import store
from mingbai.kit.files.models import StoredFile

GONE = 410


@require_GET
def download(request: HttpRequest, code: UUID) -> HttpResponse | StreamingHttpResponse:
    """Stream a file that the acting post may have; what it may not have is not there."""
    file = store.found(code, scope.require())
    if file is None:
        raise Http404(code)
    try:
        return stream(file)
    except store.Gone:
        return render(request, "kit/files/gone.html", {"file": file}, status=GONE)


def stream(file: StoredFile) -> StreamingHttpResponse:
    """The content as an answer. Whether the post may have it was asked within the request; sending needs
    nothing from the database. Raises store.Gone, sealed.Damaged before the first byte leaves."""
    pieces = store.content(file)
    answer = StreamingHttpResponse(_checked(pieces), content_type=file.media_type)
    answer["Content-Length"] = str(file.size)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.title)
    answer["Cache-Control"] = "no-store"
    answer["Content-Security-Policy"] = "sandbox"
    return answer


def _checked(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces, the first of which was opened already: a damaged file fails with a page, not a torso."""
    first = next(pieces, b"")
    return chain([first], pieces)
