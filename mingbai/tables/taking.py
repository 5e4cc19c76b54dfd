"""Takes a file in: accepted rows to Parquet, rejected ones back with reasons, and an account of both."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from mingbai.tables.atomic import replacing
from mingbai.tables.checking import Checked, check
from mingbai.tables.declared import Catalogue, Dataset
from mingbai.tables.portions import Portion, portions
from mingbai.tables.returning import Returns


@dataclass
class Account:
    """What came of a file. `rows` = `accepted` + `rejected` + `blank`, whatever the file."""

    dataset: str
    sha256: str = ""
    rows: int = 0
    accepted: int = 0
    rejected: int = 0
    blank: int = 0
    identical: int = 0  # accepted rows that are the very same as another
    key_twice: int = 0  # accepted rows whose key another, different row has too
    sheets: dict[str, int] = field(default_factory=dict)
    passed_sheets: list[str] = field(default_factory=list)  # sheets without the header, not read
    refused_columns: list[str] = field(default_factory=list)
    reasons: dict[str, int] = field(default_factory=dict)
    first_places: dict[str, str] = field(
        default_factory=dict
    )  # of each reason: the column where it stands first

    def add(self, part: Checked, portion: Portion) -> None:
        """Counts one portion in."""
        self.refused_columns = sorted({*self.refused_columns, *portion.header.refused})
        self.rows += part.rows
        self.accepted += len(part.accepted)
        self.rejected += len(part.rejected)
        self.blank += part.blank
        self.sheets[part.sheet] = self.sheets.get(part.sheet, 0) + part.rows
        headers = {seen.column.name: seen.header for seen in portion.columns}
        found = part.faults.group_by("reason").agg(pl.len(), pl.col("column").first()).sort("reason")
        for reason, count, column in found.iter_rows():
            self.reasons[reason] = self.reasons.get(reason, 0) + count
            self.first_places.setdefault(reason, headers.get(column, ""))

    def as_dict(self) -> dict[str, object]:
        """For the report; keys in a fixed order."""
        return dict(sorted(vars(self).items()))


def read(path: Path, dataset: Dataset, *, catalogue: Catalogue, today: date) -> Iterator[Checked]:
    """The file checked portion by portion, in its order. Raises FileRefused."""
    with portions(path, dataset) as found:
        for portion in found:
            yield check(portion, catalogue=catalogue, today=today)


def look(path: Path, dataset: Dataset, *, catalogue: Catalogue, today: date) -> Account:
    """The account of a file, nothing written. Raises FileRefused."""
    account, prints, keys = Account(dataset.code), [], []
    with _hashed(path, account), portions(path, dataset, passed=account.passed_sheets) as found:
        for portion in found:
            checked = check(portion, catalogue=catalogue, today=today)
            account.add(checked, portion)
            prints.append(checked.prints)
            keys.append(checked.keys)
    _twins(account, prints, keys)
    return account


def take(
    path: Path,
    dataset: Dataset,
    *,
    out: Path,
    catalogue: Catalogue,
    today: date,
    language: str = "zh",
    written: Callable[[pl.DataFrame], pl.DataFrame] | None = None,
    heard: Callable[[Checked, Portion], None] | None = None,
) -> Account:
    """Writes `<code>.parquet`, `<code>.rejected.xlsx` (if any row was) and `<code>.account.json` into `out`.

    What goes back to the sender speaks `language`. `written` makes of accepted rows what is written of them
    (tokens for numbers); `heard` is told of each portion. Raises FileRefused, and then leaves nothing behind.
    """
    account = Account(dataset.code)
    returns = Returns(dataset, catalogue, language=language)
    prints: list[pl.Series] = []
    keys: list[pl.Series] = []
    with (
        _hashed(path, account),
        portions(path, dataset, passed=account.passed_sheets) as found,
        replacing(out / f"{dataset.code}.parquet") as part,
    ):
        writer: pq.ParquetWriter | None = None
        for portion in found:
            checked = check(portion, catalogue=catalogue, today=today)
            account.add(checked, portion)
            returns.add(checked, portion)
            prints.append(checked.prints)
            keys.append(checked.keys)
            if heard is not None:
                heard(checked, portion)
            rows = written(checked.accepted) if written is not None else checked.accepted
            writer = _written(writer, part, rows)
        if writer is not None:
            writer.close()
    _twins(account, prints, keys)
    returns.write(out / f"{dataset.code}.rejected.xlsx")
    _write_account(account, out / f"{dataset.code}.account.json")
    return account


def _written(writer: pq.ParquetWriter | None, part: Path, rows: pl.DataFrame) -> pq.ParquetWriter:
    table = rows.to_arrow(compat_level=pl.CompatLevel.oldest())
    if writer is None:
        writer = pq.ParquetWriter(part, table.schema, compression="zstd")
    writer.write_table(table.cast(writer.schema))
    return writer


def _twins(account: Account, prints: list[pl.Series], keys: list[pl.Series]) -> None:
    """Identical rows stay; they are counted, as are rows that share a key and differ."""
    whole = pl.concat(prints)
    same = whole.is_duplicated()
    account.identical = int(same.sum())
    by_key = pl.concat(keys)
    if len(by_key) == len(whole):
        shared = (
            pl.DataFrame({"key": by_key, "print": whole}).unique().select(pl.col("key").is_duplicated().sum())
        )
        account.key_twice = int(shared.item())


def _write_account(account: Account, path: Path) -> None:
    with replacing(path) as part:
        part.write_text(
            json.dumps(account.as_dict(), ensure_ascii=False, indent=1, sort_keys=True) + "\n",
            encoding="utf-8",
        )


@contextmanager
def _hashed(path: Path, account: Account) -> Iterator[None]:
    """The file's hash for the account, reckoned beside what is done with the file meanwhile."""
    with ThreadPoolExecutor(max_workers=1) as pool:
        digest = pool.submit(sha256, path)
        yield
        account.sha256 = digest.result()


def sha256(path: Path) -> str:
    """The file's hash."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
