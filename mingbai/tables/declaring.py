"""Reads the declarations of datasets from YAML and refuses what nobody could work with."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import TypeVar

from mingbai.packs.problems import PackError, Problem, problem, unknown
from mingbai.packs.text import Text
from mingbai.tables.declared import (
    PERIODS,
    SUBJECTS,
    TYPES,
    UNITS,
    Catalogue,
    Choice,
    Column,
    Dataset,
    Reason,
)
from mingbai.tables.marks import Mark, marked

SHIPPED = Path(__file__).parent.parent / "packs" / "files" / "datasets"
SHARED = "shared"
# Nothing about a person may be asked for without a purpose, and these not at all (handbook K, O.1).
FORBIDDEN = ("religion", "宗教", "信仰", "吸毒", "涉毒", "赌博", "服刑", "犯罪", "前科")
# The capitals of a draft (drafting.HEAD), and what belongs there.
BLANKS = {
    "NAME IN ENGLISH": Text(zh="数据表的英文名称", en="what the file is called in English"),
    "SENDER": Text(zh="报送单位的英文名称", en="the sender's name in English"),
    "PURPOSE": Text(zh="收取的用途", en="what it may be used for"),
    "WHERE THE COLUMNS ARE FROM": Text(zh="各列的出处", en="where the columns are laid down"),
    "COLUMN IN ENGLISH": Text(zh="这一列的英文名称", en="what the column is called in English"),
}
COLUMN = (
    "use", "name", "title", "type", "aliases", "unit", "scale", "required", "key", "match", "signed",
    "keep_faulty", "min", "max", "codes", "purpose",
)  # fmt: skip
NEED = ("code", "name", "owner", "subject", "period", "retention_months", "purposes", "source", "columns")

T = TypeVar("T")


@cache
def shipped() -> Catalogue:
    """The datasets that come with the program."""
    return load()


@cache
def code_lists() -> Mapping[str, tuple[Choice, ...]]:
    """The shared code lists by name: each code with its words."""
    return _lists(SHIPPED / SHARED)


def _lists(folder: Path) -> dict[str, tuple[Choice, ...]]:
    return {name: _choices(mark) for name, mark in marked(folder / "codes.yaml").fields().items()}


def load(*folders: Path) -> Catalogue:
    """The shipped datasets and those of further folders; a later file of a code replaces an earlier one.

    Raises PackError with every problem found.
    """
    found: list[Problem] = []
    whole = _Shared.read(SHIPPED / SHARED)
    datasets: dict[str, Dataset] = {}
    files = [path for folder in (SHIPPED, *folders) for path in sorted(folder.glob("*.yaml"))]
    for path in files:
        dataset = _gathered(lambda path=path: _dataset(marked(path), whole), found)  # type: ignore[misc]
        if dataset is not None:
            datasets[dataset.code] = dataset
    if found:
        raise PackError(found)
    edition = _hash([*files, *sorted((SHIPPED / SHARED).glob("*.yaml"))])
    return Catalogue(
        datasets,
        whole.reasons,
        whole.purposes,
        words={
            choice.code: frozenset((choice.code, choice.words.zh, *choice.also))
            for choice in whole.codes["yes_no"]
        },
        provinces=frozenset(int(choice.code) for choice in whole.codes["province"]),
        lists=whole.codes,
        shared={name: _common(name, mark, whole) for name, mark in whole.columns.items()},
        edition=edition,
    )


def _common(name: str, mark: Mark, shared: _Shared) -> Column:
    """A shared column on its own, without a purpose."""
    found = mark.only(may=COLUMN)
    kind = found["type"].choice(TYPES, zh="类型", en="type")
    return Column(
        name=name,
        title=found["title"].words(),
        type=kind,
        purposes=(),
        aliases=tuple(item.text() for item in found["aliases"].items()) if "aliases" in found else (),
        choices=_listed(mark, found, kind, shared),
    )


def _hash(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _gathered(build: Callable[[], T], found: list[Problem]) -> T | None:
    try:
        return build()
    except PackError as error:
        found.extend(error.problems)
        return None


class _Shared:
    """What datasets draw on: common columns, code lists, purposes, reasons."""

    def __init__(self, folder: Path) -> None:
        self.columns = marked(folder / "columns.yaml").fields()
        self.purposes = {
            code: mark.words() for code, mark in marked(folder / "purposes.yaml").fields().items()
        }
        self.codes = _lists(folder)
        self.reasons = {
            code: _reason(code, mark) for code, mark in marked(folder / "reasons.yaml").fields().items()
        }

    @classmethod
    def read(cls, folder: Path) -> _Shared:
        """The shared files of a folder."""
        return cls(folder)


def _reason(code: str, mark: Mark) -> Reason:
    found = mark.only(need=("level", "zh", "en", "mend"))
    level = found["level"].choice(("reject", "note", "file"), zh="级别", en="level")
    return Reason(code, level, Text(zh=found["zh"].text(), en=found["en"].text()), found["mend"].words())


def _choices(mark: Mark) -> tuple[Choice, ...]:
    made, seen = [], dict[str, str]()
    for code, item in mark.fields().items():
        found = item.only(need=("zh", "en"), may=("also",))
        also = tuple(word.text() for word in found["also"].items()) if "also" in found else ()
        words = Text(zh=found["zh"].text(), en=found["en"].text())
        for word in {code, words.zh, *also}:
            if seen.setdefault(word, code) != code:
                raise item.refuse(zh=f"“{word}”同时属于两个选项", en=f"“{word}” means two choices at once")
        made.append(Choice(code, words, also))
    return tuple(made)


def _refuse_blanks(mark: Mark) -> None:
    """What a draft left to be filled in, each place by itself."""
    blanks = [one for one in mark.scalars() if one.node.value in BLANKS]
    if blanks:
        raise PackError(
            [
                problem(
                    one.where,
                    zh=f"“{one.node.value}”还是草稿里的空位，请改成{BLANKS[one.node.value].zh}",
                    en=f"“{one.node.value}” is still the draft's; write {BLANKS[one.node.value].en}",
                )
                for one in blanks
            ]
        )


def _dataset(mark: Mark, shared: _Shared) -> Dataset:
    _refuse_blanks(mark)
    found = mark.only(need=NEED, may=("number",))
    purposes = _purposes(found["purposes"].items(), shared)
    columns = tuple(_column(item, shared, purposes) for item in found["columns"].items())
    _refuse_twins(found["columns"], columns)
    dataset = Dataset(
        code=found["code"].text(),
        number=found["number"].whole() if "number" in found else 0,
        name=found["name"].words(),
        owner=found["owner"].words(),
        subject=found["subject"].choice(SUBJECTS, zh="对象", en="subject"),
        period=found["period"].choice(PERIODS, zh="周期", en="period"),
        retention_months=found["retention_months"].whole(),
        columns=columns,
        source=found["source"].text(),
        file=mark.file,
    )
    _refuse_useless(mark, dataset)
    return dataset


def _refuse_twins(mark: Mark, columns: tuple[Column, ...]) -> None:
    names = [column.name for column in columns]
    for name in names:
        if names.count(name) > 1:
            raise mark.refuse(zh=f"列“{name}”写了两次", en=f"column “{name}” is declared twice")


def _refuse_useless(mark: Mark, dataset: Dataset) -> None:
    if not dataset.required:
        raise mark.refuse(
            zh="至少要有一个必填列，否则认不出表头",
            en="some column must be required, or no header can be found",
        )
    if mark.file != f"{dataset.code}.yaml":
        raise mark.refuse(
            zh=f"文件名应为 {dataset.code}.yaml", en=f"the file must be called {dataset.code}.yaml"
        )
    if dataset.retention_months < 1:
        raise mark.refuse(zh="保存期至少 1 个月", en="retention is at least one month")


def _purposes(marks: list[Mark], shared: _Shared) -> tuple[str, ...]:
    return tuple(mark.choice(shared.purposes, zh="用途", en="purpose") for mark in marks)


def _column(mark: Mark, shared: _Shared, purposes: tuple[str, ...]) -> Column:
    own = mark.only(may=COLUMN)
    base = _base(own, shared)
    found: Mapping[str, Mark] = {**base, **own}
    name = own["use"].text() if "use" in own else _needed(mark, found, "name").text()
    kind = _needed(mark, found, "type").choice(TYPES, zh="类型", en="type")
    title = _needed(mark, found, "title").words()
    purposes = _purposes([own["purpose"]], shared) if "purpose" in own else purposes
    if not purposes:
        raise mark.refuse(
            zh=f"列“{title.zh}”没有用途，不得收取",
            en=f"no purpose allows column “{name}”; it may not be asked for",
        )
    _refuse_forbidden(mark, name, title)
    aliases = [
        item.text() for source in (base, own) if "aliases" in source for item in source["aliases"].items()
    ]
    if "title" in base and "title" in own:
        aliases.append(base["title"].words().zh)
    return Column(
        name=name,
        title=title,
        type=kind,
        purposes=purposes,
        aliases=tuple(dict.fromkeys(aliases)),
        unit=found["unit"].choice(UNITS, zh="单位", en="unit") if "unit" in found else "元",
        scale=found["scale"].whole() if "scale" in found else 2,
        least=found["min"].whole() if "min" in found else None,
        most=found["max"].whole() if "max" in found else None,
        choices=_listed(mark, found, kind, shared),
        **{
            flag: found[flag].flag()
            for flag in ("required", "key", "match", "signed", "keep_faulty")
            if flag in found
        },
    )


def _base(own: Mapping[str, Mark], shared: _Shared) -> dict[str, Mark]:
    if "use" not in own:
        return {}
    word = own["use"].choice(shared.columns, zh="公共列", en="shared column")
    return shared.columns[word].only(may=COLUMN)


def _needed(mark: Mark, found: Mapping[str, Mark], name: str) -> Mark:
    if name not in found:
        raise mark.refuse(zh=f"缺少“{name}”", en=f"“{name}” is missing")
    return found[name]


def _listed(mark: Mark, found: Mapping[str, Mark], kind: str, shared: _Shared) -> tuple[Choice, ...]:
    if ("codes" in found) != (kind in ("code", "codes")):
        raise mark.refuse(
            zh="代码类型的列要写 codes，其他类型不能写",
            en="columns of type code name their codes; others do not",
        )
    if "codes" not in found:
        return ()
    name = found["codes"].text()
    if name not in shared.codes:
        raise PackError(
            [unknown(found["codes"].where, zh="代码表", en="code list", word=name, known=shared.codes)]
        )
    return shared.codes[name]


def _refuse_forbidden(mark: Mark, name: str, title: Text) -> None:
    for word in FORBIDDEN:
        if word in name or word in title.zh:
            raise mark.refuse(
                zh=f"“{title.zh}”没有合法用途，不得收取",
                en=f"“{name}” has no lawful purpose and may not be asked for",
            )
