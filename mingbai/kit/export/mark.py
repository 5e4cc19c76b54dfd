"""The mark on everything that leaves: whose export it is, what for, from when, under which number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Mark:
    """`number` leads back to the approved request; `person` and `post` are as they were at `at`."""

    number: str
    person: str
    post: str
    purpose: str
    at: datetime

    def line(self) -> str:
        """The first line of the file, in the language of whoever asked."""
        return gettext(
            "No. %(number)s · %(person)s, %(post)s · for: %(purpose)s · %(at)s · not to be passed on"
        ) % {
            "number": self.number,
            "person": self.person,
            "post": self.post,
            "purpose": self.purpose,
            "at": f"{self.at:%Y-%m-%d %H:%M}",
        }
