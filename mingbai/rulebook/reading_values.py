"""Documents, dated parameters and stacking groups, read and checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from mingbai.packs.problems import PackError, Problem, unknown
from mingbai.rulebook.book import Dated, Document, Entity, Parameter, Stack
from mingbai.rulebook.nodes import Entry, Leaf, Node, checked, each, entry, items, leaf, refusal
from mingbai.rulebook.scalars import choice, code, day, flag, name, scaled, whole, words
from mingbai.rulebook.types import BOOL, CODES, DATE, FEN, Type, number, text

TYPES = ("bool", "int", "decimal", "money", "date", "text", "codes", "table")
MOST_MONEY = 10**12  # fen
MOST = 10**9
HEADROOM = 100  # a changed value in a simulation may be this many times the largest written


def documents(node: Node | None, found: list[Problem]) -> dict[str, Document]:
    """What values and rules stand on, by code."""
    return {one.code: one for one in each(node, _document, found)}


def _document(node: Node) -> Document:
    item = checked(node, need=("code", "words"), may=("url", "note"))
    url = leaf(item.fields["url"]).text if "url" in item.fields else ""
    return Document(code(item.fields["code"]), words(item.fields["words"]), url)


def document_of(item: Entry, known: Mapping[str, Document]) -> str:
    """The code of a document that the book knows."""
    found = code(item.fields["document"])
    if found not in known:
        raise PackError(
            [unknown(item.fields["document"].where, zh="文件", en="document", word=found, known=known)]
        )
    return found


def parameters(
    node: Node | None, known: Mapping[str, Document], found: list[Problem]
) -> dict[str, Parameter]:
    """All parameters by code."""
    return {one.code: one for one in each(node, partial(_parameter, known=known), found)}


def _parameter(node: Node, *, known: Mapping[str, Document]) -> Parameter:
    item = checked(node, need=("code", "type", "words", "values"), may=("own", "unit", "scale", "note"))
    kind = choice(item.fields["type"], TYPES, zh="类型", en="type")
    scale = _scale(item, kind)
    listed = items(item.fields["values"])
    if not listed:
        raise refusal(item.where, zh="没有写任何值", en="no value is written")
    problems: list[Problem] = []
    read = _reader(kind, scale)
    shipped = each(item.fields["values"], partial(_dated, read=read, known=known), problems)
    own = each(item.fields.get("own"), partial(_dated, read=read, known=known), problems)
    if problems:
        raise PackError(problems)
    dated = _laid(shipped, own, item)
    unit = leaf(item.fields["unit"]).text if "unit" in item.fields else ""
    return Parameter(
        code=name(item.fields["code"]),
        type=_type(kind, scale, unit, dated),
        words=words(item.fields["words"]),
        values=tuple(dated),
        where=item.where,
        unit=unit,
    )


def _laid(shipped: list[Dated], own: list[Dated], item: Entry) -> list[Dated]:
    """The values by day; a county's own takes the place of what the packs say from the same day."""
    for values in (shipped, own):
        if len({value.since for value in values}) != len(values):
            raise refusal(item.where, zh="同一天有两个值", en="two values from the same day")
    laid = {value.since: value for value in (*shipped, *own)}
    return [laid[since] for since in sorted(laid)]


def _scale(item: Entry, kind: str) -> int:
    if kind != "decimal":
        return 0
    if "scale" not in item.fields:
        raise refusal(item.where, zh="decimal 要写 scale", en="a decimal needs a scale")
    return whole(item.fields["scale"], least=1, most=4)


def _type(kind: str, scale: int, unit: str, dated: list[Dated]) -> Type:
    plain = {"bool": BOOL, "date": DATE, "text": text(), "codes": CODES}.get(kind)
    if plain is not None:
        return plain
    sizes = [size for value in dated for size in _sizes(value.value)]
    bound = max(sizes, default=1) * HEADROOM
    if kind == "table":
        return Type("table", unit=FEN, bound=bound)
    return number(scale=scale, unit=FEN if kind == "money" else unit, bound=bound)


def _sizes(value: object) -> list[int]:
    numbers = value.values() if isinstance(value, dict) else [value]
    return [max(abs(n), 1) for n in numbers if isinstance(n, int)]


def _dated(node: Node, *, read: Callable[[Node], object], known: Mapping[str, Document]) -> Dated:
    item = checked(node, need=("from", "value", "document", "verified"), may=("note",))
    value = item.fields["value"]
    empty = isinstance(value, Leaf) and value.empty
    return Dated(
        since=day(item.fields["from"]),
        value=None if empty else read(value),
        document=document_of(item, known),
        verified=flag(item.fields["verified"]),
        where=item.where,
    )


def _reader(kind: str, scale: int) -> Callable[[Node], object]:
    readers: dict[str, Callable[[Node], object]] = {
        "bool": flag,
        "date": day,
        "text": lambda node: leaf(node).text,
        "money": partial(scaled, scale=2, bound=MOST_MONEY),
        "int": partial(scaled, scale=0, bound=MOST),
        "decimal": partial(scaled, scale=scale, bound=MOST * 10**scale),
        "codes": _codes,
        "table": _table,
    }
    return readers[kind]


def _codes(node: Node) -> tuple[str, ...]:
    listed = tuple(leaf(item).text for item in items(node))
    if not listed:
        raise refusal(node.where, zh="列表是空的", en="the list is empty")
    return listed


def _table(node: Node) -> dict[str, int]:
    rows = entry(node).fields
    if not rows:
        raise refusal(node.where, zh="表格是空的", en="the table is empty")
    return {key: scaled(value, scale=2, bound=MOST_MONEY) for key, value in rows.items()}


def stacks(
    node: Node | None,
    known: Mapping[str, Document],
    entities: Mapping[str, Entity],
    found: list[Problem],
) -> dict[str, Stack]:
    """The stacking groups by code."""

    def build(item: Node) -> Stack:
        fields = checked(item, need=("code", "per", "keep", "words", "document")).fields
        return Stack(
            code=name(fields["code"]),
            per=choice(fields["per"], entities, zh="对象", en="entity"),
            keep=choice(fields["keep"], ("highest", "first"), zh="取法", en="way to keep"),
            words=words(fields["words"]),
            document=document_of(entry(item), known),
        )

    return {one.code: one for one in each(node, build, found)}
