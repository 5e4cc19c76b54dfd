"""Pages raced against the bare SQL at the county's, a township's and a village's scope."""

from collections.abc import Callable

from bench.timing import HEAD, race
from tests.factories import county

TIMES = 40
P50, P95 = 20.0, 60.0
AREAS = {"county": county.COUNTY, "township": county.TOWN, "village": county.VILLAGE}
Way = Callable[[], object]
Pages = list[tuple[str, Way, Way]]  # its name, through the program, bare


def raced(pages: Callable[[str], Pages], slower: dict[str, float] | None = None) -> None:
    """Print each page's times; say what is above its aim.

    `slower`: what a page's name begins with, and the most milliseconds that it may take all the same.
    """
    print(HEAD)
    for name, area in AREAS.items():
        for what, ours, bare in pages(area):
            pair = race(ours, bare, times=TIMES)
            median, p95 = pair.ours[len(pair.ours) // 2], pair.ours[int(len(pair.ours) * 0.95)]
            most = next(
                ((ms, ms) for begin, ms in (slower or {}).items() if what.startswith(begin)), (P50, P95)
            )
            kept = median <= most[0] and p95 <= most[1]
            print(pair.line(f"{name}: {what}"), "" if kept else f"  above {most[0]:.0f} or {most[1]:.0f} ms")
