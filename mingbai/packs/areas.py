"""The areas of a city from its list: county, townships, villages and communities.

Every code is padded with zeros to twelve digits. Statistical zones (an industrial park at township level, a
placeholder village ending 498) are kept, marked, and stay off the map. Source: the statistics bureau's
yearly code list (NBS edition of 2023-06-30), shipped as `areas/CITY.csv` with columns code,name,level,parent.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mingbai.packs.layout import roots
from mingbai.packs.problems import PackError, Problem, Where, did_you_mean, problem

COLUMNS = ["code", "name", "level", "parent"]
DIGITS = {"province": 2, "city": 4, "county": 6, "township": 9, "village": 12}
WIDTH = 12
# The statistics bureau fills a zone without villages with one placeholder 498. The township-level code
# alone (400-599) does not tell: 411729400 is a real street, 411721500 a farm with villages.
PLACEHOLDER = re.compile(r"\d{9}498")


@dataclass(frozen=True, slots=True, order=True)
class Area:
    """One area; `code` and `parent` have twelve digits, the county's parent is its city."""

    code: str
    name: str
    level: str
    parent: str
    statistical: bool

    @property
    def kind(self) -> str:
        """county | street | town | township | village | community | zone, as the name ends."""
        if self.statistical:
            return "zone"
        if self.level == "township":
            ends = {"街道": "street", "办事处": "street", "镇": "town"}
            return next((kind for end, kind in ends.items() if self.name.endswith(end)), "township")
        if self.level == "village":
            return "community" if re.search(r"(居委会|居民委员会|社区)$", self.name) else "village"
        return self.level


def padded(code: str) -> str:
    """The twelve-digit form of a shorter code."""
    return code.ljust(WIDTH, "0")


def of_county(county: str, *, extra: Iterable[Path] = ()) -> tuple[Area, ...]:
    """The county and all below it, in order of code, zones
    included and marked. Raises PackError."""
    found = [area for path in _lists(roots(extra)) for area in read(path) if area.code.startswith(county)]
    if len(county) == DIGITS["county"] and found:
        return tuple(sorted(found))
    known = counties(roots(extra))
    hint = did_you_mean(county, known)
    raise PackError(
        [
            problem(
                Where("areas"),
                zh=f"区划表里没有 {county}{hint.zh}",
                en=f"no list of areas knows {county}{hint.en}",
            )
        ]
    )


def townships(county: str, *, extra: Iterable[Path] = ()) -> tuple[Area, ...]:
    """Streets, towns and townships; zones left out."""
    return _on_the_map(county, "township", extra)


def villages(county: str, *, extra: Iterable[Path] = ()) -> tuple[Area, ...]:
    """Villages and communities; zones and what lies in them left out."""
    return _on_the_map(county, "village", extra)


def counties(roots_: Sequence[Path]) -> tuple[str, ...]:
    """The six-digit codes of all counties in the lists."""
    found = {area.code[:6] for path in _lists(roots_) for area in read(path) if area.level == "county"}
    return tuple(sorted(found))


def _on_the_map(county: str, level: str, extra: Iterable[Path]) -> tuple[Area, ...]:
    found = of_county(county, extra=tuple(extra))
    return tuple(area for area in found if area.level == level and not area.statistical)


def _lists(roots_: Iterable[Path]) -> list[Path]:
    return [path for root in roots_ for path in sorted((root / "areas").glob("*.csv"))]


def read(path: Path) -> tuple[Area, ...]:
    """All areas of one list. Raises PackError with file and line."""
    stat = path.stat()
    return _read(path, stat.st_mtime_ns, stat.st_size)


@cache
def _read(path: Path, _changed: int, _size: int) -> tuple[Area, ...]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    problems = list(_problems(rows, name=path.name))
    if problems:
        raise PackError(problems)
    villages = [(code, parent) for code, _, level, parent in rows[1:] if level == "village"]
    lived_in = {parent for code, parent in villages if not PLACEHOLDER.fullmatch(code)}
    zones = {parent for _, parent in villages} - lived_in
    return tuple(_area(row, zones) for row in rows[1:])


def _area(row: list[str], zones: set[str]) -> Area:
    code, name, level, parent = row
    statistical = code in zones or bool(PLACEHOLDER.fullmatch(code))
    return Area(padded(code), name, level, padded(parent) if parent else "", statistical)


def _problems(rows: list[list[str]], *, name: str) -> Iterator[Problem]:
    if not rows or rows[0] != COLUMNS:
        yield problem(
            Where(name, 1), zh=f"表头应为 {','.join(COLUMNS)}", en=f"the header must be {','.join(COLUMNS)}"
        )
        return
    seen: dict[str, int] = {}
    for line, row in enumerate(rows[1:], start=2):
        yield from _row_problems(row, Where(name, line), seen)
        if row:
            seen.setdefault(row[0], line)


def _row_problems(row: list[str], where: Where, seen: dict[str, int]) -> Iterator[Problem]:
    if len(row) != len(COLUMNS):
        yield problem(where, zh=f"应有 4 列，实有 {len(row)} 列", en=f"4 columns are due, {len(row)} found")
        return
    code, name, level, parent = row
    if level not in DIGITS:
        yield problem(where, zh=f"不认识的级别“{level}”", en=f"unknown level “{level}”")
    elif not (code.isdecimal() and len(code) == DIGITS[level]):
        yield problem(
            where,
            zh=f"{level} 代码应为 {DIGITS[level]} 位数字",
            en=f"a {level} code has {DIGITS[level]} digits",
        )
    if not name:
        yield problem(where, zh="缺少名称", en="lacks a name")
    if code in seen:
        yield problem(
            where,
            zh=f"代码 {code} 重复（第 {seen[code]} 行已有）",
            en=f"code {code} stands twice (first on line {seen[code]})",
        )
    if parent and not code.startswith(parent):
        yield problem(where, zh=f"{code} 不在上级 {parent} 之下", en=f"{code} does not lie under {parent}")
