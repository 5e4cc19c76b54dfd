"""Voice notes and photographs of an answer: sealed, kept beside the finding."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mingbai.kit.files import store, types
from mingbai.kit.scope import ActingPost
from mingbai.screening.actions.refusal import Refused
from mingbai.screening.models import Finding
from mingbai.screening.queries import rules

KILOBYTE = 1024
PURPOSE = "verification"
VOICES = {".webm": b"\x1aE\xdf\xa3", ".ogg": b"OggS", ".m4a": b""}
PHOTOS = frozenset({".jpg", ".png"})
PNG = b"\x89PNG"


class BadFile(Refused):
    """A recording or photograph that cannot be kept: too large, one too many, or not what it should be."""

    code = "bad_file"
    status = 400


def keep(
    *, finding: Finding, voice: bytes, photos: Sequence[bytes], by: ActingPost, at: datetime
) -> dict[str, Any]:
    """Seal what came with an answer; the codes of the files. Raises BadFile."""
    limits = rules.section("answer")
    if len(photos) > limits["most_photos"]:
        raise BadFile(_("At most %(n)d photographs.") % {"n": limits["most_photos"]})
    kept: dict[str, Any] = {}
    if voice:
        title, most = f"voice{_suffix(voice)}", limits["voice_kilobytes"]
        kept["voice"] = _keep(finding, title, voice, most=most, by=by, at=at)
    if photos:
        most = limits["photo_kilobytes"]
        kept["photos"] = [_keep(finding, _photo(each), each, most=most, by=by, at=at) for each in photos]
    return kept


def _suffix(voice: bytes) -> str:
    return next(suffix for suffix, begins in VOICES.items() if voice.startswith(begins))


def _photo(content: bytes) -> str:
    return "photo.png" if content.startswith(PNG) else "photo.jpg"


def _keep(finding: Finding, title: str, content: bytes, *, most: int, by: ActingPost, at: datetime) -> str:
    try:
        file = store.take_in(
            iter([content]), title=title, allowed=PHOTOS | frozenset(VOICES), limit=most * KILOBYTE,
            purpose=PURPOSE, by=by, at=at, expires_at=None, subject=finding,
        )  # fmt: skip
    except types.Refused as refused:
        raise BadFile(gettext(str(refused)), subject=finding) from refused
    return str(file.code)
