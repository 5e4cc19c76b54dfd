"""Who changes values of the rule book, who approves them, and who asks what a change would do."""

from __future__ import annotations

from mingbai.packs.schema import Int, Many, Map, Ref

POSTS = Many(Ref("posts"))
DAYS = Int(least=1, most=366)

EDITIONS = Map(
    need={
        "edit": POSTS,
        "approve": POSTS,
        "decide_within_working_days": DAYS,
        "mend_within_working_days": DAYS,
        "paper_megabytes": Int(least=1, most=100),
        "what_if": Map(
            need={
                "ask": POSTS,
                "names": POSTS,
                "most_names": Int(least=1, most=100_000),
                "names_hours": Int(least=1, most=720),
                "unsaved_days": DAYS,
            }
        ),
    }
)
