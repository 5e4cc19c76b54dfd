"""A page that is one form: shown, or done; what can be mended is said above it."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from mingbai.kit.refusal import Refused
from mingbai.kit.text import Text

INCOMPLETE, ATTEMPT = 422, 403
GET_POST = require_http_methods(["GET", "HEAD", "POST"])


def answered(
    request: HttpRequest,
    form: Form,
    save: Callable[[dict[str, Any]], HttpResponse],
    title: Text,
    detail: Text = "",
    *,
    told: type[Refused] = Refused,
) -> HttpResponse:
    """Show the form, or do what it says.

    Refusals of kind ``told`` are said in the form; an attempt at what one may not do is refused and recorded.
    """
    if request.method == "POST" and form.is_valid():
        try:
            return save(form.cleaned_data)
        except told as bad:
            if bad.status == ATTEMPT:
                raise
            form.add_error(None, str(bad))
    found = {"form": form, "title": title, "detail": detail}
    return render(request, "kit/form.html", found, status=INCOMPLETE if form.errors else 200)
