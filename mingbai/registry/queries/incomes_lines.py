"""The lines of the income and expense sheet, as the pack lists them (handbook B.2)."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mingbai.kit.pack import installed
from mingbai.kit.text import Text
from mingbai.packs.pack import Pack
from mingbai.packs.sections.income import GROUPS

TITLES: dict[str, Text] = {
    "wage": _("Wages"),
    "business": _("Business income"),
    "property": _("Property income"),
    "transfer": _("Transfers received"),
    "business_expense": _("Business expense"),
    "claims": _("Insurance claims"),
    "out_of_pocket": _("Eligible out-of-pocket spending"),
}
PART_TITLES: dict[str, Text] = {"": "", "ecology": _("Ecology money"), "other": _("Other transfers")}


@dataclass(frozen=True, slots=True)
class Line:
    """One line. ``column`` is the national export's, ``national`` the platform's code; both may be empty."""

    code: str
    group: str
    part: str
    zh: str
    en: str
    often: bool
    unsplit: bool
    column: str
    national: str

    @property
    def name(self) -> str:
        """In the language of the page."""
        return self.en if (get_language() or "").startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Group:
    """One of the groups that a statement adds up to, with its lines."""

    code: str
    title: Text
    lines: tuple[Line, ...]

    @property
    def unsplit(self) -> Line:
        """The line that takes what came without detail; of a group of one line, that line."""
        return next((line for line in self.lines if line.unsplit), self.lines[0])


def groups() -> tuple[Group, ...]:
    """Every group in the order of the sheet."""
    return _groups(installed().edition)


def group(code: str) -> Group:
    """One group. Raises KeyError."""
    return {each.code: each for each in groups()}[code]


def lines() -> dict[str, Line]:
    """Every line by its code, in the order of the sheet."""
    return {line.code: line for each in groups() for line in each.lines}


def by_column() -> dict[str, Line]:
    """The lines that the national export has a column for, by that column."""
    return {line.column: line for line in lines().values() if line.column}


def coarse() -> dict[str, str]:
    """Every line's code to that of the line into whose column of the national export it goes.

    A line without a column goes with its part, and without that with its group's rest; claims and eligible
    spending have no column at all and are left out.
    """
    return _coarse(installed().edition)


@cache
def _coarse(edition: str) -> dict[str, str]:
    found = {}
    for each in _groups(edition):
        if each.unsplit.column:
            parts = {line.part: line.code for line in each.lines if line.part and line.column}
            for line in each.lines:
                found[line.code] = line.code if line.column else parts.get(line.part, each.unsplit.code)
    return found


@cache
def _groups(_edition: str) -> tuple[Group, ...]:
    found = list(_lines(installed()))
    return tuple(
        Group(code, TITLES[code], tuple(line for line in found if line.group == code)) for code in GROUPS
    )


def _lines(pack: Pack) -> Iterator[Line]:
    for code, item in pack.section("income").items():
        yield Line(
            code=code,
            group=item["group"],
            part=item.get("part", ""),
            zh=item["name"].said("zh"),
            en=item["name"].said("en"),
            often=item["often"],
            unsplit=item.get("unsplit", False),
            column=item.get("column", ""),
            national=item.get("national", ""),
        )
