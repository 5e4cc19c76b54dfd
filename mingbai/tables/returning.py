"""What goes back to the sender: the rejected rows as they came, each with its place, reasons and mends."""

from __future__ import annotations

from pathlib import Path

import polars as pl

from mingbai.packs.text import Text
from mingbai.tables.checking import Checked
from mingbai.tables.declared import Catalogue, Dataset
from mingbai.tables.portions import Portion
from mingbai.tables.problems import sentences
from mingbai.tables.workbook import MOST_ROWS, Page, write

SHEET = Text(zh="工作表", en="Sheet")
ROW = Text(zh="行号", en="Row")
COLUMN = Text(zh="列", en="Column")
WHY = Text(zh="退回原因", en="Why it goes back")
MEND = Text(zh="怎样改", en="How to mend it")
REMARK = Text(zh="说明", en="Remark")
REMARKS = Text(zh="提示", en="Remarks")
JOIN = Text(zh="；", en="; ")
SHOWN = 12  # choices named in a sentence


class Returns:
    """Gathers rejected rows sheet by sheet; only they are held, never the accepted."""

    def __init__(self, dataset: Dataset, catalogue: Catalogue, *, language: str) -> None:
        self._dataset, self._catalogue, self._language = dataset, catalogue, language
        self._pages: dict[str, list[pl.DataFrame]] = {}
        self._remarks: list[pl.DataFrame] = []

    def add(self, checked: Checked, portion: Portion) -> None:
        """The rejected rows and the remarks of one portion."""
        headers = {seen.column.name: seen.header for seen in portion.columns}
        spoken, said, joint = self._spoken(checked.faults, headers), self._language, JOIN.said(self._language)
        if len(checked.rejected):
            why = spoken.filter(pl.col("level") == "reject").group_by("row").agg(
                pl.col("header").str.join(joint).alias(COLUMN.said(said)),
                pl.col("why").str.join(joint).alias(WHY.said(said)),
                pl.col("mend").unique(maintain_order=True).str.join(joint).alias(MEND.said(said)),
            )  # fmt: skip
            rows = checked.rejected.join(
                why, left_on="row_no", right_on="row", how="left", maintain_order="left"
            )
            rows = rows.rename({**headers, "row_no": ROW.said(said)})
            self._pages.setdefault(checked.sheet or self._dataset.name.zh, []).append(rows)
        notes = spoken.filter(pl.col("level") == "note")
        if len(notes):
            place = pl.lit(checked.sheet).alias(SHEET.said(said))
            self._remarks.append(
                notes.select(
                    place,
                    pl.col("row").alias(ROW.said(said)),
                    pl.col("header").alias(COLUMN.said(said)),
                    pl.col("why").alias(REMARK.said(said)),
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
            # what may be written is Chinese, whoever reads the sentence
            words = [choice.words.zh for choice in self._dataset[column].choices]
            choices = "、".join(words[:SHOWN]) + ("…" if len(words) > SHOWN else "")
        why, mend = sentences(
            self._catalogue.reasons[reason], header=header, value=value or "", choices=choices
        )
        return header, why.said(self._language), mend.said(self._language)

    def write(self, path: Path) -> None:
        """The workbook: a sheet for each sheet with rejects, one of remarks; no file if there is nothing."""
        pages = [Page(name, pl.concat(parts, how="diagonal")) for name, parts in self._pages.items()]
        if self._remarks:
            pages.append(Page(REMARKS.said(self._language), pl.concat(self._remarks)))
        cut = [Page(page.name, page.frame.head(MOST_ROWS - 1)) for page in pages]
        if cut:
            write(path, cut)
