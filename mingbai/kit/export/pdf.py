"""A list as PDF, for paper: the mark across every page and in its head, no character silently lost.

typst lays a whole document out in memory (some 0.2 MB for a row of eleven columns), so that a PDF has a limit
of rows (``exports.pdf.most_rows`` of the pack); whatever is longer leaves as a workbook.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from django.utils.translation import gettext, ngettext

from mingbai.kit import papers
from mingbai.kit.export.csv import Sink
from mingbai.kit.export.mark import Mark
from mingbai.kit.export.values import is_number, text

TEMPLATE = Path(__file__).with_name("list.typ")
NARROWEST, WIDEST = 5, 26  # of a column, in half-width characters; longer text breaks into lines


def write_pdf(
    sink: Sink,
    *,
    title: str,
    mark: Mark,
    columns: Sequence[str],
    rows: Iterable[Sequence[Any]],
    language: str = "zh",
) -> int:
    """Write the list into `sink`; returns how many rows there were. Raises papers.NoFont."""
    values = [list(row) for row in rows]
    shown = [[text(value) for value in row] for row in values]
    lost = papers.missing("".join(chain([mark.line(), title], columns, *shown)))
    told = {
        "title": title,
        "person": mark.person,
        "number": mark.number,
        "mark": mark.line(),
        "across": mark.short(),
        "counted": ngettext("%(n)d row", "%(n)d rows", len(values)) % {"n": len(values)},
        "notice": notice(lost),
        "language": language.partition("-")[0],
        "titles": list(columns),
        "rows": shown,
        "widths": widths(columns, shown),
        "ends": [_all_numbers(each) for each in zip(*values, strict=True)] or [False] * len(columns),
    }
    named = str.maketrans({char: code_of(char) for char in lost})
    sink.write(papers.typeset(TEMPLATE, _translated(told, named), at=mark.at))
    return len(values)


def _translated(told: Any, named: Mapping[int, str]) -> Any:
    """Every text in what the template is told, with codes for characters that cannot be printed."""
    if isinstance(told, str):
        return told.translate(named)
    if isinstance(told, list):
        return [_translated(each, named) for each in told]
    return {name: _translated(each, named) for name, each in told.items()} if isinstance(told, dict) else told


def code_of(char: str) -> str:
    """What stands for a character that cannot be printed: its place in Unicode."""
    return f"〔U+{ord(char):04X}〕"


def notice(lost: Sequence[str]) -> str:
    """The sentence before the list when characters could not be printed; empty when all could."""
    if not lost:
        return ""
    codes = "".join(code_of(char) for char in lost)
    return gettext(
        "The fonts of this server lack some characters of this list. Their codes are printed instead:"
        " %(codes)s. The workbook (XLSX) and the CSV hold the characters themselves."
    ) % {"codes": codes}


def widths(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> list[int]:
    """Shares of the page by the widest text of each column."""
    lines = [columns, *rows]
    return [max(NARROWEST, min(WIDEST, max(map(width, each)))) for each in zip(*lines, strict=True)]


def width(shown: str) -> int:
    """Of a text on paper, in half-width characters (Unicode, annex 11)."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in shown)


def _all_numbers(values: Sequence[Any]) -> bool:
    given = [value for value in values if value is not None]
    return bool(given) and all(map(is_number, given))
