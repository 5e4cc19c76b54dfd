"""A paper that was made is sent: to be read in the browser, or to be kept."""

from pathlib import PurePath

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from mingbai.kit.files.types import DOCX, PDF, XLSX

KINDS = {"pdf": PDF, "docx": DOCX, "xlsx": XLSX}
"""What papers are made as, by the ending of their names."""
PRINTED = ("pdf", "docx")
"""To print, and to edit."""


def sent(content: bytes, name: str, *, inline: bool = False) -> HttpResponse:
    """The answer; ``name`` with its ending is what the browser keeps it as."""
    answer = HttpResponse(content, content_type=KINDS[PurePath(name).suffix.removeprefix(".")])
    answer["Content-Disposition"] = content_disposition_header(as_attachment=not inline, filename=name) or ""
    return answer
