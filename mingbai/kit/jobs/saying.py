"""What a job says is kept as a source text and its values, and put into words when somebody reads it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext

from mingbai.kit.jobs.params import checked


def saying(text: str, **values: Any) -> dict[str, Any]:
    """Pack a source text (marked with `gettext_noop`) and its values. Identities are refused (NotPlain)."""
    return {"text": text, "values": checked(values)}


def said(saying: dict[str, Any]) -> str:
    """Put a packed saying into the reader's language; an empty one is an empty string."""
    if not saying:
        return ""
    source, values = saying["text"], saying["values"]
    return gettext(source) % values if values else gettext(source)
