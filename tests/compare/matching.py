"""Two sides made by hand."""

from __future__ import annotations

import openpyxl
import polars as pl

from mingbai.compare.matching import settings
from mingbai.compare.matching.matcher import Matched, matched
from mingbai.compare.matching.paper import ANSWER_HEADER, HEADERS
from mingbai.packs.loading import load

SETTINGS = settings.of(load(county="411726", era="2016-2020"))
BASE = {
    "name": None, "birth_date": None, "birth_month": None, "sex": None, "township": None, "village": None,
    "phone": None,
}  # fmt: skip
HOME = {"sex": "male", "township": "佛阁寺镇", "village": "贾庄村"}


def someone(name, birth=None, **more):
    """A row or a person of one village, unless told otherwise."""
    return BASE | HOME | {"name": name, "birth_date": birth} | more


def frame(sides, key):
    schema = {key: pl.String, **dict.fromkeys(BASE, pl.String)}
    return pl.DataFrame([side | {key: str(at)} for at, side in enumerate(sides)], schema=schema)


def match(rows, people, **more) -> Matched:
    return matched(frame(rows, "r"), frame(people, "p"), SETTINGS, row="r", person="p", **more)


def pairs(found: Matched) -> dict[str, str]:
    return dict(found.pairs.select("row", "person").iter_rows())


def why(found: Matched) -> dict[str, str]:
    return dict(found.doubtful.select("row", "why").iter_rows())


def lines(path):
    """The pairs in a workbook as dictionaries, with the sheet's row numbers."""
    header, *rest = openpyxl.load_workbook(path)["请核实"].iter_rows(values_only=True)
    return {at: dict(zip(header, line, strict=True)) for at, line in enumerate(rest, start=2)}


def answered(path, *said, column=ANSWER_HEADER):
    """Writes the answers into the pairs' rows, in order; None leaves a cell as it is."""
    book = openpyxl.load_workbook(path)
    for at, answer in enumerate(said, start=2):
        if answer is not None:
            book["请核实"].cell(at, HEADERS.index(column) + 1).value = answer
    book.save(path)
    return path
