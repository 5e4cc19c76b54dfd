"""The machine's post: it runs and lapses, it never decides."""

from datetime import datetime

from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, range_of
from mingbai.org.queries import kinds

WIDTH = 12


def machine() -> ActingPost:
    """The installation's machine post, over the whole county's organisation and ledger."""
    county = installed().county.ljust(WIDTH, "0")
    lo, hi = range_of(county)
    kind = kinds.kind("machine")
    return ActingPost(
        post_id=None,
        user_id=None,
        kind="machine",
        label=kind.title.zh,
        area_code=county,
        lo=lo,
        hi=hi,
        org_lo=lo,
        org_hi=hi,
        abilities=kind.abilities,
    )


def at_work(*, at: datetime) -> ActingPost:
    """The machine's post for the queue's rounds (slot ``jobs.machine``)."""
    return machine()
