"""What kind of thing an expression yields. All numbers are whole: a decimal is kept as value × 10^scale.

So every engine does the same integer arithmetic, money (fen, scale 0) included, and `bound` proves at loading
that nothing can leave 64 bits.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

FEN = "fen"
LARGEST = 9 * 10**18  # what a bigint can hold, with some room
MOST_SCALE = 9
NEUTRAL = ("", "ratio", "percent", "share", "change")  # without a measure: money times one stays money


@dataclass(frozen=True, slots=True)
class Type:
    """`values` are the known codes of a text; `bare` marks a number written without a unit."""

    kind: str  # bool | number | date | text | codes | table
    scale: int = 0
    unit: str = ""
    bound: int = 0  # the largest |value × 10^scale| of a number
    values: tuple[str, ...] = ()
    bare: bool = False

    @property
    def money(self) -> bool:
        """Whether this is an amount in fen."""
        return self.kind == "number" and self.unit == FEN

    def at(self, scale: int) -> Type:
        """The same number with more decimals."""
        return replace(self, scale=scale, bound=self.bound * 10 ** (scale - self.scale))

    def __str__(self) -> str:
        if self.money:
            return "money"
        if self.kind == "number":
            decimals = f" with {self.scale} decimals" if self.scale else ""
            return f"a number{decimals}" + (f" of {self.unit}" if self.unit else "")
        return {"bool": "yes or no", "date": "a date", "text": "a text"}.get(self.kind, self.kind)


BOOL = Type("bool")
DATE = Type("date")
TEXT = Type("text")
CODES = Type("codes")
TABLE = Type("table")


def number(*, scale: int = 0, unit: str = "", bound: int, bare: bool = False) -> Type:
    """A number type; `bound` limits the scaled whole number."""
    return Type("number", scale=scale, unit=unit, bound=bound, bare=bare)


def text(values: tuple[str, ...] = ()) -> Type:
    """A text; with `values`, one of those codes."""
    return Type("text", values=values)
