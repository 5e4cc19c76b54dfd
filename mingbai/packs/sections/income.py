"""The lines of a household's yearly income and expense sheet, and what its card says beside them."""

from __future__ import annotations

from mingbai.packs.schema import Bool, Choice, Code, Coded, Map, Str, Words

# The groups that a statement adds up to; `claims` and `out_of_pocket` have one line each (handbook B.2).
GROUPS = ("wage", "business", "property", "transfer", "business_expense", "claims", "out_of_pocket")
PARTS = ("ecology", "other")

INCOME = Coded(
    Map(
        need={"code": Code(), "group": Choice(GROUPS), "name": Words(), "often": Bool()},
        may={
            "part": Choice(PARTS),
            "unsplit": Bool(),
            "column": Str(pattern="[a-z_]+"),
            "national": Str(pattern="[a-z0-9_]+"),
        },
    )
)

CARD = Map(need={"phone": Str(), "objection": Words()})
