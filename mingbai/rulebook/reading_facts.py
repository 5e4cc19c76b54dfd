"""Entities, links and facts, read and checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from mingbai.packs.problems import PackError, Problem, Where, unknown
from mingbai.packs.text import Text
from mingbai.rulebook.book import Entity, Fact, Link
from mingbai.rulebook.catalogue import GIVEN, Catalogue, Scope
from mingbai.rulebook.expressions import understood
from mingbai.rulebook.joining import Refused
from mingbai.rulebook.nodes import Entry, Node, checked, each, items, leaf, refusal
from mingbai.rulebook.scalars import choice, flag, name, scaled, whole, words
from mingbai.rulebook.types import BOOL, DATE, FEN, Type, number, text
from mingbai.tables.declaring import code_lists

Named = TypeVar("Named", Link, Fact)
TYPES = ("bool", "int", "decimal", "money", "date", "text")
MOST_MONEY = 10**11  # fen: 10 亿 yuan
MOST = 10**6
NONE, NOTHING = "none", Text(zh="无", en="none")  # where a list has no word of its own for it
FACT_FIELDS = ("expr", "type", "unit", "scale", "most", "values", "column", "source", "sensitive", "labels")


def entities(node: Node | None, found: list[Problem]) -> dict[str, Entity]:
    """All entities with their column facts; derived facts still without type."""
    built = {one.code: one for one in each(node, _entity, found)}
    for one in built.values():
        _check_links(one, built, found)
    _check_cycle(built, found)
    return built


def _entity(node: Node) -> Entity:
    item = checked(node, need=("code", "words"), may=("dataset", "key", "links", "facts", "distinct"))
    code = name(item.fields["code"])
    problems: list[Problem] = []
    links = each(item.fields.get("links"), _link, problems)
    facts = each(item.fields.get("facts"), _fact, problems)
    if problems:
        raise PackError(problems)
    distinct = _distinct(item.fields["distinct"]) if "distinct" in item.fields else None
    if distinct is None and "key" not in item.fields:
        raise refusal(item.where, zh="缺少“key”", en="“key” is missing")
    return Entity(
        code=code,
        words=words(item.fields["words"]),
        dataset=name(item.fields["dataset"]) if "dataset" in item.fields else code,
        key=name(item.fields["key"]) if "key" in item.fields else "value",
        where=item.where,
        links=_unique([(link.code, link) for link in links], item.where),
        facts=_unique([(fact.code, fact) for fact in facts], item.where),
        distinct=distinct,
    )


def _unique(pairs: list[tuple[str, Named]], where: Where) -> dict[str, Named]:
    kept = dict(pairs)
    if len(kept) != len(pairs):
        raise refusal(where, zh="名称重复", en="a name stands here twice")
    return kept


def _distinct(node: Node) -> tuple[str, str]:
    item = checked(node, need=("of", "fact"))
    return name(item.fields["of"]), name(item.fields["fact"])


def _link(node: Node) -> Link:
    item = checked(node, need=("code", "to", "column"), may=("many",))
    many = name(item.fields["many"]) if "many" in item.fields else ""
    fields = item.fields
    return Link(name(fields["code"]), name(fields["to"]), name(fields["column"]), many)


def _fact(node: Node) -> Fact:
    item = checked(node, need=("code", "words"), may=FACT_FIELDS)
    code = name(item.fields["code"])
    derived = "expr" in item.fields
    if derived == ("type" in item.fields):
        raise refusal(
            item.where,
            zh="事实要么写 type（列），要么写 expr（推导）",
            en="a fact has a type (a column) or an expr",
        )
    return Fact(
        code=code,
        type=Type("pending", unit=_unit(item)) if derived else fact_type(item),
        words=words(item.fields["words"]),
        where=item.fields["expr"].where if derived else item.where,
        column="" if derived else _column(item, code),
        written=leaf(item.fields["expr"]).text if derived else "",
        sensitive=flag(item.fields.get("sensitive")),
        source=leaf(item.fields["source"]).text if "source" in item.fields else "",
        labels=_labels(item),
    )


def _column(item: Entry, code: str) -> str:
    return name(item.fields["column"]) if "column" in item.fields else code


def _unit(item: Entry) -> str:
    return leaf(item.fields["unit"]).text if "unit" in item.fields else ""


def fact_type(item: Entry) -> Type:
    """The type that the fields `type`, `unit`, `scale`, `most`, `values` declare."""
    kind = choice(item.fields["type"], TYPES, zh="类型", en="type")
    if kind in ("bool", "date"):
        return BOOL if kind == "bool" else DATE
    if kind == "text":
        return text(_codes(item.fields.get("values")))
    scale = 0
    if kind == "decimal":
        if "scale" not in item.fields:
            raise refusal(item.where, zh="decimal 要写 scale", en="a decimal needs a scale")
        scale = whole(item.fields["scale"], least=1, most=4)
    if kind == "money":
        return number(unit=FEN, bound=_most(item, 2, MOST_MONEY))
    return number(scale=scale, unit=_unit(item), bound=_most(item, scale, MOST * 10**scale))


def _codes(node: Node | None) -> tuple[str, ...]:
    if isinstance(node, Entry):
        return tuple(node.fields)
    return tuple(leaf(value).text for value in items(node))


def _labels(item: Entry) -> dict[str, Text]:
    """How the codes are said: by the list of the datasets that `labels` names, or beside each of `values`."""
    values = item.fields.get("values")
    own = {key: words(value) for key, value in values.fields.items()} if isinstance(values, Entry) else {}
    return {**_listed(item.fields["labels"]), **own} if "labels" in item.fields else own


def _listed(node: Node) -> dict[str, Text]:
    known = code_lists()
    name_ = choice(node, tuple(known), zh="代码表", en="code list")
    return {NONE: NOTHING} | {one.code: one.words for one in known[name_]}


def _most(item: Entry, scale: int, default: int) -> int:
    return scaled(item.fields["most"], scale=scale, bound=10**15) if "most" in item.fields else default


def _check_links(one: Entity, known: Mapping[str, Entity], found: list[Problem]) -> None:
    targets = [link.to for link in one.links.values()] + ([one.distinct[0]] if one.distinct else [])
    for target in targets:
        if target not in known:
            found.append(unknown(one.where, zh="对象", en="entity", word=target, known=known))


def _check_cycle(known: Mapping[str, Entity], found: list[Problem]) -> None:
    def visit(code: str, seen: tuple[str, ...]) -> None:
        if code in seen:
            way = " → ".join((*seen, code))
            found.extend(
                refusal(known[code].where, zh=f"链接成环：{way}", en=f"links go in a circle: {way}").problems
            )
            return
        for link in known[code].links.values():
            if link.to in known:
                visit(link.to, (*seen, code))

    for code in known:
        visit(code, ())


@dataclass
class Facts:
    """Finds the types of derived facts, each by reading its expression once."""

    entities: dict[str, Entity]
    parameters: Mapping[str, Type]
    found: list[Problem]
    reading: list[tuple[str, str]] = field(default_factory=list)
    catalogue: Catalogue = field(init=False)

    def __post_init__(self) -> None:
        self.catalogue = Catalogue(self.entities, self.parameters, self.type_of)

    def type_of(self, entity: str, code: str) -> Type:
        """The fact's type. Raises Refused when a derived fact leads back to itself."""
        fact = self.entities[entity].facts[code]
        if fact.type.kind != "pending":
            return fact.type
        if (entity, code) in self.reading:
            raise Refused(zh=f"事实“{code}”推导成环", en=f"the fact {code} is derived from itself")
        self.reading.append((entity, code))
        try:
            return self._settle(entity, fact).type
        finally:
            self.reading.pop()

    def _settle(self, entity: str, fact: Fact) -> Fact:
        scope = Scope(self.catalogue, entity)
        term = understood(fact.written, scope=scope, where=fact.where)
        unit = fact.type.unit or term.type.unit
        settled = replace(fact, expr=term, type=replace(term.type, unit=unit, bare=False))
        facts = {**self.entities[entity].facts, fact.code: settled}
        self.entities[entity] = replace(self.entities[entity], facts=facts)
        return settled

    def settle_all(self) -> None:
        """Reads every derived fact; problems are gathered."""
        for entity in tuple(self.entities):
            for code in tuple(self.entities[entity].facts):
                self._try(entity, code)

    def _try(self, entity: str, code: str) -> None:
        fact = self.entities[entity].facts[code]
        try:
            self.type_of(entity, code)
        except PackError as error:
            self.found.extend(error.problems)
        except Refused as error:
            self.found.extend(refusal(fact.where, zh=error.text.zh, en=error.text.en).problems)


def reserved(known: Mapping[str, Entity], parameters: Mapping[str, Type], found: list[Problem]) -> None:
    """No fact, link or collection may share a name with a parameter or a built-in day."""
    taken = {*parameters, *GIVEN}
    for one in known.values():
        names = [*one.facts, *one.links]
        for word in sorted({*names} & taken):
            found.extend(
                refusal(one.where, zh=f"“{word}”与参数同名", en=f"{word} is also a parameter's name").problems
            )
        for word in sorted({*one.facts} & {*one.links}):
            found.extend(
                refusal(
                    one.where, zh=f"“{word}”既是事实又是链接", en=f"{word} is both fact and link"
                ).problems
            )


def grouping(known: dict[str, Entity], found: list[Problem]) -> None:
    """Gives every grouping entity its one fact, `value`, of the type it groups by."""
    for code, one in known.items():
        if one.distinct is None or one.distinct[0] not in known:
            continue
        basis = known[one.distinct[0]].facts.get(one.distinct[1])
        if basis is None or not basis.column:
            found.append(
                unknown(
                    one.where,
                    zh="列事实",
                    en="column fact",
                    word=one.distinct[1],
                    known=[f.code for f in known[one.distinct[0]].facts.values() if f.column],
                )
            )
            continue
        value = replace(basis, code="value", column="value")
        known[code] = replace(one, facts={**one.facts, "value": value})
