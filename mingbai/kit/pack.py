"""The pack of this installation: its county, in the era it works in."""

from functools import cache
from pathlib import Path

from django.conf import settings

from mingbai.kit import clock
from mingbai.packs.loading import era_on, load
from mingbai.packs.pack import Pack


def installed() -> Pack:
    """The pack of the home's county; its era is the home's, else that of today by the clock.

    A directory ``packs`` in the home lies over the shipped files. Raises PackError with every problem found.
    """
    home = settings.HOME
    era = home.config.era or era_on(clock.read().date())
    return _loaded(home.config.county, era, str(home.path))


@cache
def _loaded(county: str, era: str, home: str) -> Pack:
    """Asked hundreds of times a page: by the home's text, since a path made anew each time costs more."""
    own = Path(home) / "packs"
    return load(county=county, era=era, extra=[own] if own.is_dir() else [])
