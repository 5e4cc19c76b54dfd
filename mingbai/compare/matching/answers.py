"""What people answered in the workbooks of doubtful pairs, read back so that no pair is asked twice.

A decision is about what was written, not about a row's place: its mark stands for the row's name, birth, sex,
home and telephone tail. The next file that writes the same of somebody gets the same answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from mingbai.compare.matching.faults import Fault
from mingbai.compare.matching.paper import ANSWER_HEADER, MARK_HEADER, NO, PERSON_HEADER, SHEET, UNSURE, YES
from mingbai.tables.problems import FileRefused
from mingbai.tables.sheets import Book, Sheet

MARK = r"[0-9a-f]{20}"
ALSO = {
    YES: ("同一人", "是同一人", "对", "√", "y", "yes", "1"),
    NO: ("不是", "不是同一人", "非同一人", "不", "×", "x", "n", "no", "0"),
    UNSURE: ("不清楚", "不知道", "不确定", "无法核实", "?", "？"),
}
MEANT = {said: answer for answer, others in ALSO.items() for said in (answer, *others)}
Line = tuple[str, str, str, str, int]
GIVEN = {
    "mark": pl.String, "person": pl.String, "answer": pl.String, "file": pl.String, "line": pl.Int64,
}  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """`given`: `mark`, `person`, `answer` (是, 否, 不清楚), one line for a pair; `faults`: not used."""

    given: pl.DataFrame
    faults: tuple[Fault, ...] = ()

    def pairs(self, answer: str) -> pl.DataFrame:
        """`mark` and `person` of the pairs answered so."""
        return self.given.filter(pl.col("answer") == answer).select("mark", "person")


NONE = Answers(pl.DataFrame(schema=GIVEN).select("mark", "person", "answer"))


def read(paths: Sequence[Path]) -> Answers:
    """The answers of workbooks, or of all workbooks of doubtful pairs below a directory.

    Nothing that is at fault is used.
    """
    faults: list[Fault] = []
    lines = [line for path in paths for line in _of(path, faults)]
    whole = pl.DataFrame(lines, schema=GIVEN, orient="row").unique(maintain_order=True)
    return Answers(_agreeing(whole, faults), tuple(faults))


def _of(path: Path, faults: list[Fault]) -> Iterator[Line]:
    if not path.is_dir():
        yield from _lines(path, faults, alone=True)
        return
    for file in sorted(path.rglob("*.xlsx")):
        if not file.name.startswith((".", "~$")):
            yield from _lines(file, faults, alone=False)


def _lines(file: Path, faults: list[Fault], *, alone: bool) -> Iterator[Line]:
    """Mark, person, answer, file and line of each pair that is answered.

    Other workbooks may lie in a directory; one that was named `alone` must be ours.
    """
    try:
        book = Book(file)
        sheet = next((one for one in book.sheets() if one.name == SHEET), None)
    except FileRefused:
        faults.append(Fault("unreadable", file.name))
        return
    if sheet is None and not alone:
        return
    places = _places(sheet) if sheet else {}
    if sheet is None or len(places) < len(HEADERS):
        missing = "、".join(header for header in HEADERS if header not in places)
        faults.append(Fault("not_ours", file.name, sheet=SHEET if sheet else "", value=missing))
        return
    cells = sheet.cells.select(pl.col(places[header]).str.strip_chars() for header in HEADERS)
    for line, row in enumerate(cells.iter_rows(), start=1):
        if line > 1 and row[0]:
            yield from _answer(file, line, row, faults)


HEADERS = (ANSWER_HEADER, MARK_HEADER, PERSON_HEADER)


def _places(sheet: Sheet) -> dict[str, str]:
    """The frame's column of each header that we need, wherever it was moved to."""
    first = sheet.cells.row(0, named=True)
    return {header: place for place, header in first.items() if header in HEADERS}


def _answer(file: Path, line: int, row: tuple[str, ...], faults: list[Fault]) -> Iterator[Line]:
    said, mark, person = row
    answer = MEANT.get(said.lower())
    if answer is None:
        faults.append(Fault("answer", file.name, line=line, column=ANSWER_HEADER, value=said))
    elif not mark or not pl.Series([mark]).str.contains(f"^{MARK}$").item():
        faults.append(Fault("mark", file.name, line=line, column=MARK_HEADER, value=mark or ""))
    elif not person:
        faults.append(Fault("person", file.name, line=line, column=PERSON_HEADER))
    else:
        yield mark, person, answer, file.name, line


def _agreeing(whole: pl.DataFrame, faults: list[Fault]) -> pl.DataFrame:
    """The pairs about which nothing contradicts anything; a later 是 or 否 settles an earlier 不清楚."""
    told = whole.filter(pl.col("answer") != UNSURE)
    both = told.filter(pl.col("answer").n_unique().over("mark", "person") > 1)
    yes = told.filter(pl.col("answer") == YES)
    twice = yes.filter(pl.col("person").n_unique().over("mark") > 1)
    for reason, wrong in (("both", both), ("twice", twice)):
        for row in wrong.sort("mark", "file", "line").iter_rows(named=True):
            faults.append(
                Fault(reason, row["file"], line=row["line"], column=ANSWER_HEADER, value=row["answer"])
            )
    left = told.join(pl.concat([both, twice]), on=["mark", "person"], how="anti")
    open_ = whole.filter(pl.col("answer") == UNSURE).join(told, on=["mark", "person"], how="anti")
    kept = pl.concat([left, open_]).select("mark", "person", "answer")
    return kept.unique().sort("mark", "person")


def known(answers: Answers, people: pl.Series) -> Answers:
    """Without the pairs whose person is no longer registered: those rows are asked about anew."""
    here = answers.given.filter(pl.col("person").is_in(people.cast(pl.String).implode()))
    return Answers(here, answers.faults)
