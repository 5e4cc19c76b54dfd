"""Which kinds of file come in, how large they may be, and whether the content is what the name says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath

from django.utils.translation import gettext_noop

MEGABYTE = 1024 * 1024
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class FileType:
    """A kind of file: its media type and the bytes it begins with (none for plain text)."""

    media_type: str
    begins: tuple[bytes, ...] = ()


TYPES = {
    ".pdf": FileType(PDF, (b"%PDF-",)),
    ".png": FileType("image/png", (b"\x89PNG\r\n\x1a\n",)),
    ".jpg": FileType("image/jpeg", (b"\xff\xd8\xff",)),
    ".jpeg": FileType("image/jpeg", (b"\xff\xd8\xff",)),
    ".xlsx": FileType(XLSX, (b"PK\x03\x04",)),
    ".xls": FileType("application/vnd.ms-excel", (b"\xd0\xcf\x11\xe0",)),
    ".csv": FileType("text/csv"),
    # What a browser records: WebM or Ogg, MP4 on a telephone of Apple's (its first bytes are a length).
    ".webm": FileType("audio/webm", (b"\x1aE\xdf\xa3",)),
    ".ogg": FileType("audio/ogg", (b"OggS",)),
    ".m4a": FileType("audio/mp4", tuple(bytes((0, 0, 0, size)) + b"ftyp" for size in range(16, 64, 4))),
}


class Refused(ValueError):
    """The file is not accepted; the sentence (a source text) tells its sender why and what to do."""


def type_of(title: str, beginning: bytes, *, allowed: frozenset[str] = frozenset(TYPES)) -> FileType:
    """Return the type that the name claims and the first bytes confirm. Raises Refused."""
    suffix = PurePath(title).suffix.lower()
    if suffix not in allowed:
        raise Refused(
            gettext_noop("Files of this kind are not accepted here. Send a PDF, a picture or a table.")
        )
    kind = TYPES[suffix]
    if not beginning:
        raise Refused(gettext_noop("This file is empty. Choose it again, or save it again first."))
    if kind.begins and not beginning.startswith(kind.begins):
        raise Refused(
            gettext_noop("The content of this file is not what its name says. Save it again first.")
        )
    if not kind.begins and b"\0" in beginning:
        raise Refused(gettext_noop("This is not a text table. Save it as CSV or XLSX first."))
    return kind
