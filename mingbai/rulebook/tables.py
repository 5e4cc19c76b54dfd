"""Are the tables what the book says they are? Asked before any rule is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from mingbai.packs.problems import did_you_mean
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book, Entity
from mingbai.rulebook.layers import Layers
from mingbai.rulebook.plan import Plan, Summed, Wide
from mingbai.rulebook.types import Type

WHOLE = r"U?(TINY|SMALL|BIG)INT|U?INTEGER|INT|LONG|SHORT|BYTE"
EARLIEST, LATEST = "1850-01-01", "2200-12-31"


class BadTable(ValueError):
    """A table lacks a column, has one of another type, repeats a key, or holds values out of bounds.

    `words` say table, column, how many rows and how to mend it; the text of the error is the English.
    """

    def __init__(self, told: Iterable[Text]) -> None:
        found = list(told)
        self.words = Text(zh="\n".join(one.zh for one in found), en="\n".join(one.en for one in found))
        super().__init__(self.words.en)


def check_columns(book: Book, columns: Mapping[str, Mapping[str, str]]) -> None:
    """Every column that the book names is there and of its type. Raises BadTable."""
    problems = [text for one in book.entities.values() for text in _lacking(one, columns)]
    if problems:
        raise BadTable(problems)


def _lacking(one: Entity, columns: Mapping[str, Mapping[str, str]]) -> Iterator[Text]:
    held = columns.get(one.dataset)
    if held is None or one.distinct is not None:
        return
    needed: dict[str, Type | None] = {one.key: None}
    needed |= {link.column: None for link in one.links.values()}
    needed |= {fact.column: fact.type for fact in one.facts.values() if fact.column}
    for column, type_ in needed.items():
        if column not in held:
            hint = did_you_mean(column, held)
            yield Text(
                zh=f"{one.dataset}.parquet（{one.words.zh}）：缺少列 {column}{hint.zh}；"
                "请补上这一列，或重新比对",
                en=f"{one.dataset}: there is no column {column}{hint.en}; add it, or compare again",
            )
        elif type_ is not None and not re.fullmatch(_accepted(type_), held[column].upper()):
            yield Text(
                zh=f"{one.dataset}.parquet（{one.words.zh}）：列 {column} 的类型是 {held[column]}，"
                f"规则书要求 {type_}；请按要求的类型重新导出",
                en=f"{one.dataset}.{column}: {held[column]} where the book says {type_}; "
                "write the column in that type",
            )


def _accepted(type_: Type) -> str:
    if type_.kind == "number":
        return WHOLE if not type_.scale else rf"DECIMAL\(\d+,\s*[0-{type_.scale}]\)|{WHOLE}"
    return {"bool": "BOOLEAN", "date": "DATE"}.get(type_.kind, "VARCHAR|STRING|ENUM.*")


def check_values(plan: Plan, layers: Layers, row: Callable[[str], tuple[Any, ...]]) -> None:
    """No number out of bounds, no day beyond two centuries, no unknown code, no key twice. Else BadTable."""
    for wide in plan.wides.values():
        if layers.present(wide.entity) and wide.entity.distinct is None:
            _check_wide(wide, layers, row)
        _check_sums(wide, layers, row)


def _check_sums(wide: Wide, layers: Layers, row: Callable[[str], tuple[Any, ...]]) -> None:
    together: dict[str, list[Summed]] = {}
    for one in wide.summed.values():
        if one.total.fun in ("sum", "count") and layers.present(layers.plan.book.entities[one.child]):
            together.setdefault(layers.totals_name(wide.entity.code, one), []).append(one)
    for table, totals in together.items():
        largest = ", ".join(f"max(abs({layers.sql.name(one.name)}))" for one in totals)
        for one, most in zip(totals, row(f"SELECT {largest} FROM {table}"), strict=True):
            if (most or 0) > one.total.type.bound:
                raise BadTable(
                    [
                        Text(
                            zh=f"{one.child}：各行合计达到 {most}，超出上限 {one.total.type.bound}；"
                            "请核对过大的数",
                            en=f"{one.child}: a total over its rows reaches {most}, beyond "
                            f"{one.total.type.bound}; look for numbers that are too large",
                        )
                    ]
                )


def _check_wide(wide: Wide, layers: Layers, row: Callable[[str], tuple[Any, ...]]) -> None:
    sql, base = layers.sql, layers.base(wide.entity.code)
    key = sql.name("key")
    own = wide.entity.key
    tests = {Text(zh=f"{own} 是空的，请补上", en=f"{own} is empty"): f"count(*) - count({key})"}
    tests[Text(zh=f"{own} 重复，请只留一行", en=f"{own} repeats")] = f"count({key}) - count(DISTINCT {key})"
    for code, fact in wide.base.items():
        name = sql.name(code)
        if fact.type.kind == "number":
            outside = f"{name} NOT BETWEEN -{fact.type.bound} AND {fact.type.bound}"
            what = Text(
                zh=f"{fact.column}（{fact.words.zh}）超出 ±{fact.type.bound}，请核对单位和位数",
                en=f"{fact.column} is beyond {fact.type.bound}",
            )
            tests[what] = f"count(CASE WHEN {outside} THEN 1 END)"
        if fact.type.kind == "date":
            outside = f"{name} NOT BETWEEN DATE '{EARLIEST}' AND DATE '{LATEST}'"
            what = Text(
                zh=f"{fact.column}（{fact.words.zh}）早于 {EARLIEST} 或晚于 {LATEST}，请核对日期",
                en=f"{fact.column} is before {EARLIEST} or after {LATEST}",
            )
            tests[what] = f"count(CASE WHEN {outside} THEN 1 END)"
        if fact.type.values:
            listed = ", ".join(sql.quote(code) for code in fact.type.values)
            what = Text(
                zh=f"{fact.column}（{fact.words.zh}）有规则书不认识的代码，可用：{'、'.join(fact.type.values)}",
                en=f"{fact.column} holds a code that the book does not know",
            )
            tests[what] = f"count(CASE WHEN {name} NOT IN ({listed}) THEN 1 END)"
    counted = row(f"SELECT {', '.join(tests.values())} FROM {base}")
    table = wide.entity.dataset
    wrong = [
        Text(
            zh=f"{table}.parquet（{wide.entity.words.zh}）：有 {count} 行 {what.zh}",
            en=f"{table}: {count} rows: {what.en}",
        )
        for what, count in zip(tests, counted, strict=True)
        if count
    ]
    if wrong:
        raise BadTable(wrong)
