"""Document numbers: what kind, whether they can be, what they say of birth and sex (GB 11643)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import polars as pl
from django.utils.translation import gettext_lazy as _

from mingbai.kit.text import Text
from mingbai.kit.vault.store import normal
from mingbai.tables import identity

CARD, DISABILITY = "id_card", "disability_card"
OLD_LENGTH, CARD_LENGTH = 15, 18
CARD_LENGTHS = (20, 22)
OTHER_LENGTHS = range(5, 31)
FAULTS = {
    "length": _("An identity number has 18 characters, a disability card 20 or 22."),
    "checksum": _("The number does not check: please compare it with the card."),
    "grade": _("The last digits of a disability card say its kind (1 to 7) and level (1 to 4)."),
    "other_length": _("A number of this kind has 5 to 30 letters and digits."),
}


@dataclass(frozen=True, slots=True)
class Read:
    """A number in its normal form. ``fault`` is a key of FAULTS, empty if there is none."""

    id_type: str
    number: str
    fault: str = ""
    birth_date: date | None = None
    sex: str = ""


def sentence(fault: str) -> Text:
    """Why a number cannot be."""
    return FAULTS[fault]


def read(*, id_type: str, id_no: str, today: date) -> Read:
    """Read one number. A number of 15 digits is raised to 18; a card of 20 or 22 is a disability card."""
    return read_all([(id_type, id_no)], today=today)[0]


def read_all(numbers: Sequence[tuple[str, str]], *, today: date) -> list[Read]:
    """The same of many, each its type and number, for little more than of one."""
    shaped = [_shaped(id_type, normal(id_no)) for id_type, id_no in numbers]
    cards = [one.number for one in shaped if _is_card(one)]
    facts = identity.facts(pl.Series(cards, dtype=pl.String), today=int(today.strftime("%Y%m%d")))
    told = dict(zip(cards, facts.iter_rows(named=True), strict=True))
    return [_checked(one, told[one.number]) if _is_card(one) else one for one in shaped]


def _shaped(id_type: str, number: str) -> Read:
    if id_type not in ("", CARD, DISABILITY):
        return Read(id_type, number, "" if len(number) in OTHER_LENGTHS else "other_length")
    if len(number) == OLD_LENGTH and number.isdigit():
        number = identity.with_check(pl.select(identity.raised(pl.lit(number))).to_series())[0]
    if len(number) not in (CARD_LENGTH, *CARD_LENGTHS):
        return Read(id_type or CARD, number, "length")
    return Read(CARD if len(number) == CARD_LENGTH else DISABILITY, number)


def _is_card(one: Read) -> bool:
    return not one.fault and one.id_type in (CARD, DISABILITY)


def _checked(one: Read, facts: Mapping[str, Any]) -> Read:
    if not facts["good"]:
        return replace(one, fault="checksum")
    if one.id_type == DISABILITY and not (one.number[18] in "1234567" and one.number[19] in "1234"):
        return replace(one, fault="grade")
    return replace(one, birth_date=facts["birth"], sex="male" if facts["male"] else "female")
