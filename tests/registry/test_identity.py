"""Document numbers read one by one and many at once."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.registry.queries import identity
from mingbai.tables.identity import check_character

TODAY = date(2020, 11, 30)
FIRST = "41172619700501041"
CARD = FIRST + check_character(FIRST)


@pytest.mark.parametrize(
    ("id_type", "id_no", "kind", "fault"),
    [
        ("", CARD, "id_card", ""),
        ("", f" {CARD[:6]} {CARD[6:]} ", "id_card", ""),
        ("", "411726700501041", "id_card", ""),
        ("id_card", CARD[:-1] + ("1" if CARD[-1] != "1" else "2"), "id_card", "checksum"),
        ("", CARD + "43", "disability_card", ""),
        ("", CARD + "93", "disability_card", "grade"),
        ("", CARD[:-2], "id_card", "length"),
        ("passport", "E12345678", "passport", ""),
        ("passport", "E1", "passport", "other_length"),
        ("passport", CARD, "passport", ""),
    ],
)
def test_a_number_says_what_it_is_or_what_is_wrong_with_it(id_type, id_no, kind, fault):
    read = identity.read(id_type=id_type, id_no=id_no, today=TODAY)
    assert (read.id_type, read.fault) == (kind, fault)
    if kind != "passport" and not fault:
        assert (read.birth_date, read.sex) == (date(1970, 5, 1), "male")
        assert read.number.startswith(CARD)
    else:
        assert (read.birth_date, read.sex) == (None, "")


NUMBERS = st.lists(
    st.tuples(
        st.sampled_from(["", "id_card", "disability_card", "passport"]),
        st.sampled_from([CARD, CARD + "43", CARD + "91", "411726700501041", "E12345678", "", "41"])
        | st.from_regex(r"4117262[0-9]{10}[0-9X]", fullmatch=True),
    )
)


@given(NUMBERS)
def test_many_are_read_as_each_by_itself(numbers):
    alone = [identity.read(id_type=kind, id_no=number, today=TODAY) for kind, number in numbers]
    assert identity.read_all(numbers, today=TODAY) == alone
