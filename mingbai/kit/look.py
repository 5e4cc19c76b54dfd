"""How a person likes to see pages: colours and type. Kept in one cookie, read on the server."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse

COOKIE = "look"
THEMES = ("", "light", "dark")
TYPES = ("", "large")
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Look:
    """`theme`: as the device (""), light, dark. `type`: usual (""), large."""

    theme: str = ""
    type: str = ""

    def changed(self, wish: Any) -> "Look":
        """With what the wish names and allows; anything else stays."""
        theme = wish.get("theme", self.theme)
        size = wish.get("type", self.type)
        return Look(theme if theme in THEMES else self.theme, size if size in TYPES else self.type)


def read(request: HttpRequest) -> Look:
    """The look that the request's cookie names; a cookie that makes no sense counts as none."""
    theme, _dot, size = request.COOKIES.get(COOKIE, "").partition(".")
    return Look().changed({"theme": theme, "type": size})


def keep(response: HttpResponse, look: Look, *, secure: bool) -> None:
    """Remember the look for a year."""
    response.set_cookie(
        COOKIE, f"{look.theme}.{look.type}", max_age=YEAR, httponly=True, samesite="Lax", secure=secure
    )
