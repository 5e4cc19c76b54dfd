"""The browser is told to trust this machine only: no foreign script, style, frame, form or picture."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data: blob:",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self' blob:",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    ]
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "camera=(self), microphone=(self), geolocation=(), payment=(), usb=()",
}
NEVER_KEPT = "no-store"
QUIETER = "no-referrer"  # a page whose address is a secret may ask for it; nothing else is ever loosened


class Headers:
    """Sets the headers on every answer; pages are not kept by browser or proxy, static files may be."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        quiet = response.headers.get("Referrer-Policy") == QUIETER
        for name, value in HEADERS.items():
            response.headers[name] = value
        if quiet:
            response.headers["Referrer-Policy"] = QUIETER
        response.headers.setdefault("Cache-Control", NEVER_KEPT)
        return response
