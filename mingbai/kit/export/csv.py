"""CSV as WPS and Excel open it by a double click: UTF-8 with its mark, commas, CR LF."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from mingbai.kit.export.mark import Mark
from mingbai.kit.export.values import harmless


class Sink(Protocol):
    """Something that takes bytes."""

    def write(self, data: bytes, /) -> int: ...


class _Text:
    """What the csv module writes lines to."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink

    def write(self, line: str) -> int:
        return self.sink.write(line.encode("utf-8"))


def write_csv(sink: Sink, *, mark: Mark, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Write mark, column titles and rows into `sink`; returns how many rows there were."""
    sink.write(b"\xef\xbb\xbf")
    writer = csv.writer(_Text(sink))
    writer.writerow([harmless(mark.line())])
    writer.writerow([harmless(title) for title in columns])
    count = 0
    for row in rows:
        writer.writerow([harmless(value) for value in row])
        count += 1
    return count
