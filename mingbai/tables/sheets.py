"""Workbooks (XLSX, XLS, ODS-like) as frames of text, sheet by sheet, with places as in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fastexcel
import polars as pl

from mingbai.tables.problems import FileRefused


@dataclass(frozen=True)
class Sheet:
    """One sheet: cells as text from its first row; columns are named by their place in the file."""

    name: str
    number: int  # from 1, empty sheets counted too
    cells: pl.DataFrame
    errors: tuple[tuple[int, int], ...]  # row and column (both from 0) of cells that hold an error


class Book:
    """An open workbook. Raises FileRefused when it cannot be opened."""

    def __init__(self, path: Path) -> None:
        try:
            self._reader = fastexcel.read_excel(str(path))
        except fastexcel.FastExcelError as error:
            reason = "password" if "assword" in str(error) else "broken"
            raise FileRefused(reason, detail=str(error).splitlines()[0][:80]) from error

    @property
    def names(self) -> list[str]:
        """The sheets' names in order."""
        return list(self._reader.sheet_names)

    def sheets(self) -> Iterator[Sheet]:
        """Every sheet that holds anything, hidden ones too."""
        for number, name in enumerate(self.names, start=1):
            sheet = self._sheet(name, number)
            if sheet is not None:
                yield sheet

    def _sheet(self, name: str, number: int) -> Sheet | None:
        try:
            loaded = self._reader.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
            if loaded.width == 0:
                return None
            batch, errors = loaded.to_arrow_with_errors()
        except fastexcel.FastExcelError as error:
            raise FileRefused("broken", sheet=name, detail=str(error).splitlines()[0][:80]) from error
        places = [column.absolute_index for column in loaded.available_columns()]
        cells = pl.DataFrame(batch)
        cells.columns = [str(place) for place in places]
        wrong = errors.errors if errors is not None else []
        at = tuple((item.position[0], places[item.position[1]]) for item in wrong)
        return Sheet(name, number, cells, at)

    def typed(self, name: str, places: list[int], first_row: int) -> dict[int, pl.Series]:
        """Which cells of these columns Excel holds as numbers, from `first_row` on.

        Read as booleans, a number is true and a text is nothing: the reader tells types in no other way.
        """
        if not places:
            return {}
        loaded = self._reader.load_sheet(
            name, header_row=None, skip_rows=0, dtypes="boolean", use_columns=places
        )
        cells = loaded.to_polars().slice(first_row).fill_null(value=False)
        return dict(zip(places, cells.iter_columns(), strict=True))
