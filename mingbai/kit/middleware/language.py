"""The language is the program's, Chinese, until the person switches it; a browser's own setting has no say.

Office computers often report English though nobody there reads it.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class Language:
    """Stands before Django's LocaleMiddleware and leaves it the cookie alone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return self.get_response(request)
