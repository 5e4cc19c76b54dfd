"""Ranges of areas, and the scope that a block enters and leaves."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kit.scope import NoScope, current, entered, range_of, require, scope

CODES = st.text("0123456789", min_size=12, max_size=12)


def stem(code: str) -> str:
    """The digits that name the area, written differently from the code under test."""
    return next(code[:end] for end in (2, 4, 6, 9, 12) if code[end:] == "0" * (12 - end))


@given(CODES, CODES, st.sampled_from([2, 4, 6, 9, 12]), st.integers(0, 12))
def test_a_range_holds_an_area_and_all_below_it_and_nothing_else(code, other, level, shared):
    area = code[:level].ljust(12, "0")
    near = area[:shared] + other[shared:]
    lo, hi = range_of(area)
    assert (lo <= near < hi) == near.startswith(stem(area))


@given(CODES)
def test_every_area_lies_in_its_own_range(area):
    lo, hi = range_of(area)
    assert lo == area < hi


def test_the_range_of_a_township():
    assert range_of("411726001000") == ("411726001000", "411726001:")


@pytest.mark.parametrize("wrong", ["", "411726", "4117260010000", "41172600100a", "４11726001000"])
def test_what_is_no_area_code_is_refused(wrong):
    with pytest.raises(ValueError, match="twelve digits"):
        range_of(wrong)


def test_a_scope_is_left_as_it_was_entered_also_after_an_error(post_at):
    outer, inner = post_at("411726000000"), post_at("411726001000")
    with entered(outer):
        with suppress(ZeroDivisionError), entered(inner, purpose="核查"):
            assert (current(), scope().purpose) == (inner, "核查")
            raise ZeroDivisionError
        assert (require(), scope().purpose) == (outer, "")
    assert current() is None


def test_acting_without_a_post_is_said():
    with pytest.raises(NoScope, match="No post is acting"):
        require()


def test_a_post_covers_its_ranges_separately(post_at):
    auditor = post_at("411726000000", lo="", hi="")
    assert auditor.covers("411726001201", "org")
    assert not auditor.covers("411726001201")
