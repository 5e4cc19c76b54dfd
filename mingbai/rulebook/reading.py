"""Reads a whole book: layers of folders in, a checked Book out, or every problem at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from mingbai import packs
from mingbai.packs.layout import files_of
from mingbai.packs.problems import PackError, Problem, Where
from mingbai.packs.text import Text
from mingbai.rulebook.book import Book, Document, Rule, Stack
from mingbai.rulebook.nodes import Entry, Node, canonical, checked, entry, gathering, layer, overlay, refusal
from mingbai.rulebook.protected import forbidden
from mingbai.rulebook.reading_facts import Facts, entities, grouping, reserved
from mingbai.rulebook.reading_rules import Desk, rules
from mingbai.rulebook.reading_values import documents, parameters, stacks
from mingbai.rulebook.scalars import day

NEEDED = ("example_day", "entities", "parameters", "rules")


def load(*, county: str, era: str, extra: Iterable[Path] = ()) -> Book:
    """The book of a county in an era, on the documents of its pack. Raises PackError."""
    roots = tuple(extra)
    return book_of(
        written(county=county, era=era, extra=roots), titles=titles(county=county, era=era, extra=roots)
    )


def written(*, county: str, era: str, extra: Iterable[Path] = ()) -> Entry:
    """Everything that the layers of files say together, before it is understood. Raises PackError."""
    layers = files_of("rulebook", county=county, era=era, extra=extra)
    return _together([(file.path, file.name) for file in files] for files in layers)


def titles(*, county: str, era: str, extra: Iterable[Path] = ()) -> dict[str, Text]:
    """The documents of the pack, which a book may name beside its own. Raises PackError."""
    pack = packs.load(county=county, era=era, extra=extra)
    return {code: item["title"] for code, item in pack.section("documents").items()}


def lay(layers: Iterable[Iterable[tuple[Path, str]]], *, titles: Mapping[str, Text] | None = None) -> Book:
    """The book of layers of files (path, name in messages); later ones lie on earlier ones."""
    return book_of(_together(layers), titles=titles)


def _together(layers: Iterable[Iterable[tuple[Path, str]]]) -> Entry:
    whole: Node = Entry({}, Where("rulebook"))
    for files in layers:
        whole = overlay(whole, layer(files))
    return entry(whole)


def book_of(whole: Entry, *, titles: Mapping[str, Text] | None = None) -> Book:
    """The checked book. `titles`: documents known beside its own. Raises PackError with all problems."""
    found: list[Problem] = []
    checked(whole, need=NEEDED, may=("documents", "stacks"))
    found += forbidden(whole)
    parts = whole.fields
    known = {code: Document(code, title) for code, title in (titles or {}).items()}
    known |= documents(parts.get("documents"), found)
    values = parameters(parts["parameters"], known, found)
    things = entities(parts["entities"], found)
    _stop(found)
    grouping(things, found)
    types = {code: value.type for code, value in values.items()}
    reserved(things, types, found)
    facts = Facts(things, types, found)
    facts.settle_all()
    groups = stacks(parts.get("stacks"), known, things, found)
    _stop(found)
    built = {}
    with gathering(found):
        desk = Desk(facts.catalogue, things, known, groups, day(parts["example_day"]))
        built = rules(parts["rules"], desk, found)
        if len({code.lower() for code in built}) != len(built):
            raise refusal(whole.where, zh="规则代码只差大小写", en="two rule codes differ only in case")
    found += _mixed(built.values(), groups)
    _stop(found)
    return Book(
        edition=hashlib.sha256(canonical(whole).encode()).hexdigest(),
        example_day=day(parts["example_day"]),
        documents=known,
        entities=things,
        parameters=values,
        stacks=groups,
        rules=built,
    )


def _mixed(built: Iterable[Rule], groups: Mapping[str, Stack]) -> list[Problem]:
    """Where the highest is kept, what is given once cannot be measured against what comes again."""
    found: list[Problem] = []
    first: dict[str, bool] = {}
    for rule in built:
        benefit = rule.benefit
        if benefit is None or not benefit.stack or groups[benefit.stack].keep != "highest":
            continue
        once = benefit.period == "once"
        if first.setdefault(benefit.stack, once) != once:
            found += refusal(
                rule.where,
                zh=f"互斥组“{benefit.stack}”取最高，一次性的和按期发的比不了；请改为 keep: first，或分组",
                en=f"the group {benefit.stack} keeps the highest, and once is not to be measured against "
                "what comes again; write keep: first, or two groups",
            ).problems
    return found


def _stop(found: list[Problem]) -> None:
    if found:
        raise PackError(found)
