"""What a county and an era are called, which documents speak, and what an era forbids."""

from __future__ import annotations

from mingbai.packs.schema import Bool, Choice, Code, Coded, Day, Many, Map, Str, Words

TWELVE_DIGITS = Str(pattern=r"\d{12}")

# A document that a value may rest on. `handbook` is its key in our own notes.
DOCUMENTS = Coded(
    Map(
        need={"code": Code(), "title": Words()},
        may={"number": Str(), "date": Day(), "issuer": Words(), "handbook": Str()},
    )
)

ERA = Map(need={"name": Words(), "from": Day()}, may={"to": Day()})
COUNTY = Map(need={"code": Str(pattern=r"\d{6}"), "name": Words(), "platform": Words()})

OBJECT_WORDS = (
    "registered_household",
    "graduated_household",
    "monitored_household",
    "unstable_graduated_household",
    "borderline_household",
    "sudden_hardship_household",
    "ordinary_household",
    "lead_office",
    "leading_group",
    "work",
    "helper",
    "resident_team",
    "responsibility_group",
    "special_fund",
    "identification",
    "leaving",
    "national_system",
)

# Live words of the era; old records keep the word of their time. `not_live` lists Chinese words that no live
# label of the era may hold (handbook O.1).
LABELS = Map(
    need={
        "product": Map(need={"name": Words(), "tagline": Words(), "citizens": Words()}),
        "words": Map(need={word: Words() for word in OBJECT_WORDS}),
        "not_live": Many(Str()),
    }
)

SWITCHES = Map(
    need={
        "scoring": Map(need={"units": Bool(), "posts": Bool()}),
        "ranking": Map(need={"published": Bool()}),
        "exam_marks": Bool(),
        "photo_required": Bool(),
        "location_recorded": Bool(),
        "observation_scoring": Bool(),
    }
)

# From `on`, the old codes give way to the new: merge n→1, split 1→n, rename 1→1 same code, recode 1→1.
AREA_CHANGES = Coded(
    Map(
        need={
            "code": Code(),
            "on": Day(),
            "kind": Choice(("merge", "split", "rename", "recode")),
            "old": Many(TWELVE_DIGITS),
            "new": Many(TWELVE_DIGITS),
        },
        may={"name": Str(), "former_name": Str(), "note": Words()},
    )
)
