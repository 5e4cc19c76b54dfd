"""What arrives from a browser's outbox (static/kit/js/outbox.js): the server's side of work done offline.

A parcel is an ordinary form with its ``request_id``, sent by a script under the header ``X-Parcel``, so that
the answer is for the script: JSON, and never a page. Arriving twice is what ``kit.requests`` settles.
A verb that finds that somebody else was quicker raises ``Parted``: the outbox keeps the parcel and
shows the base, what stands now and what was sent, line by line.
"""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, JsonResponse

from mingbai.kit.refusal import Refused
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text

HEADER = "X-Parcel"
CONFLICT, INCOMPLETE = 409, 422


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that both sides changed or one of them: as it was, as it stands now, as it was sent."""

    name: str
    title: Text
    base: str
    now: str
    sent: str


class Parted(Refused):
    """Somebody else wrote the same thing since the sender last saw it; nothing was written.

    ``base`` is what a new sending must name as its base, so that it was made in sight of what stands now.
    """

    code = "parted"
    status = CONFLICT

    def __init__(
        self, sentence: Text, *, differences: Sequence[Difference], base: str, subject: Any = None
    ) -> None:
        super().__init__(sentence, subject=subject)
        self.differences, self.base = list(differences), base


def is_parcel(request: HttpRequest) -> bool:
    """Whether a script sent the form from an outbox."""
    return request.headers.get(HEADER) == "1"


def arrived(url: str, words: Text) -> JsonResponse:
    """The parcel is in; ``url`` shows what became of it."""
    return JsonResponse({"state": "arrived", "url": url, "words": str(words)})


def refused(refusal: Refused) -> JsonResponse:
    """The parcel is not in, and why; it stays in the outbox."""
    if isinstance(refusal, Parted):
        return _answer(
            "parted", refusal, differences=[_said(one) for one in refusal.differences], base=refusal.base
        )
    return _answer("refused", refusal)


def incomplete(errors: dict[str, list[str]]) -> JsonResponse:
    """A form that does not make sense as it stands: what is wrong, by field."""
    words = " ".join(sentence for found in errors.values() for sentence in found)
    return JsonResponse({"state": "refused", "words": words, "errors": errors}, status=INCOMPLETE)


def owner(acting: ActingPost) -> str:
    """Whose parcels they are: a name for a person in a post that tells a browser nothing."""
    return _keyed(f"owner:{acting.user_id}:{acting.post_id}").hex()[:32]


def key(acting: ActingPost) -> str:
    """What the person's parcels are sealed with on the browser (AES-256, as hex): the same at every sign-in.

    The browser has it while it is signed in; afterwards what still waits there cannot be read.
    """
    return _keyed(f"outbox:{acting.user_id}").hex()


def door(acting: ActingPost, token: str) -> dict[str, str]:
    """What a page hands to its outbox."""
    return {"owner": owner(acting), "key": key(acting), "token": token, "label": acting.label}


def _answer(state: str, refusal: Refused, **more: Any) -> JsonResponse:
    return JsonResponse({"state": state, "words": str(refusal.sentence), **more}, status=refusal.status)


def _said(one: Difference) -> dict[str, str]:
    return {"name": one.name, "title": str(one.title), "base": one.base, "now": one.now, "sent": one.sent}


def _keyed(text: str) -> bytes:
    return hmac.digest(bytes.fromhex(settings.HOME.keys["index"]), text.encode(), hashlib.sha256)
