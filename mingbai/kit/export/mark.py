"""The mark on everything that leaves: whose export it is, what for, from when, under which number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext


@dataclass(frozen=True, slots=True)
class Mark:
    """`number` leads back to the request; `person` and `post` are as they were at `at`.

    `words` is the pack's sentence with {name}, {post}, {at}, {number} and {purpose} in it; `warning` what the
    pack says to whoever holds the file.
    """

    number: str
    person: str
    post: str
    purpose: str
    at: datetime
    words: str = ""
    warning: str = ""

    def line(self) -> str:
        """The first line of the file, which also stands in the document's properties."""
        words = self.words or gettext("{name}, {post}, {at}, no. {number}. For “{purpose}” only.")
        told = {"name": self.person, "post": self.post, "number": self.number, "purpose": self.purpose}
        return " ".join(filter(None, (words.format(**told, at=f"{self.at:%Y-%m-%d %H:%M}"), self.warning)))

    def short(self) -> str:
        """What stands across a page of paper: number, person and day."""
        return f"{self.number} {self.person} {self.at:%Y-%m-%d}"
