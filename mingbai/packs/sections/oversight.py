"""Problems, their deadlines and close-out, and how points are counted (handbook G)."""

from __future__ import annotations

from mingbai.packs.schema import Bool, Choice, Code, Coded, Int, Many, Map, Number, Ref, Words

POSTS = Many(Ref("posts"))
DAYS = Int(least=1, most=366)
FACTOR = Number(least=0, most=10)
COUNT = Int(least=0, most=200)
SHARE = Number(least=0, most=1)
CATEGORIES = ("data", "policy", "identification", "project", "petition")
# Through what a role answers for a household: pairing, its village, its township, the policies of its unit,
# the unit that sent its holder, the townships linked to it.
THROUGH = ("pairing", "village", "township", "policy", "sent", "linked")
# What the ledger holds that stands beside a question.
SHOWS = ("income", "house", "water", "schooling", "medical", "members", "helper")

# What a year may end in for a unit.
MEASURES = ("raise", "step_up", "transform", "discuss")
GRADE = Map(
    need={
        "code": Code(),
        "name": Words(),
        "from": Int(least=0, most=1000),
        "measure": Choice(MEASURES),
    }
)
QUESTION = Map(
    need={
        "code": Code(),
        "forms": Many(Choice(("poor", "other"))),
        "ask": Words(),
        "matter": Words(),
        "answers": Many(Code()),
        "bad": Code(),
        "category": Choice(CATEGORIES),
        "severity": Code(),
    },
    may={"owner": Ref("units"), "shows": Choice(SHOWS)},
)
ROLE = Map(
    need={
        "code": Code(),
        "name": Words(),
        "through": Choice(THROUGH),
        "share": Map(may=dict.fromkeys(CATEGORIES, FACTOR)),
    },
    may={"posts": POSTS, "lifelong": Bool()},
)
OVERSIGHT = Map(
    need={
        "severities": Coded(
            Map(need={"code": Code(), "name": Words(), "weight": FACTOR, "within_working_days": DAYS})
        ),
        "categories": Coded(Map(need={"code": Choice(CATEGORIES), "name": Words()})),
        "sources": Coded(Map(need={"code": Code(), "name": Words(), "factor": FACTOR, "superior": Bool()})),
        "time": Map(
            need={
                "on_the_spot": FACTOR,
                "in_time": FACTOR,
                "late": FACTOR,
                "very_late": FACTOR,
                "late_days": DAYS,
                "self_in_time": FACTOR,
            }
        ),
        "repeat": Map(need={"step": FACTOR, "most": FACTOR, "months": Int(least=1, most=60)}),
        "roles": Coded(ROLE),
        "score": Map(
            need={
                "full": Int(least=1, most=1000),
                "scale": Int(least=1, most=1000),
                "least_households": Int(least=1, most=1000),
                "village_share": SHARE,
                "closing_share": SHARE,
            }
        ),
        "bonus": Map(
            need={
                "most": Int(least=0, most=20),
                "self_found": Map(need=dict.fromkeys(("village", "township", "unit", "person"), FACTOR)),
                "adopted": FACTOR,
            }
        ),
        "inspectors": Map(
            need={
                "false_points": Int(least=0, most=100),
                "late_points": FACTOR,
                "minor_share": SHARE,
                "window_days": DAYS,
                "recheck_share": SHARE,
                "order_within_days": DAYS,
            }
        ),
        "sample": Map(need={"villages": COUNT, "poor": COUNT, "other": COUNT}),
        "observation": Map(
            need={
                "aspects": Coded(Map(need={"code": Code(), "name": Words(), "most": Int(least=1, most=100)})),
                "attendees": POSTS,
                "trim": SHARE,
                "acceptance": SHARE,
                "villages": Int(least=1, most=5),
            }
        ),
        "replacing": Coded(Map(need={"code": Code(), "name": Words(), "absent": Bool()})),
        "pictures": Map(need={"most": Int(least=1, most=9), "kilobytes": Int(least=20, most=1000)}),
        "urging": Map(need={"before_days": Int(least=0, most=60), "raise_after_days": DAYS}),
        "papers": Map(need={"most": Int(least=1, most=50), "megabytes": Int(least=1, most=100)}),
        "brief": Map(
            need={
                "weekday": Int(least=1, most=7),
                "weeks": Int(least=4, most=10),
                "matters": Int(least=1, most=5),
                "link_days": Int(least=1, most=90),
            }
        ),
        "arising": Coded(Map(need={"code": Code(), "category": Choice(CATEGORIES)})),
        "gravity": Coded(Map(need={"code": Code(), "severity": Code()})),
        "questions": Coded(QUESTION),
        "answers": Coded(Map(need={"code": Code(), "name": Words()})),
        "typical": Int(least=1, most=20),
        "year": Map(need={"classes": Coded(GRADE), "plan_days": DAYS, "decide": POSTS}),
        "appraisal": Map(
            need={
                "unit": Ref("units"),
                "posts": POSTS,
                "from_month": Int(least=1, most=12),
                "until_month": Int(least=1, most=12),
            }
        ),
        "close_out": Map(
            need={
                "check": POSTS,
                "sign": POSTS,
                "verify": POSTS,
                "approve": POSTS,
                "recheck_after_days": DAYS,
                "extend_most_working_days": DAYS,
                "extend_decide": POSTS,
                "appeal_within_working_days": DAYS,
                "appeal_decide": POSTS,
            }
        ),
    }
)
