"""Which fonts papers are set in: the county's own, Debian's Noto CJK, else the one that pip brings (all OFL).

A character that no font holds would vanish silently: ``missing`` names it, and the paper says so.
"""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from fontTools.ttLib import TTCollection, TTFont

from mingbai.kit.refusal import Refused

DEBIAN = Path("/usr/share/fonts/opentype/noto")
PACKAGE, INSIDE = "justmytype_intl_cjk", "fonts/ofl/notosanssc"
SUFFIXES = (".otf", ".ttf", ".ttc")
# In the order in which a paper asks for them; a county may lay FangSong and others into its home's fonts/.
FAMILIES = ("FangSong", "Noto Serif CJK SC", "Noto Sans CJK SC", "Noto Sans SC")


class NoFont(Refused):
    """There is no Chinese font on this machine."""

    code = "no_font"
    status = 503


def folders() -> list[Path]:
    """The folders that hold a Chinese font. Raises NoFont if there is none."""
    found = [folder for folder in (settings.HOME.path / "fonts", DEBIAN, *_packaged()) if _fonts(folder)]
    if not found:
        raise NoFont(
            _(
                "This machine has no Chinese font, so no PDF can be made. Install the package fonts-noto-cjk,"
                " or put a font into the folder fonts of the home directory."
            )
        )
    return found


def missing(text: str) -> list[str]:
    """The characters of a text that no font here has, each once, in order."""
    known = _characters(tuple(folders()))
    return [char for char in dict.fromkeys(text) if ord(char) not in known and not char.isspace()]


def by_hand(text: str) -> str:
    """The sentence that names the characters of a text to be written by hand; empty where fonts have all."""
    named = "、".join(f"{char}（U+{ord(char):04X}）" for char in missing(text))
    return gettext("Characters to be written by hand, which no font here has:") + named if named else ""


def _packaged() -> list[Path]:
    spec = find_spec(PACKAGE)
    places = spec.submodule_search_locations if spec else None
    return [Path(place) / INSIDE for place in places or []]


def _fonts(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix.lower() in SUFFIXES)


@cache
def _characters(places: tuple[Path, ...]) -> frozenset[int]:
    return frozenset(code for place in places for path in _fonts(place) for code in _held(path))


def _held(path: Path) -> set[int]:
    """The characters of a file; of a collection, those of the fonts that papers ask for."""
    if path.suffix.lower() != ".ttc":
        with TTFont(path, lazy=True) as font:
            return set(font.getBestCmap())
    with TTCollection(path, lazy=True) as collection:
        ours = [font for font in collection.fonts if font["name"].getDebugName(1) in FAMILIES]
        return {code for font in ours for code in font.getBestCmap()}
