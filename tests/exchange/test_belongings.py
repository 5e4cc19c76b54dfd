"""What people own reaches nobody by likeness: its files carry a number, and nothing else one could go by."""

import pytest

from mingbai.compare.matching.shaping import ASKED
from mingbai.exchange.queries import calendar
from mingbai.tables.declaring import shipped

NAME = "name"
OWNED = sorted(code for code in shipped().datasets if (one := calendar.entry(code)) and one.assets)


def test_there_are_such_files():
    assert {"vehicles", "real_estate", "deposits"} <= set(OWNED)


@pytest.mark.parametrize("code", OWNED)
def test_a_row_without_a_number_is_sent_back_or_can_be_led_to_nobody(code):
    dataset = shipped().datasets[code]
    if dataset.identity is None:
        return  # a household's, led by its number in the ledger
    beside = {column.name for column in dataset.columns} & (set(ASKED) - {NAME})
    assert dataset.identity.required
    assert beside == set()
