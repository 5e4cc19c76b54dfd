"""The form in which each file arrives: workbook or CSV, with which headers, above what titles."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from pathlib import Path

import polars as pl

from mingbai.demo.files.families import AS_OF
from mingbai.tables.atomic import replacing
from mingbai.tables.declared import Dataset
from mingbai.tables.workbook import Page, write

LARGE = 60_000  # rows; what is longer comes as CSV
ENCODINGS = ("gb18030", "utf-8-sig", "utf-8")
IN_WAN = {("micro_credit", "principal"), ("disaster_losses", "loss")}
PLAIN = ("national_person", "national_household", "monitoring", "measures", "roster", "village_sheet")
# The county office's own sheets, which it keeps in order itself.
TIDY = ("projects", "project_benefits", "project_payments", "fund_in")
NUMBERS = ("money", "int", "decimal")


def named(dataset: Dataset) -> str:
    """The file's name without its ending."""
    own = dataset.code in PLAIN or not dataset.number
    return dataset.name.zh if own else f"{dataset.number:02}-{dataset.name.zh}"


def sent(folder: Path, dataset: Dataset, frame: pl.DataFrame, *, year: str = "", on: date = AS_OF) -> Path:
    """Writes the file as its department would; `year` stands behind the name of an earlier year's file."""
    if dataset.code in PLAIN:
        return _plain(folder, dataset, frame, year)
    frame = _in_wan(frame, dataset)
    frame.columns = _headers(dataset)
    if len(frame) > LARGE or dataset.number % 3 == 0:
        return _text(folder / f"{named(dataset)}.csv", frame, ENCODINGS[dataset.number % 3])
    return _book(folder / f"{named(dataset)}.xlsx", dataset, frame, on)


def _plain(folder: Path, dataset: Dataset, frame: pl.DataFrame, year: str) -> Path:
    frame.columns = [column.title.zh for column in dataset.columns]
    if dataset.code == "roster":
        return _text(folder / f"{named(dataset)}.csv", frame, "utf-8-sig")
    path = folder / f"{named(dataset)}{year}.xlsx"
    write(path, [Page("Sheet1", frame)])
    return path


def _headers(dataset: Dataset) -> list[str]:
    """Every third header is another than the declared one; money in ten thousands says so."""
    found = []
    for at, column in enumerate(dataset.columns):
        header = column.title.zh
        if column.aliases and (at + dataset.number) % 3 == 0:
            header = column.aliases[0]
        found.append(f"{header}（万元）" if (dataset.code, column.name) in IN_WAN else header)
    return found


def _in_wan(frame: pl.DataFrame, dataset: Dataset) -> pl.DataFrame:
    for code, name in sorted(IN_WAN):
        if code == dataset.code:
            frame = frame.with_columns(frame[name].map_elements(_tenthousandth, return_dtype=pl.String))
    return frame


def _tenthousandth(cell: str) -> str:
    """An amount in yuan as ten thousands, however it is typed; what is no amount stays."""
    bare = unicodedata.normalize("NFKC", cell).strip().lstrip("¥").replace(",", "")
    if not bare.replace(".", "", 1).isdigit():
        return cell
    return f"{'￥' * ('￥' in cell)}{Decimal(bare) / 10_000:f}"


def _book(path: Path, dataset: Dataset, frame: pl.DataFrame, on: date) -> Path:
    frame = frame.with_columns(
        frame[header].cast(pl.Float64)
        for column, header in zip(dataset.columns, frame.columns, strict=True)
        if column.type in NUMBERS and _numeric(frame[header])
    )
    titles = [f"泌阳县{dataset.name.zh}（{on.year}年{on.month}月）", f"填报单位：{dataset.owner.zh}"]
    groups = [("基本信息", 0, 1), ("业务信息", 2, len(frame.columns) - 1)] if dataset.number % 2 else []
    below = [["合计", f"{len(frame)} 条"]] if dataset.number % 4 == 1 else []
    write(path, [Page(dataset.name.zh, frame, titles=titles, groups=groups, below=below)])
    return path


def _numeric(cells: pl.Series) -> bool:
    """Whether every cell could be a number; empty ones would have to be written as text."""
    return bool(cells.str.contains(r"^[0-9]+(\.[0-9]+)?$").all())


def _text(path: Path, frame: pl.DataFrame, encoding: str) -> Path:
    with replacing(path) as part:
        if encoding == "gb18030":
            data = frame.write_csv().encode("gb18030")
            part.write_bytes(data)
        else:
            frame.write_csv(part, include_bom=encoding == "utf-8-sig")
    return path
