"""What a schema cannot see in one value: posts kept apart, sensitive rights guarded, changes of areas."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from mingbai.packs import dutycheck
from mingbai.packs.pack import Pack
from mingbai.packs.problems import Problem, Where, problem


def contradictions(pack: Pack) -> list[Problem]:
    """Everything in a whole pack that contradicts itself."""
    found = [*_posts(pack), *_calendar(pack), *_areas(pack), *dutycheck.contradictions(pack)]
    return sorted(found)


def _where(pack: Pack, path: str) -> Where:
    place = pack.provenance(path)
    return Where(place.file, place.line)


def _posts(pack: Pack) -> Iterator[Problem]:
    sensitive = frozenset(pack.get("security.second_factor.abilities"))
    for code, post in pack.section("posts").items():
        yield from _apart(pack, code, post)
        guarded = sorted(sensitive & set(post["abilities"]))
        if guarded and not post["second_factor"]:
            yield problem(
                _where(pack, f"posts.{code}.second_factor"),
                zh=f"岗位 {code} 可以 {'、'.join(guarded)}，必须要求双因素（second_factor: true）",
                en=f"post {code} may {', '.join(guarded)}: it needs second_factor: true",
            )


def _apart(pack: Pack, code: str, post: Mapping[str, Any]) -> Iterator[Problem]:
    posts = pack.section("posts")
    for other in post["apart"]:
        if other == code or code not in posts[other]["apart"]:
            yield problem(
                _where(pack, f"posts.{code}.apart"),
                zh=f"{code} 与 {other} 应互相写明不得兼任（apart）",
                en=f"{code} and {other} must each name the other as apart",
            )


def _calendar(pack: Pack) -> Iterator[Problem]:
    calendar = pack.section("calendar")
    for day in sorted(set(calendar["rest"]) & set(calendar["work"])):
        yield problem(
            _where(pack, "calendar.rest"),
            zh=f"{day} 同时写成休息日和工作日",
            en=f"{day} is both a rest day and a working day",
        )


ARITY = {"merge": ("n", "1"), "split": ("1", "n"), "rename": ("1", "1"), "recode": ("1", "1")}


def _areas(pack: Pack) -> Iterator[Problem]:
    for code, change in pack.section("area_changes").items() if pack.has("area_changes") else ():
        sizes = tuple("n" if len(change[side]) > 1 else "1" for side in ("old", "new"))
        same = change["old"] == change["new"]
        if sizes != ARITY[change["kind"]] or same != (change["kind"] == "rename"):
            yield problem(
                _where(pack, f"area_changes.{code}"),
                zh=f"{code}：合并是多变一，拆分是一变多，更名代码不变，改码一变一",
                en=f"{code}: merge n to 1, split 1 to n, rename keeps the code, recode 1 to 1",
            )
        outside = [one for one in (*change["old"], *change["new"]) if not one.startswith(pack.county)]
        if outside:
            yield problem(
                _where(pack, f"area_changes.{code}"),
                zh=f"{code}：{'、'.join(outside)} 不在 {pack.county} 之内",
                en=f"{code}: {', '.join(outside)} is outside {pack.county}",
            )
