"""Writes workbooks whose bytes depend on nothing but their contents, a column at a time, in bounded memory.

The usual writers put today's date into the file; here the same rows give the same bytes, so that a run can be
compared with another by its hashes. Text is written inline, so long sheets need no table of strings.
"""

from __future__ import annotations

import itertools
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

from mingbai.tables.atomic import replacing
from mingbai.tables.ooxml import BOLD, DAY, HEAD, MAIN, around

EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest a ZIP can say
MOST_ROWS = 1_048_576
SLICE = 50_000  # rows turned to text at once
LOOKED_AT = 50  # rows that a column's width is taken from
NARROWEST, WIDEST = 8, 60
LAST_NARROW = 0x2E7F
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f]"


@dataclass(frozen=True)
class Page:
    """One sheet: lines above the header (`titles`; `groups`: upper labels over columns), header, rows.

    Numbers are written as numbers, dates as dates, the rest as text. `headers` names the frame's columns.
    Where rows are many, `more` brings the rest of them, in frames like the first, when they are wanted.
    """

    name: str
    frame: pl.DataFrame
    headers: Sequence[str] = ()
    titles: Sequence[str] = ()
    groups: Sequence[tuple[str, int, int]] = ()  # label, first and last column (from 0)
    more: Iterable[pl.DataFrame] = ()
    widths: Sequence[int] = ()  # of the columns, in characters; by what stands in the first rows if not given
    below: Sequence[Sequence[str]] = ()  # lines under the rows, such as a line of totals


def write(path: Path, pages: Iterable[Page]) -> None:
    """The workbook, put in place only when it is whole."""
    kept = list(pages)
    with replacing(path) as part, zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as book:
        for name, text in around([page.name for page in kept]).items():
            book.writestr(zipfile.ZipInfo(name, EPOCH), text, zipfile.ZIP_DEFLATED)
        for at, page in enumerate(kept, start=1):
            info = zipfile.ZipInfo(f"xl/worksheets/sheet{at}.xml", EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            with book.open(info, "w", force_zip64=True) as stream:
                for text in _sheet(page):
                    stream.write(text.encode())


def _sheet(page: Page) -> Iterable[str]:
    headers = list(page.headers) or page.frame.columns
    yield f'{HEAD}<worksheet xmlns="{MAIN}">{_frozen(page)}{_wide(page, headers)}<sheetData>'
    row, merges = 1, []
    for title in page.titles:
        merges.append(f"A{row}:{letters(max(len(headers) - 1, 0))}{row}")
        yield _line(row, [title], BOLD)
        row += 1
    if page.groups:
        yield _line(row, _spread(page.groups, len(headers)), BOLD)
        merges += [
            f"{letters(first)}{row}:{letters(last)}{row}" for _, first, last in page.groups if last > first
        ]
        row += 1
    yield _line(row, headers, BOLD)
    for frame in itertools.chain([page.frame], page.more):
        for start in range(0, len(frame), SLICE):
            yield "".join(_rows(frame.slice(start, SLICE), row + 1 + start))
        row += len(frame)
    for line in page.below:
        row += 1
        yield _line(row, line, 0)
    yield "</sheetData>"
    if merges:
        cells = "".join(
            f'<mergeCell ref="{place}"/>' for place in merges if place.split(":")[0] != place.split(":")[1]
        )
        yield f'<mergeCells count="{cells.count("<")}">{cells}</mergeCells>' if cells else ""
    yield "</worksheet>"


def _frozen(page: Page) -> str:
    """What stands above the rows stays in sight."""
    above = len(page.titles) + bool(page.groups) + 1
    return (
        f'<sheetViews><sheetView workbookViewId="0"><pane ySplit="{above}" topLeftCell="A{above + 1}"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    )


def _wide(page: Page, headers: Sequence[str]) -> str:
    widths = page.widths or [
        max(NARROWEST, min(WIDEST, max(map(_width, [header, *_seen(page.frame, at)])) + 2))
        for at, header in enumerate(headers)
    ]
    columns = (
        f'<col min="{at}" max="{at}" width="{width}" customWidth="1"/>'
        for at, width in enumerate(widths, start=1)
    )
    return f"<cols>{''.join(columns)}</cols>" if widths else ""


def _seen(frame: pl.DataFrame, at: int) -> list[str]:
    return frame.to_series(at).head(LOOKED_AT).cast(pl.String).drop_nulls().to_list()


def _width(text: str) -> int:
    """A Chinese character is as wide as two others."""
    return sum(2 if ord(mark) > LAST_NARROW else 1 for mark in text)


def _spread(groups: Sequence[tuple[str, int, int]], width: int) -> list[str]:
    cells = [""] * width
    for label, first, _ in groups:
        cells[first] = label
    return cells


def _line(row: int, cells: Sequence[str], style: int) -> str:
    texts = "".join(
        f'<c r="{letters(at)}{row}" s="{style}" t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
        for at, cell in enumerate(cells)
        if cell
    )
    return f'<row r="{row}">{texts}</row>'


def _rows(frame: pl.DataFrame, first: int) -> list[str]:
    """Rows as XML, column by column; empty cells are not written."""
    number = (pl.int_range(pl.len(), dtype=pl.Int64) + first).cast(pl.String)
    cells = [_cell(name, kind, letters(at), number) for at, (name, kind) in enumerate(frame.schema.items())]
    whole = pl.concat_str(pl.lit('<row r="'), number, pl.lit('">'), *cells, pl.lit("</row>"))
    return frame.select(whole.alias("xml"))["xml"].to_list()


def _cell(name: str, kind: pl.DataType, column: str, number: pl.Expr) -> pl.Expr:
    value = pl.col(name)
    place = pl.concat_str(pl.lit(f'<c r="{column}'), number)
    if kind.is_numeric():
        whole = pl.concat_str(place, pl.lit('"><v>'), value.cast(pl.String), pl.lit("</v></c>"))
    elif kind == pl.Date:
        serial = (value.cast(pl.Int32) + 25_569).cast(pl.String)
        whole = pl.concat_str(place, pl.lit(f'" s="{DAY}"><v>'), serial, pl.lit("</v></c>"))
    else:
        text = value.cast(pl.String).str.replace_all(_CONTROL, "")
        text = text.str.replace_all("&", "&amp;", literal=True).str.replace_all("<", "&lt;", literal=True)
        start = pl.lit('" t="inlineStr"><is><t xml:space="preserve">')
        whole = pl.concat_str(place, start, text, pl.lit("</t></is></c>"))
    return whole.fill_null("")


def letters(at: int) -> str:
    """The letters of a column counted from 0."""
    text = ""
    at += 1
    while at:
        at, left = divmod(at - 1, 26)
        text = chr(ord("A") + left) + text
    return text
