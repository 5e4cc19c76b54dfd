"""Small files in every shape that departments send."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from mingbai.tables.declaring import shipped
from mingbai.tables.identity import check_character
from mingbai.tables.taking import Account, take

TODAY = date(2020, 11, 30)
Rows = Sequence[Sequence[object]]


def number(first17: str = "41000019900101123") -> str:
    """A number that checks and belongs to nobody."""
    return first17 + check_character(first17)


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Writes a workbook of one sheet from rows of Python values."""

    def made(rows: Rows, *, name: str = "表.xlsx", sheet: str = "Sheet1", merge: Sequence[str] = ()) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as target:
            page = target.add_worksheet(sheet)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
            for place in merge:
                first = place.split(":")[0]
                column, line = ord(first[0]) - ord("A"), int(first[1:]) - 1
                page.merge_range(place, rows[line][column])
        return path

    return made


@pytest.fixture
def taken(tmp_path: Path) -> Callable[[Path, str], tuple[Account, pl.DataFrame]]:
    """Takes a file in and gives its account and the accepted rows."""

    def done(path: Path, code: str) -> tuple[Account, pl.DataFrame]:
        catalogue = shipped()
        out = tmp_path / "out"
        account = take(path, catalogue.datasets[code], out=out, catalogue=catalogue, today=TODAY)
        assert account.rows == account.accepted + account.rejected + account.blank
        return account, pl.read_parquet(out / f"{code}.parquet")

    return done
