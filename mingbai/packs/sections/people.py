"""Departments, lines of work, kinds of post and delegation."""

from __future__ import annotations

from mingbai.packs.schema import Bool, Choice, Code, Coded, Int, Many, Map, Ref, Words

# What a kind of post may do beyond reading and writing its own rows. One word, one right.
ABILITIES = (
    "export",
    "approve_export",
    "reveal",
    "approve_delegation",
    "approve_money",
    "manage_accounts",
    "manage_posts",
    "manage_security",
    "manage_system",
    "read_audit",
    "receive_files",
    "run_comparison",
    "decide",
    "assign",
    "inspect",
    "sample",
    "lapse",
)
FAMILIES = ("officer", "department", "county", "inspection", "outside", "administrator", "machine")
LEVELS = ("county", "township", "village")

LINES = Coded(Map(need={"code": Code(), "name": Words()}))

UNITS = Coded(
    Map(
        need={
            "code": Code(),
            "name": Words(),
            "kind": Choice(
                (
                    "department",
                    "county_office",
                    "leading_group",
                    "party_organ",
                    "audit",
                    "inspection_team",
                    "company",
                    "mass_organisation",
                    "contractor",
                )
            ),
            "lines": Many(Ref("lines")),
        },
        may={"duties": Int(least=0), "number": Int(least=1)},
    )
)

# `ledger`: whether its holders read people's data at all. `paired`: only their own households. `sole`: one
# holder at a time in an area. `apart`: kinds that one person may not hold beside it (given on both sides).
# `lines` empty: every line of work; `line_of_unit`: the line is chosen from those of the holder's unit.
POSTS = Coded(
    Map(
        need={
            "code": Code(),
            "title": Words(),
            "level": Choice(LEVELS),
            "family": Choice(FAMILIES),
            "ledger": Bool(),
            "paired": Bool(),
            "sole": Bool(),
            "lines": Many(Ref("lines")),
            "line_of_unit": Bool(),
            "abilities": Many(Choice(ABILITIES)),
            "second_factor": Bool(),
            "supervised_by": Many(Ref("posts")),
            "apart": Many(Ref("posts")),
        },
        may={
            "officer_number": Int(least=1, most=11),
            "duties": Int(least=0),
            "named_in_article": Bool(),
            "about": Words(),
        },
    )
)

DELEGATION = Map(
    need={
        "most_days": Int(least=1, most=366),
        "starts_within_days": Int(least=0, most=366),
        "decide_within_working_days": Int(least=1, most=30),
        "most_at_once": Int(least=1, most=20),
    },
    may={"not_delegable": Many(Ref("posts"))},
)
