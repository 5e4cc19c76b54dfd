"""Compile the translation catalogues (.po) that people edit into those (.mo) that Django reads.

Done when the program starts from a clone, by the tests and by the packaging; a wheel carries the result.
"""

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

PACKAGE = Path(__file__).resolve().parent.parent
LOCALE = "zh_Hans"


def compile_catalogues(package: Path = PACKAGE) -> list[Path]:
    """Compile what is older than its source; returns what was written. Two processes may do it at once."""
    stale = [
        path for path in sorted(package.glob(f"*/locale/{LOCALE}/LC_MESSAGES/django.po")) if _stale(path)
    ]
    return [_compile(path) for path in stale]


def _stale(source: Path) -> bool:
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _compile(source: Path) -> Path:
    with source.open("rb") as file:
        catalogue = read_po(file, locale=LOCALE, charset="utf-8")
    target = source.with_suffix(".mo")
    half = target.with_suffix(f".{os.getpid()}")
    with half.open("wb") as file:
        write_mo(file, catalogue)
    return half.replace(target)
