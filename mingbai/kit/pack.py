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
    config = settings.HOME.config
    era = config.era or era_on(clock.read().date())
    return _loaded(config.county, era, settings.HOME.path / "packs")


@cache
def _loaded(county: str, era: str, own: Path) -> Pack:
    return load(county=county, era=era, extra=[own] if own.is_dir() else [])
