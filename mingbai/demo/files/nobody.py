"""Numbers that look real, check where they must, and can belong to nobody.

- ID numbers begin with 411799. County codes are allotted by GB/T 2260; in Zhumadian 411701, 411702, 411721 to
  411729 have been (and before 2000 the prefecture's 4128xx). 411799 never was, so no number beginning so was
  ever issued. They carry a right check character, a real date of birth, and a sequence that tells the sex.
- Telephones begin with 12: no mobile number does.
- Accounts have 19 digits and fail Luhn's check, so no bank has issued them.
- Number plates carry the letter O, credit codes the area 411799.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from mingbai.tables.identities import credit_check
from mingbai.tables.identity import check_character

PREFIX = "411799"
MOST = 500  # numbers of one day and sex
_LUHN = str.maketrans("0123456789", "0246813579")


class Numbers:
    """Hands out each number once, in order."""

    def __init__(self) -> None:
        self._born: dict[tuple[date, bool], int] = defaultdict(int)
        self._given = 0

    def id_no(self, born: date, *, male: bool) -> str:
        """An identity number of a person born then; at most 500 of one day and sex."""
        order = self._born[born, male]
        if order == MOST:
            raise OverflowError(f"more than {MOST} of one sex born on {born}")
        self._born[born, male] = order + 1
        first = f"{PREFIX}{born:%Y%m%d}{2 * order + male:03}"
        return first + check_character(first)

    def next(self) -> int:
        """A running number."""
        self._given += 1
        return self._given


def phone(number: int) -> str:
    """A telephone number by running number."""
    return f"12{number * 7919 % 10**9:09}"


def account(number: int) -> str:
    """A bank account by running number, its last digit wrong on purpose."""
    first = f"621799{number * 104729 % 10**12:012}"
    return first + str((luhn(first) + 5) % 10)


def luhn(first: str) -> int:
    """The digit that would be right."""
    total = sum(
        int(digit.translate(_LUHN)) if at % 2 == 0 else int(digit) for at, digit in enumerate(reversed(first))
    )
    return -total % 10


def plate(number: int) -> str:
    """A number plate by running number."""
    return f"豫QO{number:05}"


def credit_code(number: int) -> str:
    """A unified social credit code by running number."""
    first = f"93411799MA{number:07}"
    return first + credit_check(first)
