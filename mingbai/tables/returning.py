"""What goes back to the sender: the rejected rows as they came, each with its place, reasons and mends."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from mingbai.tables.checking import Checked
from mingbai.tables.declared import Catalogue, Dataset
from mingbai.tables.portions import Portion
from mingbai.tables.problems import sentences
from mingbai.tables.workbook import MOST_ROWS, Page, write

SHEET, ROW, COLUMN, WHY, MEND = "工作表", "行号", "列", "退回原因", "怎样改"
SHOWN = 12  # choices named in a sentence


class Returns:
    """Gathers rejected rows sheet by sheet; only they are held, never the accepted."""

    def __init__(self, dataset: Dataset, catalogue: Catalogue) -> None:
        self._dataset, self._catalogue = dataset, catalogue
        self._pages: dict[str, list[pl.DataFrame]] = {}
        self._remarks: list[pl.DataFrame] = []

    def add(self, checked: Checked, portion: Portion) -> None:
        """The rejected rows and the remarks of one portion."""
        headers = {seen.column.name: seen.header for seen in portion.columns}
        spoken = self._spoken(checked.faults, headers)
        if len(checked.rejected):
            why = spoken.filter(pl.col("level") == "reject").group_by("row").agg(
                pl.col("header").str.join("；").alias(COLUMN),
                pl.col("why").str.join("；").alias(WHY),
                pl.col("mend").unique(maintain_order=True).str.join("；").alias(MEND),
            )  # fmt: skip
            rows = checked.rejected.join(
                why, left_on="row_no", right_on="row", how="left", maintain_order="left"
            )
            rows = rows.rename({**headers, "row_no": ROW})
            self._pages.setdefault(checked.sheet or self._dataset.name.zh, []).append(rows)
        notes = spoken.filter(pl.col("level") == "note")
        if len(notes):
            place = pl.lit(checked.sheet).alias(SHEET)
            self._remarks.append(
                notes.select(
                    place,
                    pl.col("row").alias(ROW),
                    pl.col("header").alias(COLUMN),
                    pl.col("why").alias("说明"),
                )
            )

    def _spoken(self, faults: pl.DataFrame, headers: dict[str, str]) -> pl.DataFrame:
        """Faults with their sentences; each distinct (column, reason, value) is put into words once."""
        distinct = faults.select("column", "reason", "value").unique(maintain_order=True)
        said = [self._said(*fault, headers=headers) for fault in distinct.iter_rows()]
        words = distinct.with_columns(
            header=pl.Series([header for header, _, _ in said], dtype=pl.String),
            why=pl.Series([why for _, why, _ in said], dtype=pl.String),
            mend=pl.Series([mend for _, _, mend in said], dtype=pl.String),
        )
        whole = faults.join(words, on=["column", "reason", "value"], how="left", nulls_equal=True)
        return whole.sort("row", "column", "reason")

    def _said(
        self, column: str, reason: str, value: str | None, *, headers: dict[str, str]
    ) -> tuple[str, str, str]:
        header = headers.get(column, "")
        choices = ""
        if column and self._dataset[column].choices:
            words = [choice.words.zh for choice in self._dataset[column].choices]
            choices = "、".join(words[:SHOWN]) + ("…" if len(words) > SHOWN else "")
        why, mend = sentences(
            self._catalogue.reasons[reason], header=header, value=value or "", choices=choices
        )
        return header, why.zh, mend.zh

    def write(self, path: Path) -> None:
        """The workbook: a sheet for each sheet with rejects, one of remarks; no file if there is nothing."""
        pages = [Page(name, pl.concat(parts, how="diagonal")) for name, parts in self._pages.items()]
        if self._remarks:
            pages.append(Page("提示", pl.concat(self._remarks)))
        cut = [Page(page.name, page.frame.head(MOST_ROWS - 1)) for page in pages]
        if cut:
            write(path, cut)
