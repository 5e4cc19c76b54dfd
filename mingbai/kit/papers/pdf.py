"""PDF by typst: a template of ours, facts as JSON; nothing is ever pasted into the source."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typst

from mingbai.kit.papers import fonts

PREVIEW_DOTS = 40  # per inch: enough to count pages by


def typeset(template: Path, facts: Mapping[str, Any], *, at: datetime) -> bytes:
    """The PDF of a template that reads ``json(bytes(sys.inputs.facts))``; same facts, same bytes."""
    second = at.astimezone(UTC).replace(microsecond=0)
    return bytes(typst.compile(template, timestamp=second, **_given(facts)))


def pages(template: Path, facts: Mapping[str, Any], *, dots: int = PREVIEW_DOTS) -> list[bytes]:
    """The same as pictures, one a page."""
    made = typst.compile(template, format="png", ppi=float(dots), **_given(facts))
    return [bytes(page) for page in made] if isinstance(made, list) else [bytes(made)]


def _given(facts: Mapping[str, Any]) -> dict[str, Any]:
    text = json.dumps({**facts, "families": fonts.FAMILIES}, ensure_ascii=False)
    return {
        "sys_inputs": {"facts": text},
        "font_paths": fonts.folders(),
        "ignore_system_fonts": True,
    }
