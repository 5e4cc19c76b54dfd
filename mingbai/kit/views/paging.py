"""Pages of a list that is no ledger: groups, sums, what is reckoned rather than kept."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

PAGE = 50


def paged(request: HttpRequest, found: Any, size: int = PAGE) -> dict[str, Any]:
    """What the part "kit/c/pages.html" wants: the page asked for, and the address's other questions."""
    return {"page_of": Paginator(found, size).get_page(request.GET.get("page")), "query": _query(request)}


def _query(request: HttpRequest) -> str:
    asked = request.GET.copy()
    asked.pop("page", None)
    return f"{asked.urlencode()}&" if asked else ""
