"""Takes every file in and lays the parts of each dataset together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from mingbai.compare.inputs import Input
from mingbai.compare.memory import given_back
from mingbai.compare.workbench import SQL
from mingbai.packs.text import Text
from mingbai.tables.declared import Catalogue
from mingbai.tables.problems import FileRefused
from mingbai.tables.taking import Account, take

LARGE = 50_000  # rows of a file; a smaller one leaves behind less than looking for it costs


@dataclass
class Taken:
    """What came in: accepted parts by dataset, an account of each file, files refused whole and why."""

    folder: Path
    parts: dict[str, list[Path]] = field(default_factory=dict)
    names: dict[Path, str] = field(default_factory=dict)  # of the file that a part came from
    accounts: dict[str, Account] = field(default_factory=dict)
    refused: dict[str, Text] = field(default_factory=dict)

    def has(self, code: str) -> bool:
        """Whether any row of the dataset was accepted; without one it has not come."""
        return code in self.parts

    def scan(self, code: str) -> pl.LazyFrame:
        """All accepted rows, in the order of files and rows."""
        return pl.concat([pl.scan_parquet(path) for path in self.parts[code]])

    def query(self, code: str) -> str:
        """The same in SQL, numbered through by `row_no`; a row comes from `row_in_file` of `file_name`."""
        parts, before = [], 1
        for path in self.parts[code]:
            parts.append(
                f"SELECT * EXCLUDE (row_no, file_row_number), row_no AS row_in_file,"  # noqa: S608 - quoted
                f" {SQL.quote(self.names[path])} AS file_name,"
                f" file_row_number + {before} AS row_no"
                f" FROM read_parquet({SQL.quote(str(path))}, file_row_number = true)"
            )
            before += pq.read_metadata(path).num_rows
        return " UNION ALL BY NAME ".join(parts)


def taken_in(
    inputs: Sequence[Input],
    *,
    work: Path,
    rejects: Path,
    catalogue: Catalogue,
    today: date,
    step: Callable[[Text], None],
) -> Taken:
    """Reads every file. One that is refused whole is told of and passed over: its dataset has not come."""
    taken = Taken(work)
    for number, one in enumerate(inputs):
        folder = work / f"{number:03}"
        try:
            account = take(one.path, one.dataset, out=folder, catalogue=catalogue, today=today)
        except FileRefused as refusal:
            taken.refused[one.name] = Text(zh=refusal.said(catalogue, "zh"), en=refusal.said(catalogue, "en"))
            step(Text(zh=f"  {one.name}：整件退回", en=f"  {one.name}: refused whole"))
            continue
        taken.accounts[one.name] = account
        accepted = folder / f"{one.dataset.code}.parquet"
        taken.parts.setdefault(one.dataset.code, []).append(accepted)
        taken.names[accepted] = one.name
        back = folder / f"{one.dataset.code}.rejected.xlsx"
        if back.exists():
            rejects.mkdir(parents=True, exist_ok=True)
            back.replace(_free(rejects, one.name))
        step(_said(one, account))
        if account.accepted + account.rejected >= LARGE:
            given_back()
    return taken


def _said(one: Input, account: Account) -> Text:
    accepted, rejected = f"{account.accepted:,}", f"{account.rejected:,}"
    return Text(
        zh=f"  {one.name}：收 {accepted} 行，退 {rejected} 行",
        en=f"  {one.name}: {accepted} rows accepted, {rejected} rejected",
    )


def _free(folder: Path, name: str) -> Path:
    """A workbook named after the file; after its ending too where two files differ in nothing else."""
    flat = name.replace("/", "-")
    path = folder / f"{Path(flat).stem}.xlsx"
    return folder / f"{flat}.xlsx" if path.exists() else path
