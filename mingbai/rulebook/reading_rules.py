"""Rules with their conditions, benefits and words, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingbai.packs.problems import PackError, Problem, Where
from mingbai.packs.text import Text
from mingbai.rulebook.book import Benefit, Condition, Document, Entity, Rule, Stack
from mingbai.rulebook.catalogue import AS_OF, PERIOD, Catalogue, Scope
from mingbai.rulebook.expressions import condition, understood
from mingbai.rulebook.nodes import Entry, Node, checked, each, leaf, refusal
from mingbai.rulebook.reading_examples import example
from mingbai.rulebook.reading_values import document_of
from mingbai.rulebook.scalars import choice, code, flag, name, whole, words
from mingbai.rulebook.speech import PLACE, operands
from mingbai.rulebook.terms import Term

KINDS = ("risk", "exclusion", "quality", "policy", "alarm")
SEVERITIES = ("notice", "warning", "error", "serious")
PERIODS = ("month", "quarter", "half_year", "year", "once")
NEEDED = (
    "code", "kind", "subject", "title", "document", "verified", "owner", "severity", "combine",
    "conditions", "examples",
)  # fmt: skip
BENEFIT = ("amount", "period", "stack", "received")
MOST_CONDITIONS = 20  # one rule's truths fit a small mask, and a person can still follow it


@dataclass(frozen=True)
class Desk:
    """What rules are read against."""

    catalogue: Catalogue
    entities: Mapping[str, Entity]
    documents: Mapping[str, Document]
    stacks: Mapping[str, Stack]
    example_day: date


def rules(node: Node | None, desk: Desk, found: list[Problem]) -> dict[str, Rule]:
    """All rules by code, in the order of the book."""
    built = each(node, lambda item: _rule(item, desk), found)
    return {one.code: one for one in built}


def _rule(node: Node, desk: Desk) -> Rule:
    item = checked(node, need=NEEDED, may=(*BENEFIT, "never_unknown", "note"))
    fields = item.fields
    kind = choice(fields["kind"], KINDS, zh="种类", en="kind")
    subject = choice(fields["subject"], desk.entities, zh="对象", en="entity")
    givens = (AS_OF, *PERIOD) if kind == "policy" else (AS_OF,)
    scope = Scope(desk.catalogue, subject, givens)
    problems: list[Problem] = []
    conditions = each(fields["conditions"], lambda one: _condition(one, scope), problems)
    examples = each(
        fields["examples"], lambda one: example(one, subject, desk.entities, desk.example_day), problems
    )
    if problems:
        raise PackError(problems)
    _numbered(conditions, item.where)
    combine, least = _combination(fields["combine"], len(conditions))
    return Rule(
        code=code(fields["code"]),
        kind=kind,
        subject=subject,
        title=words(fields["title"]),
        document=document_of(item, desk.documents),
        verified=flag(fields["verified"]),
        owner=name(fields["owner"]),
        severity=choice(fields["severity"], SEVERITIES, zh="程度", en="severity"),
        combine=combine,
        least=least,
        conditions=tuple(conditions),
        examples=tuple(examples),
        where=item.where,
        benefit=_benefit(item, kind, scope, desk),
        never_unknown=_maybe(item, "never_unknown"),
        note=_maybe(item, "note"),
    )


def _maybe(item: Entry, field: str) -> Text | None:
    return words(item.fields[field]) if field in item.fields else None


def _numbered(conditions: list[Condition], where: Where) -> None:
    if not 1 <= len(conditions) <= MOST_CONDITIONS:
        raise refusal(
            where,
            zh=f"应有 1 到 {MOST_CONDITIONS} 个条件",
            en=f"a rule has 1 to {MOST_CONDITIONS} conditions",
        )
    if len({one.name for one in conditions}) != len(conditions):
        raise refusal(where, zh="条件重名", en="two conditions share a name")


def _condition(node: Node, scope: Scope) -> Condition:
    item = checked(node, need=("name", "expr", "words"))
    written = leaf(item.fields["expr"])
    term = condition(written.text, scope=scope, where=written.where)
    said = words(item.fields["words"])
    mentions = {operand.name: operand.term for operand in operands(term)}
    mentions |= _spoken(said, scope, item.fields["words"].where)
    return Condition(name(item.fields["name"]), term, said, item.where, written.text, mentions)


def _spoken(said: Text, scope: Scope, where: Where) -> dict[str, Term]:
    places = dict.fromkeys(re.findall(PLACE, said.zh) + re.findall(PLACE, said.en))
    return {place: understood(place, scope=scope, where=where) for place in places}


def _combination(node: Node, count: int) -> tuple[str, int]:
    if isinstance(node, Entry):
        least = whole(checked(node, need=("at_least",)).fields["at_least"], least=1, most=max(count, 1))
        return "at_least", least
    combine = choice(node, ("all", "any"), zh="组合方式", en="combination")
    return combine, count if combine == "all" else 1


def _benefit(item: Entry, kind: str, scope: Scope, desk: Desk) -> Benefit | None:
    present = [field for field in BENEFIT if field in item.fields]
    if kind != "policy" and present:
        raise refusal(
            item.where, zh=f"只有政策（policy）才写 {present[0]}", en=f"only a policy has {present[0]}"
        )
    if kind != "policy":
        return None
    fields = checked(item, need=(*NEEDED, "amount", "period"), may=(*BENEFIT, "never_unknown", "note")).fields
    written = leaf(fields["amount"])
    amount = understood(written.text, scope=scope, where=written.where)
    if not amount.type.money or amount.type.scale:
        raise refusal(
            written.where,
            zh=f"金额应是整分的钱，却是 {amount.type}；可用 rounded(…, 0, 'half_up')",
            en=f"an amount is money in whole fen, this is {amount.type}; use rounded(…, 0, 'half_up')",
        )
    stack = (
        choice(fields["stack"], desk.stacks, zh="互斥组", en="stacking group") if "stack" in fields else ""
    )
    return Benefit(
        amount=amount,
        period=choice(fields["period"], PERIODS, zh="周期", en="period"),
        written=written.text,
        stack=stack,
        received=_received(fields.get("received"), scope),
    )


def _received(node: Node | None, scope: Scope) -> Term | None:
    return None if node is None else condition(leaf(node).text, scope=scope, where=node.where)
