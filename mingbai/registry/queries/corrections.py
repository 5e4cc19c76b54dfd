"""Requests about one's own data, in words."""

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.registry.models import CorrectionRequest
from mingbai.registry.queries import codes
from mingbai.registry.states import CorrectionState

TODAY_MOST = 100


def field_name(code: str) -> str:
    """What an entry is called; the code itself if the pack no longer has it."""
    found = installed().section("changes")["correctable"].get(code)
    return str(found["name"].said(get_language() or "zh")) if found else code


def value_words(field: str, value: str) -> str:
    """A value as a person reads it."""
    found = installed().section("changes")["correctable"].get(field)
    if value and found and found.get("list") and codes.known(found["list"], value):
        return codes.words(found["list"], value)
    return value


def wanted_words(row: CorrectionRequest) -> str:
    """What is wanted; of a number or telephone the last four."""
    return f"…{row.id_last4}" if row.id_last4 else value_words(row.field, row.wanted)


def waiting(acting: ActingPost) -> list[CorrectionRequest]:
    """Requests that nobody has decided, nearest deadline first."""
    found = rows(CorrectionRequest, acting).filter(state=CorrectionState.ASKED)
    return list(found.order_by("due", "id")[:TODAY_MOST])
