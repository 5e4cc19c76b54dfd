"""Drafts the declaration of a new kind of file, from nothing or from a file in hand."""

from __future__ import annotations

from pathlib import Path

from mingbai.tables import delimited, doors
from mingbai.tables.declared import Dataset
from mingbai.tables.folding import header_core
from mingbai.tables.headers import LINE_NUMBERS
from mingbai.tables.sheets import Book

HEAD = """\
# {zh}
# Fill in every word in capitals, remove what no purpose allows, then: mingbai dataset check --folder FOLDER
code: {code}
name: {{zh: {zh}, en: NAME IN ENGLISH}}
owner: {{zh: 报送单位, en: SENDER}}
subject: person          # person | household | village | organisation
period: month            # month | quarter | term | year | once | event
retention_months: 12
purposes: [PURPOSE]      # match | risk | exclusion | benefit | quality | income | entry
source: WHERE THE COLUMNS ARE FROM
columns:
"""


def draft(code: str, *, zh: str, like: Path | None, known: dict[str, Dataset]) -> str:
    """The YAML. Headers of `like` that a shipped dataset knows come with their type. Raises FileRefused."""
    labels = _labels(like) if like else ["身份证号", "姓名"]
    lines = [_line(label, at, known) for at, label in enumerate(labels, start=1)]
    return HEAD.format(code=code, zh=zh) + "".join(lines)


def _labels(path: Path) -> list[str]:
    """The widest of the first rows: most often the header."""
    if doors.look(path).name == "workbook":
        sheet = next(iter(Book(path).sheets()))
        rows = [[cell or "" for cell in row] for row in sheet.cells.head(10).iter_rows()]
    else:
        with delimited.opened(path) as text:
            rows = [[cell or "" for cell in row] for row in text.head[:10]]
    widest = max(rows, key=lambda row: sum(1 for cell in row if cell))
    return [label.strip() for label in widest if header_core(label) not in LINE_NUMBERS]


def _line(label: str, at: int, known: dict[str, Dataset]) -> str:
    core = header_core(label)
    for dataset in known.values():
        for column in dataset.columns:
            if core in {header_core(header) for header in column.headers} and not column.choices:
                title = f"{{zh: {label}, en: {column.title.en}}}"
                return f"  - {{name: {column.name}, type: {column.type}, title: {title}}}\n"
    return f"  - {{name: column_{at}, type: text, title: {{zh: {label}, en: COLUMN IN ENGLISH}}}}\n"
