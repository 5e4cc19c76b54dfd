"""Document numbers: what kind, whether they can be, what they say of birth and sex (GB 11643)."""

from dataclasses import dataclass
from datetime import date

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
    number = normal(id_no)
    if id_type not in ("", CARD, DISABILITY):
        return Read(id_type, number, "" if len(number) in OTHER_LENGTHS else "other_length")
    if len(number) == OLD_LENGTH and number.isdigit():
        number = identity.with_check(pl.select(identity.raised(pl.lit(number))).to_series())[0]
    if len(number) not in (CARD_LENGTH, *CARD_LENGTHS):
        return Read(id_type or CARD, number, "length")
    kind = CARD if len(number) == CARD_LENGTH else DISABILITY
    return _checked(kind, number, today)


def _checked(kind: str, number: str, today: date) -> Read:
    facts = identity.facts(pl.Series([number]), today=int(today.strftime("%Y%m%d"))).row(0, named=True)
    if not facts["good"]:
        return Read(kind, number, "checksum")
    if kind == DISABILITY and not (number[18] in "1234567" and number[19] in "1234"):
        return Read(kind, number, "grade")
    return Read(kind, number, "", facts["birth"], "male" if facts["male"] else "female")
