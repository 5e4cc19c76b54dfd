"""Natural changes, what a death proposes, people's requests about their data, and who enters data."""

from __future__ import annotations

from mingbai.packs.schema import Choice, Code, Coded, Int, Many, Map, Ref, Str, Words

POSTS = Many(Ref("posts"))
NAMED = Coded(Map(need={"code": Code(), "name": Words()}))

# A day of the month; 31 means its last day.
DAY_OF_MONTH = Int(least=1, most=31)
DAYS = Int(least=1, most=366)

CHANGES = Map(
    need={
        "route": Map(need={"enter": POSTS, "review": POSTS, "approve": POSTS}),
        "days": Map(
            need={
                "review_within_working_days": DAYS,
                "approve_within_working_days": DAYS,
                "mend_within_working_days": DAYS,
                "window_first": DAY_OF_MONTH,
                "window_last": DAY_OF_MONTH,
                "report_within_days": DAYS,
            }
        ),
        "split": Map(need={"watch_months": Int(least=0, most=60)}),
        "papers": NAMED,
        "kinds": Coded(
            Map(
                need={"code": Code()},
                may={"any_of": Many(Code()), "all_of": Many(Code())},
            )
        ),
        "file": Map(need={"most_megabytes": Int(least=1, most=100), "most_papers": Int(least=1, most=50)}),
        "benefits": Coded(Map(need={"code": Code(), "fact": Code(), "line": Ref("lines"), "name": Words()})),
        "stop": Map(
            need={
                "decide_within_working_days": DAYS,
                "heard_within_days": DAYS,
                "notice": Words(),
                "doubt_notice": Words(),
                "appeal_within_working_days": DAYS,
            }
        ),
        "corrections": Map(
            need={"decide_within_days": DAYS, "enter": POSTS, "decide": POSTS, "complain": Words()}
        ),
        "correctable": Coded(
            Map(
                need={
                    "code": Code(),
                    "of": Choice(("roster", "number", "phone", "state")),
                    "name": Words(),
                },
                may={"list": Str()},
            )
        ),
        "equipment": NAMED,
        "grounds": Map(need={"causes_most": Int(least=1, most=13), "risks_most": Int(least=1, most=20)}),
        "paste": Map(need={"most_rows": Int(least=1, most=5000)}),
    }
)
