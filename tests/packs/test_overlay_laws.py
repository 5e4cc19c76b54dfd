"""Laying layers on one another: however they are bracketed, the same; the hash knows content only."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from mingbai.packs.frozen import edition
from mingbai.packs.problems import Where
from mingbai.packs.trees import Branch, Gone, Leaf, Row, Source, Tree, overlay, without_graves

HERE = Where("a.yaml", 1)
SOURCE = Source("handbook", verified=False)
keys = st.sampled_from("abcd")
leaves = st.integers(0, 3).map(lambda value: Leaf(value, HERE, SOURCE))
rows = st.lists(leaves, max_size=2).map(lambda items: Row(tuple(items), HERE, SOURCE))
gone = st.just(Gone(HERE))


def branches(children: st.SearchStrategy[Any]) -> st.SearchStrategy[Branch]:
    return st.dictionaries(keys, children, max_size=3).map(lambda items: Branch(items, HERE, SOURCE))


trees = branches(st.recursive(leaves | rows | gone, branches, max_leaves=8))


@given(trees, trees, trees)
def test_overlay_is_associative(a: Branch, b: Branch, c: Branch) -> None:
    left = without_graves(overlay(overlay(a, b), c))
    right = without_graves(overlay(a, overlay(b, c)))
    assert edition(left) == edition(right)


@given(trees)
def test_a_layer_on_itself_changes_nothing(a: Branch) -> None:
    assert edition(without_graves(overlay(a, a))) == edition(without_graves(a))


@given(trees)
def test_an_empty_layer_changes_nothing(a: Branch) -> None:
    empty = Branch({}, HERE)
    assert edition(without_graves(overlay(a, empty))) == edition(without_graves(a))
    assert edition(without_graves(overlay(empty, a))) == edition(without_graves(a))


def _shuffled(tree: Tree, line: int) -> Tree:
    """The same content, keys the other way round, on other lines of another file."""
    there = Where("b.yaml", line)
    if isinstance(tree, Branch):
        items = {key: _shuffled(tree.items[key], line + 1) for key in reversed(list(tree.items))}
        return Branch(items, there, tree.source)
    if isinstance(tree, Row):
        return Row(tuple(_shuffled(item, line) for item in tree.items), there, tree.source)
    return Leaf(tree.value, there, tree.source) if isinstance(tree, Leaf) else tree


@given(trees)
def test_the_hash_knows_neither_lines_nor_the_order_of_keys(a: Branch) -> None:
    plain = without_graves(a)
    assert edition(_shuffled(plain, 7)) == edition(plain)


@given(trees, st.integers(4, 9))
def test_the_hash_knows_every_value(a: Branch, value: int) -> None:
    plain = without_graves(a)
    changed = overlay(plain, Branch({"a": Leaf(value, HERE, SOURCE)}, HERE))
    assert edition(changed) != edition(plain)


def test_the_hash_knows_the_source() -> None:
    seen = Branch({"a": Leaf(1, HERE, Source("handbook", verified=True))}, HERE)
    unseen = Branch({"a": Leaf(1, HERE, Source("handbook", verified=False))}, HERE)
    assert edition(seen) != edition(unseen)
