"""Addresses of many rows of one kind: where their pages are is looked up once, not once for every row."""

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.urls import reverse

MARK = "~key~"
SAFE = "!$&'()*+,;=~:@"  # what Django, too, leaves as it is in a path


def each(name: str) -> Callable[[Any], str]:
    """From a row's key to its address, as `reverse(name, args=[key])` gives it. The route takes any text."""
    pattern = reverse(name, args=[MARK])
    return lambda key: pattern.replace(MARK, quote(str(key), safe=SAFE))
