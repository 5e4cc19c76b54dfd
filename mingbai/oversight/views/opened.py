"""A brief read by its address, in a chat, on a phone, by somebody who does not sign in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from mingbai.kit.scope import entered
from mingbai.org.queries.machine import machine
from mingbai.oversight.actions import briefs
from mingbai.oversight.actions.refusal import LinkOver, NoLink
from mingbai.oversight.queries import briefs_drawn, briefs_words

HEADERS = {
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",  # the address is the key: it goes to nobody whose link is followed
}


@login_not_required
@require_safe
def read(request: HttpRequest, token: str) -> HttpResponse:
    """The page, or a friendly sentence why it cannot be opened. No cookie is read or set."""
    # Nobody acts here: whoever has the address may read this one frozen page. The wall is passed as the
    # machine for finding it by its hash, and for counting; the page is drawn from the brief alone.
    try:
        with entered(machine()):
            brief = briefs.open_link(token=token, at=request.at, counts=request.method == "GET")
    except (NoLink, LinkOver) as gone:
        return _quietly(
            render(request, "oversight/brief/over.html", {"sentence": gone.sentence}, status=gone.status)
        )
    words = briefs_words.written(brief.says, brief)
    drawings = [briefs_drawn.drawn(one) for one in words.charts]
    shown = {"brief": words, "key": brief.key, "drawings": drawings}
    return _quietly(render(request, "oversight/brief/open.html", shown))


def _quietly(answer: HttpResponse) -> HttpResponse:
    for name, value in HEADERS.items():
        answer.headers[name] = value
    return answer
