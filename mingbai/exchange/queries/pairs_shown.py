"""A doubtful pair in words: what the row says, what the ledger says, how they compare."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mingbai.compare.matching.words import COMPARED, WHY
from mingbai.exchange.models import DoubtfulPair
from mingbai.org.queries import areas
from mingbai.tables.declaring import shipped

ENGLISH = {
    "same_at_home": "the same", "same": "the same", "sound_at_home": "sounds the same",
    "sound": "sounds the same", "near_sound": "sounds alike", "swapped": "in another order",
    "one_missing": "one sign is missing", "one_character": "one sign differs", "other": "different",
    "month": "the same month", "near": "one digit differs", "lunar": "some weeks apart (lunar calendar?)",
    "year": "the same year", "village": "the same village", "township": "the same township",
    "neighbours": "the same township, another village", "several": "several people are alike",
    "name": "the name differs; perhaps brothers or sisters", "below": "not alike enough",
    "little": "only name and home agree", "claimed": "a likelier row was led to this person",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is compared: as written, in the ledger, how they compare."""

    title: str
    written: str
    known: str
    compared: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Both sides of one pair."""

    row: DoubtfulPair
    heading: str
    place: str
    percent: int
    why: str
    lines: list[Line]


def side_by_side(row: DoubtfulPair) -> Pair:
    """Both sides of a pair."""
    written = row.written
    place = " · ".join(filter(None, (written.get("file", ""), _at(written.get("row_in_file", "")))))
    return Pair(
        row, written.get("name", "—"), place, round(row.probability * 100), _why(row.why), _lines(row)
    )


def by_row(pairs: Iterable[DoubtfulPair]) -> list[list[Pair]]:
    """Pairs of the same row together, in the order in which they come."""
    return [[side_by_side(one) for one in group] for _mark, group in groupby(pairs, key=lambda one: one.mark)]


def _lines(row: DoubtfulPair) -> list[Line]:
    person, written, levels = row.person, row.written, row.levels
    village = areas.names([person.area_code]).get(person.area_code, "")
    home = " ".join(filter(None, (written.get("township", ""), written.get("village", ""))))
    born = person.birth_date.isoformat() if person.birth_date else ""
    tail = person.phone_last4
    lines = [
        Line(_("Full name"), written.get("name", ""), person.name, _compared("name", levels)),
        Line(_("Sex"), _sex(written.get("sex", "")), _sex(person.sex), ""),
        Line(_("Born"), written.get("birth_date", ""), born, _compared("birth", levels)),
        Line(_("Lives in"), home, village, _compared("place", levels)),
        Line(_("Telephone ends with"), written.get("phone", ""), tail, _compared("phone", levels)),
    ]
    return [line for line in lines if line.written or line.known]


def _compared(name: str, levels: dict[str, str]) -> str:
    level = levels.get(name, "")
    if not level:
        return ""
    return ENGLISH.get(level, level) if get_language() == "en" else COMPARED[name].get(level, level)


def _why(code: str) -> str:
    return ENGLISH.get(code, code) if get_language() == "en" else WHY.get(code, code)


def _sex(code: str) -> str:
    words = {choice.code: choice.words.said(get_language() or "zh") for choice in shipped().lists["sex"]}
    return words.get(code, code)


def _at(number: str) -> str:
    return _("row %(n)s") % {"n": number} if number else ""
