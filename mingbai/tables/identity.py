"""Identity numbers after GB 11643, whole columns at a time.

A resident number has 18 characters: six digits of area, eight of birth, three of sequence (odd: male), one
check character. Disability cards append category and level (20), reissued ones `B1` and the like (22).
Numbers of the first generation have 15 digits and are raised to 18.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from operator import mul

import polars as pl

CHECKS = "10X98765432"  # check character by the weighted sum modulo 11
WEIGHTS = tuple(2 ** (17 - place) for place in range(17))
EARLIEST, LATEST = 19000101, 20991231  # yyyymmdd
# The check weighs each digit by 2**(17-i): six at once by table, combined with powers of two modulo 11.
_GROUPS = ((10**12, 2**13), (10**6, 2**7), (1, 2))


@cache
def _sixes() -> pl.Series:
    """The weighted sum of six digits, by the number that they make."""
    six = pl.int_range(10**6, eager=True, dtype=pl.Int32)
    return pl.Series(sum(six // 10**i % 10 * 2**i for i in range(6)) % 11, dtype=pl.Int32)


@cache
def _calendar() -> pl.Series:
    """The day of every yyyymmdd from EARLIEST on, null where there is no such day: read, not reckoned."""
    days = pl.date_range(date(1900, 1, 1), date(2099, 12, 31), eager=True)
    places = days.dt.year() * 10_000 + days.dt.month().cast(pl.Int32) * 100 + days.dt.day() - EARLIEST
    return pl.repeat(None, LATEST - EARLIEST + 1, dtype=pl.Date, eager=True).scatter(places, days)


def check_character(first17: str) -> str:
    """The eighteenth character for seventeen digits."""
    total = sum(map(mul, map(int, first17), WEIGHTS))
    return CHECKS[total % 11]


def facts(numbers: pl.Series, *, today: int) -> pl.DataFrame:
    """For each well-formed string: `n17`, `birth` (date or null), `male`, `good` (all of it checks).

    `today` (yyyymmdd) bounds births. Strings of any other shape are simply not `good`.
    """
    frame = pl.DataFrame({"text": numbers})
    n17 = pl.col("text").str.slice(0, 17).cast(pl.Int64, strict=False)
    shaped = pl.col("text").str.len_bytes().is_in([18, 20, 22]) & (pl.col("n17") >= 10**16)
    frame = frame.with_columns(n17=n17).with_columns(n17=pl.when(shaped).then("n17"))
    frame = frame.with_columns(
        birth=_birth(frame["n17"], today),
        male=(pl.col("n17") % 2 == 1),
        check=pl.col("text").str.slice(17, 1) == _expected(pl.col("n17")),
    )
    good = pl.col("check") & pl.col("birth").is_not_null()
    return frame.with_columns(good=good.fill_null(value=False)).drop("text")


def _expected(n17: pl.Expr) -> pl.Expr:
    groups = [
        pl.lit(_sixes()).gather((n17 // size % 10**6).fill_null(0)) * (power % 11) for size, power in _GROUPS
    ]
    total = pl.sum_horizontal(groups) % 11
    return pl.lit(pl.Series(list(CHECKS))).gather(total)


def _birth(n17: pl.Series, today: int) -> pl.Series:
    day = (n17 // 1000) % 10**8
    return _calendar().gather((day - EARLIEST).set((day < EARLIEST) | (day > min(today, LATEST)), None))


def raised(old: pl.Expr) -> pl.Expr:
    """Fifteen digits as seventeen: the century put in. The check character is still to come."""
    return pl.concat_str(old.str.slice(0, 6), pl.lit("19"), old.str.slice(6))


def with_check(first17: pl.Series) -> pl.Series:
    """Seventeen digits with their check character."""
    frame = pl.DataFrame({"text": first17}).with_columns(n17=pl.col("text").cast(pl.Int64, strict=False))
    return frame.select(pl.concat_str("text", _expected(pl.col("n17"))))["text"]
