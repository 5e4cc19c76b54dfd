"""Whether the lists of duties add up: totals, counts of kinds and departments, codes that they use (O.6)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from mingbai.packs.pack import Pack
from mingbai.packs.problems import Problem, Where, problem
from mingbai.packs.sections.duties import COUNTED_BURDENS, COUNTERS, LISTS

DEPARTMENT = "department"


def contradictions(pack: Pack) -> Iterator[Problem]:
    """What is wrong with a pack's duties; a county without lists of its own has none to be wrong."""
    if not pack.has("duties"):
        return
    section = pack.section("duties")
    yield from _whole(pack, "counters", COUNTERS)
    yield from _whole(pack, "burden.counted", COUNTED_BURDENS)
    for part, code, duty in _listed(section):
        yield from _one(pack, section, (part, code), duty)
    if any(part in section for part in LISTS):
        yield from _sums(pack, section)


def _listed(section: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for part in LISTS:
        for code, duty in section.get(part, {}).items():
            yield part, code, duty


def _whole(pack: Pack, path: str, wanted: tuple[str, ...]) -> Iterator[Problem]:
    """Every counter has its words."""
    given = pack.get(f"duties.{path}")
    for code in wanted:
        if code not in given:
            yield problem(
                _where(pack, f"duties.{path}"),
                zh=f"duties.{path} 缺少 {code}",
                en=f"duties.{path} lacks {code}",
            )


def _one(
    pack: Pack, section: Mapping[str, Any], at: tuple[str, str], duty: Mapping[str, Any]
) -> Iterator[Problem]:
    code = at[1]
    where = _where(pack, f"duties.{at[0]}.{code}")
    for field, part in (("kind", "holders"), ("theme", "themes"), ("done", "ways")):
        if field in duty and duty[field] not in section[part]:
            yield problem(
                where, zh=f"{code}：没有 {field} {duty[field]}", en=f"{code}: no {field} {duty[field]}"
            )
    counted, asked = "counted_by" in duty, bool(duty.get("county_text_needed")) and "done" in duty
    if counted == asked:
        yield problem(
            where,
            zh=f"{code}：要么写 counted_by，要么写 done 和 county_text_needed: true",
            en=f"{code}: give either counted_by, or done with county_text_needed: true",
        )
    if (duty["kind"] == DEPARTMENT) != ("unit" in duty):
        yield problem(
            where,
            zh=f"{code}：部门职责要写 unit，其他职责不写",
            en=f"{code}: a department's duty names its unit, and no other does",
        )


def _sums(pack: Pack, section: Mapping[str, Any]) -> Iterator[Problem]:
    duties, totals = [duty for _part, _code, duty in _listed(section)], section["totals"]
    codes = [code for _part, code, _duty in _listed(section)]
    yield from _differ(pack, "totals", len(set(codes)), len(codes))
    officers = [code for code, holder in section["holders"].items() if holder["officer"]]
    kinds = Counter(duty["kind"] for duty in duties)
    units = Counter(duty["unit"] for duty in duties if "unit" in duty)
    policies = [policy for duty in duties for policy in duty.get("policies", ())]
    yield from _differ(pack, "totals.kinds", len(officers), totals["kinds"])
    yield from _differ(pack, "totals.officers", sum(kinds[code] for code in officers), totals["officers"])
    yield from _differ(pack, "totals.departments", sum(units.values()), totals["departments"])
    yield from _differ(pack, "totals.policies", len(set(policies)), totals["policies"])
    yield from _differ(pack, "totals.policies", len(policies), len(set(policies)))
    for code in officers:
        yield from _differ(pack, f"holders.{code}", kinds[code], _expected(pack, "posts", code))
    for code, unit in pack.section("units").items():
        yield from _differ(pack, "totals.departments", units[code], unit.get("duties", 0))


def _expected(pack: Pack, section: str, code: str) -> int:
    return int(pack.section(section).get(code, {}).get("duties", 0))


def _differ(pack: Pack, path: str, found: int, wanted: int) -> Iterator[Problem]:
    if found != wanted:
        yield problem(
            _where(pack, f"duties.{path}"),
            zh=f"duties.{path}：实有 {found}，应为 {wanted}",
            en=f"duties.{path}: {found} found, {wanted} expected",
        )


def _where(pack: Pack, path: str) -> Where:
    place = pack.provenance(path)
    return Where(place.file, place.line)
