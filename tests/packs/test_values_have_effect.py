"""Every value that a county may write into a pack changes something: what nothing reads would pretend."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from mingbai import packs

ROOT = Path(__file__).resolve().parents[2] / "mingbai"
SHOWN_ONLY = ROOT / "org/views/words.py"
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for room in ("kit", "org", "cli", "demo")
    for path in sorted((ROOT / room).rglob("*.py"))
    if path != SHOWN_ONLY
)
CODED = {"purposes"}  # their keys are the pack's own codes
FOUND = packs.load(county="411726", era="2016-2020")


def names(section: Mapping) -> Iterator[str]:
    for name, value in section.items():
        yield name
        if isinstance(value, Mapping) and name not in CODED:
            yield from names(value)


@pytest.mark.parametrize("section", ["security", "delegation", "exports"])
def test_every_value_is_read_somewhere(section: str):
    words = {name for name in names(FOUND.section(section)) if name not in {"zh", "en"}}
    assert words
    assert [name for name in sorted(words) if name not in CODE] == []
