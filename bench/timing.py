"""Timing two ways in turn, so that a busy host slows both alike."""

import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import connections


@dataclass(frozen=True)
class Pair:
    """Milliseconds of ours and of the plain way, sorted."""

    ours: list[float]
    plain: list[float]

    @property
    def ratio(self) -> float:
        """How many times longer ours takes, by the medians."""
        return statistics.median(self.ours) / statistics.median(self.plain)

    def line(self, what: str) -> str:
        """One line of the table."""
        cells = [_figures(self.ours), _figures(self.plain), f"{self.ratio:6.2f}x"]
        return f"{what:<36}" + "".join(f"{cell:>24}" for cell in cells)


HEAD = f"{'':<36}{'ours: median (p95) ms':>24}{'plain: median (p95) ms':>24}{'ratio':>24}"


def race(ours: Callable[[], object], plain: Callable[[], object], *, times: int) -> Pair:
    """Run both in turn; the first of each is not counted."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(times + 1):
        for way, kept in zip((ours, plain), taken, strict=True):
            start = time.perf_counter()
            way()
            if turn:
                kept.append((time.perf_counter() - start) * 1000)
    return Pair(*map(sorted, taken))


def peak() -> str:
    """The largest memory of this process, and of the server's largest process that can be seen."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return f"peak memory of the program: {own} MB; database: {_database_size()}"


def _database_size() -> str:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT pg_size_pretty(pg_database_size(current_database()))")
        size: str = cursor.fetchone()[0]
        return size


def _figures(taken: list[float]) -> str:
    return f"{statistics.median(taken):.2f} ({taken[int(len(taken) * 0.95)]:.2f})"
