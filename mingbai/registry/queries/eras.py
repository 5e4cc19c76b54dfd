"""What a household is called: in the words of the era that a day lies in, old words marked as such."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.packs import Pack, era_on, load
from mingbai.registry.states import Category, Monitor

WORDS = {
    Category.ORDINARY: "ordinary_household",
    Category.POOR: "registered_household",
    Category.GRADUATED: "graduated_household",
    Category.GRADUATED_WITHOUT: "graduated_household",
    Monitor.UNSTABLE: "unstable_graduated_household",
    Monitor.BORDERLINE: "borderline_household",
    Monitor.SUDDEN: "sudden_hardship_household",
}


@dataclass(frozen=True, slots=True)
class Label:
    """A word for a household; ``then``: it is the word of an earlier era (时称), shown in grey."""

    text: str
    then: bool = False
    tone: str = "plain"


def labels(*, category: str, monitor: str, on: date | None = None) -> list[Label]:
    """The words for a category and, if there is one, a kind of monitoring on a day (None: today's era)."""
    pack = _pack(installed(), on)
    then = pack.era != installed().era
    found = [Label(_word(pack, Category(category)), then, _tone(category))]
    if monitor != Monitor.NONE:
        found.append(Label(_word(pack, Monitor(monitor)), then, "waiting"))
    return found


def choices(codes: type[Category] | type[Monitor]) -> list[tuple[str, str]]:
    """The codes that have a word, with today's words, for filters."""
    found = [(str(code), _word(installed(), code)) for code in codes if code in WORDS]
    without = str(Category.GRADUATED_WITHOUT)
    return [
        (code, str(Category.GRADUATED_WITHOUT.label) if code == without else word) for code, word in found
    ]


def said(name: str) -> str:
    """Another word of today's era, e.g. "helper"."""
    return _said(installed(), name)


def _tone(category: str) -> str:
    return "open" if category == Category.POOR else "closed" if category.startswith("graduated") else "plain"


def _word(pack: Pack, code: Category | Monitor) -> str:
    return _said(pack, WORDS[code])


def _said(pack: Pack, name: str) -> str:
    words: str = pack.get(f"labels.words.{name}").said(get_language() or "zh")
    return words


def _pack(today: Pack, on: date | None) -> Pack:
    if on is None or era_on(on) == today.era:
        return today
    return _of_era(today.county, era_on(on))


@cache
def _of_era(county: str, era: str) -> Pack:
    return load(county=county, era=era)
