"""How rows lead to people: by the identity number itself, or by the token that stands in its place."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from mingbai.compare.workbench import SQL

DIGITS = 18  # of an identity number; what a disability card adds behind them is no part of it


@dataclass(frozen=True, slots=True)
class Leading:
    """What of an identity column leads to a person; `digits` None: all of it."""

    digits: int | None

    def sql(self, column: str, alias: str = "") -> str:
        """The key in SQL."""
        name = f"{alias}.{SQL.name(column)}" if alias else SQL.name(column)
        return name if self.digits is None else f"substr({name}, 1, {self.digits})"

    def expr(self, column: str) -> pl.Expr:
        """The same as an expression."""
        named = pl.col(column)
        return named if self.digits is None else named.str.slice(0, self.digits)


NUMBERS = Leading(DIGITS)
TOKENS = Leading(None)
"""Tokens are made of the eighteen characters, so that a card and its holder share one."""
