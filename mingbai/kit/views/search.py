"""The search in the banner: every source that fills the slot is asked, within the acting post's scope.

It is posted: what people look for stands in no address, no history and no log.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from mingbai.kit import slots
from mingbai.kit.page import SEARCH
from mingbai.kit.requests import asks_only

LONGEST = 40
MOST_DIGITS = 4


@asks_only
@require_http_methods(["GET", "HEAD", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """Hits by source. An empty search shows nothing: registers are looked up here, not browsed.

    An address may carry words, never what could be a number of a person.
    """
    posted = request.method == "POST"
    words = (request.POST if posted else request.GET).get("q", "").strip()[:LONGEST]
    numeric = sum(letter.isdigit() for letter in words) > MOST_DIGITS
    acting = getattr(request, "acting", None)
    groups = []
    if words and acting is not None and (posted or not numeric):
        found = [(source, source.find(acting, words, request.at)) for source in slots.filled(SEARCH)]
        groups = [{"title": source.title, "hits": hits} for source, hits in found if hits]
    shown = "" if numeric else words
    return render(request, "kit/search.html", {"search_words": shown, "groups": groups, "asked": bool(words)})
