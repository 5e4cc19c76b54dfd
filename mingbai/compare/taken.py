"""Takes every file in and lays the parts of each dataset together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl

from mingbai.compare.inputs import Input
from mingbai.packs.text import Text
from mingbai.tables.declared import Catalogue
from mingbai.tables.problems import FileRefused
from mingbai.tables.taking import Account, take


@dataclass
class Taken:
    """What came in: accepted parts by dataset, an account of each file, files refused whole and why."""

    folder: Path
    parts: dict[str, list[Path]] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)
    refused: dict[str, Text] = field(default_factory=dict)

    def has(self, code: str) -> bool:
        """Whether any row of the dataset was accepted; without one it has not come."""
        return code in self.parts

    def scan(self, code: str) -> pl.LazyFrame:
        """All accepted rows, in the order of files and rows."""
        return pl.concat([pl.scan_parquet(path) for path in self.parts[code]])

    def frame(self, code: str) -> pl.DataFrame:
        """The same in memory."""
        return self.scan(code).collect()


def taken_in(
    inputs: Sequence[Input],
    *,
    work: Path,
    rejects: Path,
    catalogue: Catalogue,
    today: date,
    step: Callable[[str], None],
) -> Taken:
    """Reads every file. One that is refused whole is told of and passed over: its dataset has not come."""
    taken = Taken(work)
    for number, one in enumerate(inputs):
        step(one.name)
        folder = work / f"{number:03}"
        try:
            account = take(one.path, one.dataset, out=folder, catalogue=catalogue, today=today)
        except FileRefused as refusal:
            taken.refused[one.name] = Text(zh=refusal.said(catalogue, "zh"), en=refusal.said(catalogue, "en"))
            continue
        taken.accounts[one.name] = account
        taken.parts.setdefault(one.dataset.code, []).append(folder / f"{one.dataset.code}.parquet")
        back = folder / f"{one.dataset.code}.rejected.xlsx"
        if back.exists():
            rejects.mkdir(parents=True, exist_ok=True)
            back.replace(rejects / f"{Path(one.name).stem}.xlsx")
    return taken
