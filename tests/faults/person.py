"""Somebody signed in to a running installation, with cookies and forms but without a browser."""

import re
import urllib.error
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')


class Person:
    """Keeps cookies; gives status and text of every page; follows redirects."""

    def __init__(self, port: int) -> None:
        self.base = f"http://localhost:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[int, str]:
        return self._answer(urllib.request.Request(self.base + path))  # noqa: S310 - our own address

    def post(self, path: str, fields: dict[str, str]) -> tuple[int, str]:
        body = urllib.parse.urlencode(fields).encode()
        headers = {"Referer": self.base + path, "Origin": self.base}
        request = urllib.request.Request(self.base + path, data=body, headers=headers)  # noqa: S310 - our own
        return self._answer(request)

    def form(self, path: str, **typed: str) -> dict[str, str]:
        """What would be sent from the form on that page."""
        status, text = self.get(path)
        assert status == 200, text
        return {**dict(HIDDEN.findall(text)), **typed}

    def sign_in(self, username: str, password: str) -> None:
        status, text = self.post("/sign-in", self.form("/sign-in", username=username, password=password))
        assert status == 200, text
        assert "/sign-in" not in self.opener.open(self.base + "/").geturl()

    def _answer(self, request: urllib.request.Request) -> tuple[int, str]:
        try:
            with self.opener.open(request, timeout=20) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
