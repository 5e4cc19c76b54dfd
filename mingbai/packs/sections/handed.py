"""Doubt lists handed down from above: who handles them, how columns are recognised, what doubts speak of."""

from __future__ import annotations

from mingbai.packs.schema import Choice, Code, Coded, Int, Many, Map, Ref, Str, Words

# What a column of a superior's sheet can be. `reply_…` are those that the county fills.
MEANINGS = (
    "name", "id_no", "household_no", "town", "village", "place", "doubt", "phone", "account",
    "reply_verdict", "reply_text", "reply_by", "reply_on",
)  # fmt: skip
# What the ledger can say of a person (or of the household, from `monitored` on).
FACTS = (
    "dibao", "tekun", "resident_medical", "employee_medical", "critical_illness", "resident_pension",
    "employee_pension", "disability", "at_work", "welfare_post", "died", "monitored", "dilapidated",
    "safe_water", "relocated",
)  # fmt: skip

HANDED = Map(
    need={
        "handles": Many(Ref("posts")),
        "answer_within_working_days": Int(least=1, most=90),
        "urge_before_days": Int(least=0, most=30),
        "keep_days": Int(least=30, most=3660),
        "most_rows": Int(least=1, most=200_000),
        "columns": Coded(
            Map(need={"code": Choice(MEANINGS), "name": Words(), "words": Many(Str())}),
        ),
        "reply_groups": Many(Str()),
        "words": Coded(Map(need={"code": Code(), "yes": Str(), "no": Str()})),
        "unreached": Str(),
        "claims": Coded(
            Map(
                need={
                    "code": Choice(FACTS),
                    "name": Words(),
                    "yes": Many(Str()),
                    "no": Many(Str()),
                },
            )
        ),
        "silent": Many(Str()),
        "topics": Coded(
            Map(need={"code": Code(), "name": Words(), "line": Ref("lines"), "words": Many(Str())})
        ),
    }
)
