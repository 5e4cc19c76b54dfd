"""CSV as frames of text: encoding and separator found out, in batches of bounded size."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import struct
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import polars as pl
import pyarrow as pa

from mingbai.tables.headers import LOOK
from mingbai.tables.problems import FileRefused

BATCH = 500_000  # rows held at once: fewer and larger, for what is read slowly costs by the batch
CHUNK = 1 << 22
SEPARATORS = (",", "\t", ";", "|")
EXTRA = "extra"  # one column more than the widest line of the head: where stray fields show


@dataclass(frozen=True)
class Delimited:
    """A CSV file in UTF-8 with its head (up to 30 records)."""

    path: Path
    separator: str
    head: list[list[str | None]]

    @property
    def width(self) -> int:
        """Fields of the widest record of the head."""
        return max(len(row) for row in self.head)

    def batches(self) -> Iterator[pl.DataFrame]:
        """All records from the first line on; columns are named by place, the last one is `extra`.

        Blank lines stay as empty records, so that places are those a spreadsheet shows.
        """
        schema = {**{str(place): pl.String for place in range(self.width)}, EXTRA: pl.String}
        lazy = pl.scan_csv(
            self.path, has_header=False, schema=schema, separator=self.separator, truncate_ragged_lines=True,
            infer_schema=False, missing_columns="insert",
        )  # fmt: skip
        yield from lazy.collect_batches(chunk_size=BATCH, maintain_order=True)


@contextmanager
def opened(path: Path) -> Iterator[Delimited]:
    """The file, rewritten to UTF-8 in a temporary place if it is in another encoding. Raises FileRefused."""
    encoding = encoding_of(path)
    with tempfile.TemporaryDirectory(prefix="mingbai-csv-") as folder:
        plain = path
        if encoding != "utf-8":
            plain = Path(folder) / "utf8.csv"
            _rewrite(path, plain, encoding)
        yield _headed(plain)


def encoding_of(path: Path) -> str:
    """utf-8, utf-8-sig, utf-16 or gb18030, by strict decoding of the whole file. Raises FileRefused."""
    with path.open("rb") as stream:
        start = stream.read(3)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if start == codecs.BOM_UTF8:
        return "utf-8-sig"
    if _is_utf8(path):
        return "utf-8"
    if _decodes(path, "gb18030"):
        return "gb18030"
    raise FileRefused("encoding")


def _is_utf8(path: Path) -> bool:
    """Validated where it lies, without a copy: the whole file as one text of Arrow's."""
    with pa.memory_map(str(path)) as mapped:
        data = mapped.read_buffer()
        offsets = pa.py_buffer(struct.pack("<qq", 0, data.size))
        text = pa.LargeStringArray.from_buffers(1, offsets, data)
        try:
            text.validate(full=True)
        except pa.ArrowInvalid:
            return False
    return True


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as stream:
            while data := stream.read(CHUNK):
                decoder.decode(data)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _rewrite(source: Path, target: Path, encoding: str) -> None:
    try:
        with (
            source.open(encoding=encoding, newline="") as taken,
            target.open("w", encoding="utf-8", newline="") as given,
        ):
            while text := taken.read(CHUNK):
                given.write(text)
    except UnicodeDecodeError as error:
        raise FileRefused("encoding") from error


def _headed(path: Path) -> Delimited:
    with path.open(encoding="utf-8", newline="") as stream:
        sample = stream.read(64_000)
    if not sample.strip():
        raise FileRefused("empty")
    separator = max(SEPARATORS, key=lambda mark: sum(line.count(mark) for line in sample.split("\n")[:LOOK]))
    reader = csv.reader(io.StringIO(sample, newline=""), delimiter=separator)
    rows = list(itertools.islice(reader, LOOK))
    width = max(len(row) for row in rows)
    return Delimited(path, separator, [[*row, *[None] * (width - len(row))] for row in rows])
