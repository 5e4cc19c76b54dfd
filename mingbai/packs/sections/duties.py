"""Who has which duties (handbook O.6), what the ledger counts of them, what is asked of villages (O.1)."""

from __future__ import annotations

from mingbai.packs.schema import Bool, Choice, Code, Coded, Int, Many, Map, Ref, Str, Words

POSTS = Many(Ref("posts"))
OFTEN = ("once", "weekly", "monthly", "quarterly", "yearly", "arising")
# What the room `duties` counts from the ledger; its queries.counters has one for each.
COUNTERS = (
    "findings_answered", "findings_sent", "households_identified", "changes_submitted", "changes_reviewed",
    "changes_approved", "incomes_counted", "helpers_paired", "imports_merged", "handed_returned",
    "deliveries_sent", "deliveries_accepted", "stops_decided", "problems_assigned", "problems_rectified",
    "problems_checked", "problems_signed", "problems_verified", "problems_closed", "sheets_acknowledged",
    "inspections_ended", "facts_answered", "appeals_decided", "more_time_decided",
)  # fmt: skip
# What the burden meter counts by itself: see the room's queries.burden.
COUNTED_BURDENS = ("finding", "sheet", "inspection", "income", "change")
# A county's own lists, each in a file of its own.
LISTS = ("officers", "departments", "others")
NAMED = Map(need={"code": Code(), "name": Words()})
ONE_OR_MORE = Int(least=1, most=1000)

# Either `counted_by`, or `done` (a way of the section) with `county_text_needed`.
DUTY = Map(
    need={"code": Code(), "kind": Code(), "theme": Code(), "often": Choice(OFTEN), "words": Words()},
    may={
        "unit": Ref("units"),
        "counted_by": Choice(COUNTERS),
        "done": Code(),
        "county_text_needed": Bool(),
        "policies": Many(Code()),
    },
)

DUTIES = Map(
    need={
        "totals": Map(need=dict.fromkeys(("kinds", "officers", "departments", "policies"), ONE_OR_MORE)),
        "holders": Coded(
            Map(need={"code": Code(), "officer": Bool(), "posts": POSTS}, may={"name": Words()})
        ),
        "stands_in": Coded(Map(need={"code": Ref("units"), "unit": Ref("units")})),
        "acknowledge_within_working_days": Int(least=1, most=30),
        "coverage": POSTS,
        "steadiness": Map(
            need={
                "weeks": Int(least=2, most=53),
                "burst_percent": Int(least=1, most=100),
                "least": ONE_OR_MORE,
            }
        ),
        "text": Map(
            need={"edit": POSTS, "approve": POSTS, "decide_within_working_days": Int(least=1, most=60)}
        ),
        "register": Map(need={"keep": POSTS, "levels": Coded(NAMED)}),
        "burden": Map(
            need={
                "office": POSTS,
                "office_units": Many(Ref("units")),
                "notes": POSTS,
                "most_minutes": Int(least=1, most=100_000),
                "counted": Coded(
                    Map(
                        need={
                            "code": Choice(COUNTED_BURDENS),
                            "minutes": Int(least=0, most=10_000),
                            "name": Words(),
                        }
                    )
                ),
                "kinds": Coded(NAMED),
            }
        ),
        "often": Coded(Map(need={"code": Choice(OFTEN), "name": Words()})),
        "themes": Coded(NAMED),
        "ways": Coded(Map(need={"code": Code(), "done": Words(), "evidence": Words()})),
        "counters": Coded(
            Map(need={"code": Choice(COUNTERS), "place": Str(), "name": Words(), "done": Words()})
        ),
    },
    may=dict.fromkeys(LISTS, Coded(DUTY)),
)
