"""Acts as the post that a test put on the client's request, in one transaction, as the program's own does."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponseBase

from mingbai.kit import clock
from mingbai.kit.scope import entered


class Acting:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.at = clock.read()
        request.acting = request.META.get("acting")
        with entered(request.acting), transaction.atomic():
            return self.get_response(request)
