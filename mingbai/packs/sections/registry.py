"""How people are looked up, and what a village is told by."""

from __future__ import annotations

from mingbai.packs.schema import Choice, Code, Coded, Int, Many, Map, Ref, Words

# `lookup_first`: kinds of post that look households up one by one and have no list to browse. `glass`: which
# kinds may open a household beyond their reach for `minutes`, at most `per_day` times, for one of `reasons`;
# which are `told` of it on their Today for `told_days`.
LOOKING = Map(
    need={
        "most_found": Int(least=5, most=200),
        "lookup_first": Many(Ref("posts")),
        "glass": Map(
            need={
                "minutes": Int(least=1, most=120),
                "per_day": Int(least=1, most=50),
                "told_days": Int(least=1, most=90),
                "kinds": Many(Ref("posts")),
                "told": Many(Ref("posts")),
                "reasons": Coded(Map(need={"code": Code(), "name": Words()})),
            }
        ),
    }
)

# The indicators of a village; `part` says which of the two groups one belongs to,
# `column` which column of the village sheet tells of it, `none` which count of the sheet must be 0 for it.
VILLAGE = Map(
    need={
        "indicators": Coded(
            Map(
                need={"code": Code(), "name": Words(), "part": Choice(("seven", "three"))},
                may={
                    "column": Code(),
                    "none": Choice(("unsafe_water_households", "dangerous_house_households")),
                },
            )
        ),
    }
)
