"""Choosing language, colours and type; answers by going back where the person was."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from mingbai.kit import look


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Set what the form names. Works signed out too: it concerns only this browser."""
    answer = HttpResponseRedirect(_back(request))
    secure = request.is_secure()
    look.keep(answer, look.read(request).changed(request.POST), secure=secure)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=look.YEAR,
            httponly=True,
            samesite="Lax",
            secure=secure,
        )
    return answer


def _back(request: HttpRequest) -> str:
    """The page that the form came from, if it is one of ours."""
    wish = request.POST.get("next", "/")
    ours = url_has_allowed_host_and_scheme(wish, allowed_hosts={request.get_host()})
    return wish if ours else "/"
