"""What departments send: which file is due when and from whom, how long it is kept, who may ask for what."""

from __future__ import annotations

from mingbai.packs.schema import Bool, Choice, Code, Coded, Int, Many, Map, Ref, Words

# `units` send it; without any, townships do. `due_day`: the day of the month after the period's end by which
# it is due. `keeps`: a roll is replaced by the next period's (stock), entries of every period stay (flow).
# `assets`: what somebody owns or earns; of people outside the registry only with their authorisation.
CALENDAR = Coded(
    Map(
        need={"code": Code(), "due_day": Int(least=1, most=31), "keeps": Choice(("stock", "flow"))},
        may={"units": Many(Ref("units")), "assets": Bool()},
    )
)

EXCHANGE = Map(
    need={
        "files": Map(
            need={
                "most_megabytes": Int(least=1, most=2048),
                "most_at_once": Int(least=1, most=100),
                "upload_days": Int(least=1, most=3660),
                "returned_days": Int(least=1, most=366),
                "asked_days": Int(least=1, most=3660),
            }
        ),
        "calendar": CALENDAR,
        "api": Map(need={"token_days": Int(least=1, most=1100), "most_tokens": Int(least=1, most=100)}),
        "authorisation": Map(need={"valid_months": Int(least=1, most=120)}),
        "entrusted": Map(
            need={
                "list_days": Int(least=1, most=90),
                "most_people": Int(least=1, most=1_000_000),
                "answer_within_working_days": Int(least=1, most=120),
                "matters": Coded(Map(need={"code": Code(), "name": Words(), "whom": Words()})),
                "uses": Coded(Map(need={"code": Code(), "name": Words()})),
                "grounds": Words(),
            }
        ),
    }
)
