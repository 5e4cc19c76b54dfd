"""The datasets' code lists, which the national forms prescribe: what a code is called, what is allowed."""

from django.utils.translation import get_language

from mingbai.packs.text import Text
from mingbai.tables.declaring import shipped


class UnknownCode(ValueError):
    """A list does not know a code, or there is no such list."""


def words(list_name: str, code: str) -> str:
    """What a code is called in the language of the page; an empty code is empty. Raises UnknownCode."""
    return _of(list_name)[code].said(get_language() or "zh") if code else ""


def many(list_name: str, codes: str) -> str:
    """The same for several codes by commas."""
    return "、".join(words(list_name, code) for code in codes.split(",") if code)


def known(list_name: str, code: str) -> bool:
    """Whether the list has the code."""
    return code in _of(list_name)


def choices(list_name: str) -> list[tuple[str, str]]:
    """Codes with their words, in the order of the list."""
    return [(code, words(list_name, code)) for code in _of(list_name)]


def _of(list_name: str) -> "_Words":
    lists = shipped().lists
    if list_name not in lists:
        raise UnknownCode(f"There is no list {list_name!r}; there are {sorted(lists)}.")
    return _Words((choice.code, choice.words) for choice in lists[list_name])


class _Words(dict[str, Text]):
    def __missing__(self, code: str) -> Text:
        raise UnknownCode(f"The list has no code {code!r}; it has {list(self)}.")
