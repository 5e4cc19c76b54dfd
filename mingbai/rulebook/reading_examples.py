"""Examples: little worlds of facts, nested as the links go, and what a rule must answer on them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from mingbai.packs.problems import PackError, unknown
from mingbai.rulebook.book import Entity, Example, collections, many
from mingbai.rulebook.nodes import Entry, Leaf, Node, checked, entry, items, leaf, refusal
from mingbai.rulebook.scalars import choice, day, flag, scaled
from mingbai.rulebook.types import Type

EXPECTED = ("holds", "not", "unknown")
MOST_MONEY = 10**15


def example(node: Node, subject: str, known: Mapping[str, Entity], default: date) -> Example:
    """One example. Raises PackError naming the fact that is not understood."""
    item = checked(node, need=("expect", "facts"), may=("edge", "absent", "as_of", "amount", "note"))
    fields = item.fields
    expect = choice(fields["expect"], EXPECTED, zh="结果", en="answer")
    absent = frozenset(choice(one, known, zh="对象", en="entity") for one in items(fields.get("absent")))
    return Example(
        expect=expect,
        facts=world(fields["facts"], subject, known),
        as_of=day(fields["as_of"]) if "as_of" in fields else default,
        where=item.where,
        edge=flag(fields.get("edge")),
        absent=absent,
        amount=_amount(fields.get("amount")),
        states_amount="amount" in fields,
    )


def _amount(node: Node | None) -> int | None:
    if node is None or (isinstance(node, Leaf) and node.text == "unknown"):
        return None
    return scaled(node, scale=2, bound=MOST_MONEY)


def world(node: Node, entity: str, known: Mapping[str, Entity]) -> dict[str, object]:
    """Facts of one subject, with linked ones nested under their link and many under their collection."""
    return {key: _part(key, value, entity, known) for key, value in entry(node).fields.items()}


def _part(key: str, value: Node, entity: str, known: Mapping[str, Entity]) -> object:
    here = known[entity]
    if key in here.facts:
        if not here.facts[key].column:
            raise refusal(
                value.where,
                zh=f"“{key}”是推导出来的，例子里要写它所依据的列",
                en=f"{key} is derived: an example gives the columns it is derived from",
            )
        return value_of(value, here.facts[key].type)
    if key in here.links:
        return world(value, here.links[key].to, known)
    found = many(known, entity, key)
    if found is None:
        names = (*here.facts, *here.links, *collections(known, entity))
        raise PackError([unknown(value.where, zh="事实", en="fact", word=key, known=names)])
    return [world(row, found[0], known) for row in items(value)]


def value_of(node: Node, type_: Type) -> object:
    """The value in the engine's own form (fen, scaled whole numbers); None when nothing is written."""
    if isinstance(node, Entry | Leaf) and getattr(node, "empty", False):
        return None
    if type_.kind == "bool":
        return flag(node)
    if type_.kind == "date":
        return day(node)
    if type_.kind == "number":
        return scaled(node, scale=2 if type_.money else type_.scale, bound=type_.bound)
    if type_.values:
        return choice(node, type_.values, zh="代码", en="code")
    return leaf(node).text
