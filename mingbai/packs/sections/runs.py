"""How comparisons run: by which hour, over which periods, what of their findings few may see."""

from __future__ import annotations

from mingbai.packs.schema import Choice, Code, Int, Many, Map, Words

KINDS = ("risk", "exclusion", "due", "undue", "quality", "alarm")
PERIODS = ("calendar_year", "benefit", "always")

# `nightly_hour`: local time. `periods`: within what one rule about one subject is one finding. `restricted`:
# the kinds of finding, and the datasets whose facts make a rule's findings such, that wall one shows to few.
RUNS = Map(
    need={
        "nightly_hour": Int(least=0, most=23),
        "periods": Map(
            need=dict.fromkeys(KINDS, Map(need={"of": Choice(PERIODS), "why": Words()})),
        ),
        "restricted": Map(need={"kinds": Many(Choice(KINDS)), "datasets": Many(Code())}),
        "facts_days": Int(least=1, most=400),
        "longest": Map(need={"statement_seconds": Int(least=10, most=3600)}),
    }
)
