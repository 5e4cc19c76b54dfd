"""A what-if's answer as its page, its paper and its workbook tell it."""

import json
from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from mingbai.kit.files import store
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries import areas
from mingbai.registry.models import Household, Person
from mingbai.rulebook.book import Book
from mingbai.screening.models import WhatIf
from mingbai.screening.queries import editions
from mingbai.screening.queries import what_if_sums as sums
from mingbai.screening.queries.values import language
from mingbai.screening.queries.what_if_sums import Sum

FEN = 100


def listed(acting: ActingPost) -> QuerySet[WhatIf]:
    """What a post sees: its own, and what others saved."""
    return rows(WhatIf, acting)


def changes(row: WhatIf) -> list[list[str]]:
    """What is changed, from what, to what, in the reader's language."""
    found: list[list[str]] = row.said.get(language(), [])
    return found


def change(row: WhatIf) -> str:
    """What is changed, in one line."""
    return "；".join(f"{words}：{before} → {after}" for words, before, after in changes(row))


def title(row: WhatIf) -> str:
    """Its name; before it has one, what is changed."""
    return row.name or change(row)


def told(row: WhatIf) -> dict[str, Any]:
    """Rule by rule with its townships, then by township and department."""
    book = editions.book(row.as_of)
    names = _townships(row)
    found = sums.by_rule(book, row.effects)
    places, departments = (
        sums.by_place(book, row.effects, names),
        sums.by_department(book, row.effects),
    )
    return {
        "row": row,
        "changes": changes(row),
        "rules": [
            (one, sums.by_township(row.effects, one.code, names), pays(book, one.code)) for one in found
        ],
        "places": places,
        "departments": departments,
        "whole": _whole(departments),
        "people": (sum(one.enters for one in found), sum(one.leaves for one in found)),
        "seconds": row.seconds.get("simulate"),
        "counted": row.counted,
        "limits": limits(row),
        "other_edition": row.edition != book.edition,
    }


def limits(row: WhatIf) -> str:
    """What the numbers leave out."""
    if row.everybody:
        return _(
            "Everybody in the ledger is counted; names are told of registered and monitored people and of"
            " those whom a finding speaks of. Costs are of known amounts only."
        )
    return _(
        "Facts are kept of registered and monitored people and of those whom a finding speaks of; who would"
        " newly enter from among others is not counted. Costs are of known amounts only."
    )


def _whole(found: Sequence[Sum]) -> int:
    return sum(one.cost for one in found)


def pays(book: Book, code: str) -> bool:
    """Whether a rule is a policy, so that it costs something."""
    return code in book.rules and book.rules[code].benefit is not None


def _townships(row: WhatIf) -> dict[str, str]:
    codes = {one["township"] for one in row.effects if one["township"]}
    return {**areas.names(codes), "": _("(village unknown)")}


def table(row: WhatIf) -> tuple[list[str], list[list[Any]]]:
    """Every rule and township in one table; money in yuan, of one period of the benefit."""
    book, names = editions.book(row.as_of), _townships(row)
    titles = [
        _("Rule"), _("Code"), _("Township"), _("Now"), _("Then"), _("Enter"), _("Leave"),
        _("Cannot be told then"),
        _("Yuan now"), _("Yuan then"), _("Difference in yuan"), _("Period"),
    ]  # fmt: skip
    found: list[list[Any]] = []
    for one in sums.by_rule(book, row.effects):
        found.append([*_cells(one, _("Whole county"), book, one)])
        found += [
            _cells(each, each.name, book, one) for each in sums.by_township(row.effects, one.code, names)
        ]
    return titles, found


def _cells(one: Sum, place: str, book: Book, rule: Sum) -> list[Any]:
    money = (
        [one.cost_before / FEN, one.cost_after / FEN, one.cost / FEN] if pays(book, rule.code) else [None] * 3
    )
    return [
        rule.name, rule.code, place, one.before, one.after, one.enters, one.leaves, one.unknown_after,
        *money, rule.detail,
    ]  # fmt: skip


def beside(found: Sequence[WhatIf]) -> list[tuple[str, list[Sum | None]]]:
    """Several side by side: each rule that any of them touches, with every one's numbers."""
    books = [editions.book(row.as_of) for row in found]
    told_ = [
        {one.code: one for one in sums.by_rule(book, row.effects)}
        for book, row in zip(books, found, strict=True)
    ]
    codes = dict.fromkeys(code for each in told_ for code in each)
    names = {code: next(each[code].name for each in told_ if code in each) for code in codes}
    return [(names[code], [each.get(code) for each in told_]) for code in codes]


def totals(row: WhatIf) -> dict[str, int]:
    """What the whole comes to: who enters and leaves, and what it costs by the year."""
    book = editions.book(row.as_of)
    found = sums.by_rule(book, row.effects)
    return {
        "enters": sum(one.enters for one in found),
        "leaves": sum(one.leaves for one in found),
        "cost": _whole(sums.by_department(book, row.effects)),
    }


# -- who is behind the numbers


def moved(row: WhatIf, rule: str, acting: ActingPost) -> list[dict[str, Any]]:
    """Who enters and leaves under a rule, of those whom the post reaches. Raises store.Gone."""
    kept = store.found(row.names, acting) if row.names else None
    if kept is None:
        raise store.Gone(row.pk)
    whole = json.loads(b"".join(store.content(kept)))
    told_ = whole.get(rule, [])
    homes = _named(Household, acting, [one for one in told_ if one[0] == "household"], "head_name")
    people = _named(Person, acting, [one for one in told_ if one[0] == "person"], "name")
    return sorted([*homes, *people], key=lambda one: (not one["enters"], one["row"].area_code))


def _named(model: Any, acting: ActingPost, told_: list[list[Any]], name: str) -> list[dict[str, Any]]:
    ways = {one[1]: one[3] for one in told_}
    found = list(rows(model, acting).filter(pk__in=ways))
    places = areas.names({row.area_code for row in found})
    return [
        {
            "row": row,
            "name": getattr(row, name),
            "village": places.get(row.area_code, row.area_code),
            "enters": ways[row.pk],
            "person": model is Person,
        }
        for row in found
    ]
