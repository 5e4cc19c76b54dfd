"""Where a row's village is today: by its code, or by the names of township and village; mergers followed."""

from __future__ import annotations

from dataclasses import dataclass, field

import polars as pl

from mingbai.kit.scope import ActingPost
from mingbai.org.models import Area, AreaChange
from mingbai.org.models.areas import short
from mingbai.org.states import Level

UNKNOWN, GONE, OUTSIDE, FOLLOWED = "area_unknown", "area_gone", "area_outside", "area_followed"
MOST_STEPS = 5  # of one area into the next, into the next
TOWNSHIP_ENDS = ("街道办事处", "办事处", "人民政府", "镇政府", "乡政府")
KINDS = ("街道", "镇", "乡")


@dataclass
class Places:
    """Every village of the county under every name it has borne; what became of those that are gone."""

    villages: dict[str, Area] = field(default_factory=dict)
    successors: dict[str, str] = field(default_factory=dict)
    named: dict[tuple[str, str], str] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Places:
        """From the table of areas, which is public."""
        found = cls()
        areas = {area.code: area for area in Area.objects.all()}
        found.villages = {code: area for code, area in areas.items() if area.level == Level.VILLAGE}
        changes = list(AreaChange.objects.order_by("on", "id"))
        found.successors = {each.code: each.successor_code for each in changes if each.successor_code}
        older: dict[str, set[str]] = {}
        for each in changes:
            older.setdefault(each.code, set()).add(each.old_name)
        for code, area in found.villages.items():
            above = areas.get(area.parent_code or "")
            towns = {above.name, *older.get(above.code, ())} if above else {""}
            for village in {area.name, *older.get(code, ())}:
                for town in towns:
                    found.named.setdefault((_town(town), _village(village)), code)
        return found

    def of(
        self, acting: ActingPost, code: str | None, town: str | None, village: str | None
    ) -> tuple[str, str]:
        """The code that counts today and a reason: empty, FOLLOWED (a remark), or why there is none."""
        given = code or self.named.get((_town(town or ""), _village(village or "")))
        if given is None or given not in self.villages:
            return "", UNKNOWN
        today, steps = given, 0
        while self.villages[today].valid_to is not None:
            following = self.successors.get(today, "")
            steps += 1
            if following not in self.villages or steps > MOST_STEPS:
                return "", GONE
            today = following
        if self.villages[today].statistical:
            return "", GONE
        if not acting.covers(today):
            return "", OUTSIDE
        return today, FOLLOWED if today != given else ""


def resolved(frame: pl.DataFrame, acting: ActingPost, places: Places) -> pl.DataFrame:
    """`area` and `area_reason` for every row; each distinct place is looked up once."""
    given = ["area_code", "township", "village"]
    asked = frame.select(
        *(pl.col(name) if name in frame.columns else pl.lit(None, pl.String).alias(name) for name in given)
    )
    distinct = asked.unique(maintain_order=True)
    found = [places.of(acting, *row) for row in distinct.iter_rows()]
    table = distinct.with_columns(
        area=pl.Series([code for code, _ in found], dtype=pl.String),
        area_reason=pl.Series([reason for _, reason in found], dtype=pl.String),
    )
    return asked.join(table, on=given, how="left", nulls_equal=True, maintain_order="left").select(
        "area", "area_reason"
    )


def _town(name: str) -> str:
    """花园街道办事处 and 花园街道 are one; so are 泌水镇 and 泌水."""
    for end in TOWNSHIP_ENDS:
        name = name.removesuffix(end)
    for kind in KINDS:
        name = name.removesuffix(kind)
    return name.strip()


def _village(name: str) -> str:
    """马道村民委员会, 马道村 and 马道 are one."""
    return short(name).removesuffix("村").removesuffix("社区").strip()
