"""Which line of work a policy or an item of a comparison belongs to."""

from collections.abc import Collection

import polars as pl

from mingbai.kit.pack import installed
from mingbai.rulebook.book import Book
from mingbai.screening.states import Board

# The third comparison's items and the standard's, by the line of the department that knows.
ITEMS = {
    "house": "housing",
    "water": "water",
    "insured": "medical_insurance",
    "school": "education",
    "dibao": "social_assistance",
    "tekun": "social_assistance",
    "health_disabled": "disability",
    "resident_medical": "medical_insurance",
    "post": "employment",
    "student": "education",
}


def line_of(owner: str) -> str:
    """The first line of work of a unit, by which its findings are shared out; empty if it has none."""
    unit = installed().section("units").get(owner)
    return str(next(iter(unit["lines"]), "")) if unit else ""


def owned(book: Book, *, restricted: Collection[str] = ()) -> pl.DataFrame:
    """Columns board, item, line, restricted: of every policy, and of the comparisons' items."""
    policies = [
        (str(Board.BENEFITS), code, line_of(rule.owner), code in restricted)
        for code, rule in book.rules.items()
        if rule.kind == "policy"
    ]
    others = [
        (str(board), item, line, False)
        for board in (Board.STANDARD, Board.SYSTEMS)
        for item, line in ITEMS.items()
    ]
    schema = dict.fromkeys(("board", "item", "line"), pl.String) | {"restricted": pl.Boolean}
    return pl.DataFrame([*policies, *others], schema=schema, orient="row")
