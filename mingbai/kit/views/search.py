"""The search in the banner: every source that fills the slot is asked, within the acting post's scope."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from mingbai.kit import slots
from mingbai.kit.page import SEARCH

LONGEST = 40


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Hits by source. An empty search shows nothing: registers are looked up here, not browsed."""
    words = request.GET.get("q", "").strip()[:LONGEST]
    acting = getattr(request, "acting", None)
    groups = []
    if words and acting is not None:
        found = [(source, source.find(acting, words, request.at)) for source in slots.filled(SEARCH)]
        groups = [{"title": source.title, "hits": hits} for source, hits in found if hits]
    return render(request, "kit/search.html", {"search_words": words, "groups": groups})
