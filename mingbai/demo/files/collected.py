"""Rows gathered for one file, column by column, as text under the declared names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import polars as pl

from mingbai.demo.files.story import shared_out
from mingbai.tables.declaring import shipped


class Collected:
    """The rows of one dataset as they are made."""

    def __init__(self, code: str) -> None:
        self.dataset = shipped().datasets[code]
        self._cells: dict[str, list[str]] = {column.name: [] for column in self.dataset.columns}
        words = [
            {choice.code: choice.words.zh for choice in column.choices} for column in self.dataset.columns
        ]
        self._columns = list(zip(self._cells.values(), words, strict=True))
        self._empty: dict[str, object] = dict.fromkeys(self._cells)

    def add(self, **values: object) -> None:
        """One row; what is not given is empty. Codes are written in the county's words."""
        row = {**self._empty, **values}
        if len(row) > len(self._empty):
            raise KeyError(sorted(values.keys() - self._empty.keys()))
        for (cells, words), value in zip(self._columns, row.values(), strict=True):
            cells.append(value if type(value) is str and not words else _written(value, words))

    def share_out(self, name: str, *, by: str, weights: dict[str, int], total: int) -> None:
        """Fills a money column so that the rows with a weight together come to `total` fen."""
        kinds = self._cells[by]
        rows = [at for at, kind in enumerate(kinds) if kind in weights]
        parts = shared_out(total, [weights[kinds[at]] for at in rows]) if rows else []
        for at, part in zip(rows, parts, strict=True):
            self._cells[name][at] = yuan(part)

    def __len__(self) -> int:
        return len(next(iter(self._cells.values())))

    def frame(self) -> pl.DataFrame:
        """All rows, in the order they were added."""
        return pl.DataFrame(self._cells, schema=dict.fromkeys(self._cells, pl.String))


def _written(value: object, words: Mapping[str, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return ",".join(words[code] if words else code for code in value)
    return words[str(value)] if words else str(value)


class Shelf:
    """Every file being made, by its dataset's code; an earlier year's file has the year behind it."""

    def __init__(self) -> None:
        self._found: dict[str, Collected] = {}

    def __getitem__(self, code: str) -> Collected:
        if code not in self._found:
            self._found[code] = Collected(code.split(maxsplit=1)[0])
        return self._found[code]

    def items(self) -> Iterator[tuple[str, Collected]]:
        """Files in order of code."""
        yield from sorted(self._found.items())


def yuan(fen: int) -> str:
    """Fen as yuan with two decimals."""
    sign = "-" if fen < 0 else ""
    return f"{sign}{abs(fen) // 100}.{abs(fen) % 100:02}"


def tenths(number: int) -> str:
    """Tenths as a decimal number."""
    return f"{number // 10}.{number % 10}"
