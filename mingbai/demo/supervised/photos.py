"""A drawn picture in the place of a photograph, in which it is written that it is none."""

from functools import cache
from pathlib import Path

from mingbai.kit.papers import pdf

TEMPLATE = Path(__file__).parent / "photo.typ"
DOTS = 96


@cache
def picture(title: str) -> bytes:
    """A PNG for a matter."""
    (page,) = pdf.pages(TEMPLATE, {"title": title}, dots=DOTS)
    return page
