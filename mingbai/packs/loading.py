"""Loads the pack of a county in an era; refuses it whole when anything is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import cast

from mingbai.packs import areas, layout, reading
from mingbai.packs.crosscheck import contradictions
from mingbai.packs.finish import dangling, lacking
from mingbai.packs.pack import Pack
from mingbai.packs.problems import PackError, Problem, Where, did_you_mean, problem, unknown
from mingbai.packs.schema import Coded, Schema
from mingbai.packs.sections import SECTIONS
from mingbai.packs.trees import Branch, without_graves


def load(*, county: str, era: str | None = None, on: date | None = None, extra: Iterable[Path] = ()) -> Pack:
    """The pack of `county` (six digits) in `era`, or in the era that `on` falls in.

    `extra`: further directories laid over the shipped ones. Raises PackError with every problem found.
    """
    chosen = _era(era, on)
    roots = layout.roots(extra)
    problems = [*_missing(roots), *_unknown_county(roots, county)]
    trees = _trees(roots, county=county, era=chosen, problems=problems)
    if problems:
        raise PackError(problems)
    pack = Pack.made(county=county, era=chosen, trees=trees)
    wrong = contradictions(pack)
    if wrong:
        raise PackError(wrong)
    return pack


def era_on(on: date) -> str:
    """The era that a date falls in; whatever is earlier than the first era belongs to the first."""
    later = [era for era in layout.ERAS if on >= date(int(era[:4]), 1, 1)]
    return later[-1] if later else layout.ERAS[0]


def _era(era: str | None, on: date | None) -> str:
    if (era is None) == (on is None):
        raise TypeError("give either era= or on=")
    chosen = era if on is None else era_on(on)
    if chosen not in layout.ERAS:
        raise PackError([unknown(Where("eras"), zh="时期", en="era", word=str(chosen), known=layout.ERAS)])
    return chosen


def _missing(roots: Sequence[Path]) -> list[Problem]:
    return [
        problem(Where(str(root)), zh="没有这个目录", en="there is no such directory")
        for root in roots
        if not root.is_dir()
    ]


def _unknown_county(roots: Sequence[Path], county: str) -> list[Problem]:
    known = {*layout.counties(roots), *areas.counties(roots)}
    if county in known:
        return []
    hint = did_you_mean(county, known)
    return [
        problem(
            Where("counties"),
            zh=f"没有县（市、区）{county}：既没有 counties/{county}/，区划表里也没有{hint.zh}",
            en=f"no county {county}: neither counties/{county}/ nor a list of areas knows it{hint.en}",
        )
    ]


def _trees(roots: Sequence[Path], *, county: str, era: str, problems: list[Problem]) -> dict[str, Branch]:
    layers = [
        reading.read_layer(
            [file for file in files if file.section not in layout.ELSEWHERE],
            schemas=SECTIONS,
            problems=problems,
        )
        for files in layout.layers(roots, county=county, era=era)
    ]
    laid = reading.lay(layers, problems=problems)
    trees = {name: cast(Branch, without_graves(tree)) for name, tree in sorted(laid.items())}
    problems.extend(whole(trees, SECTIONS))
    return trees


def whole(trees: Mapping[str, Branch], schemas: Mapping[str, Schema]) -> list[Problem]:
    """What the layers lack together: required fields, sources, things referred to."""
    codes = {
        name: frozenset(trees[name].items) if name in trees else frozenset[str]()
        for name, schema in schemas.items()
        if isinstance(schema, Coded)
    }
    found: list[Problem] = []
    for name, tree in trees.items():
        found.extend(lacking(tree, schemas[name], path=name))
        found.extend(dangling(tree, schemas[name], codes=codes))
    return found
