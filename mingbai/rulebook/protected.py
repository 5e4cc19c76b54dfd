"""No rule may use ethnic group or religion (PIPL 28): such words may not even stand in the book."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingbai.packs.problems import Problem, problem
from mingbai.rulebook.nodes import Entry, Leaf, Listing, Node

# The national code aab007 is the column for ethnic group (民族).
FORBIDDEN = re.compile(
    r"ethnic|minorit|nationality|religi|belief|faith|creed|church|mosque|temple_goer|aab007"
    r"|民族|族别|宗教|信教|信仰|教徒|教派|(?:回|满|蒙古|藏|维吾尔|苗|彝|壮)族|伊斯兰|基督|天主教|佛教|道教",
    re.IGNORECASE,
)
FREE = ("documents", "note", "owner")  # a document's title is not ours to choose


def forbidden(book: Entry) -> list[Problem]:
    """Every place where a forbidden word stands."""
    return [
        problem(
            place.where,
            zh=f"规则不得涉及民族或宗教：{word}",
            en=f"no rule may use ethnic group or religion: {word}",
        )
        for word, place in _words(book)
        if FORBIDDEN.search(word)
    ]


def _words(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, Leaf):
        yield node.text, node
    elif isinstance(node, Listing):
        for item in node.items:
            yield from _words(item)
    else:
        for key, value in node.fields.items():
            if key not in FREE:
                yield key, value
                yield from _words(value)
