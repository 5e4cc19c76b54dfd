"""The lot: the same for whoever draws, whatever the order of the list; nobody is steered in or out."""

from hypothesis import given
from hypothesis import strategies as st

from mingbai.oversight.queries import draw

names = st.lists(st.text("abcdef0123456789", min_size=1, max_size=6), unique=True, min_size=1, max_size=30)


@given(st.text(max_size=8), names, st.integers(0, 40), st.randoms())
def test_a_draw_is_a_subset_of_the_wanted_size_and_free_of_the_list_s_order(seed, listed, wanted, chance):
    found = draw.drawn(seed, listed, wanted)
    assert len(found) == len(set(found)) == min(wanted, len(listed))
    assert set(found) <= set(listed)
    shuffled = list(listed)
    chance.shuffle(shuffled)
    assert draw.drawn(seed, shuffled, wanted) == found


@given(st.text(max_size=8), names, st.integers(1, 10), st.data())
def test_whoever_was_not_drawn_makes_no_difference_to_the_others(seed, listed, wanted, data):
    found = draw.drawn(seed, listed, wanted)
    rest = [name for name in listed if name not in found]
    if rest:
        gone = data.draw(st.sampled_from(rest))
        assert draw.drawn(seed, [name for name in listed if name != gone], wanted) == found


@given(st.text(max_size=8), names, st.integers(1, 6))
def test_townships_are_dealt_evenly_and_never_to_a_barred_hand(seed, listed, count):
    hands = [f"team{n}" for n in range(count)]
    barred = {hands[0]: {listed[0]}} if count > 1 else {}
    dealt = draw.dealt(seed, listed, hands, barred)
    assert set(dealt) == set(listed)
    assert count == 1 or dealt[listed[0]] != hands[0]
    sizes = [list(dealt.values()).count(hand) for hand in hands]
    assert max(sizes) - min(sizes) <= 2
