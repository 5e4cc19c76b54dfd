"""Words for the console, also without Django: in Chinese when the terminal's language is, else in English."""

import gettext
import os
from functools import cache

from mingbai.kit.messages import LOCALE, PACKAGE

ROOMS = ("kit", "cli", "demo")


def _(text: str) -> str:
    """The text in the terminal's language."""
    return _catalogue(in_chinese()).gettext(text)


def gettext_noop(text: str) -> str:
    """The text as it stands, marked to be translated where it is said."""
    return text


def in_chinese() -> bool:
    """Whether the terminal speaks Chinese; the first variable that is set decides, as in gettext itself."""
    named = (os.environ.get(name) for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"))
    return next((value for value in named if value), "").startswith("zh")


@cache
def _catalogue(chinese: bool) -> gettext.NullTranslations:
    first = gettext.NullTranslations()
    for room in ROOMS if chinese else ():
        found = gettext.translation("django", PACKAGE / room / "locale", [LOCALE], fallback=True)
        first.add_fallback(found)
    return first
