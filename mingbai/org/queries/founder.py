"""The hand that sets up an installation: it acts from the command line before anybody has a post."""

from mingbai.kit.pack import installed
from mingbai.kit.scope import CODE_LENGTH, ActingPost, range_of

ABILITIES = frozenset({"manage_system", "manage_accounts", "manage_posts"})


def founder() -> ActingPost:
    """Loads the county, opens first accounts, fills first posts; reads no ledger. No page can become it."""
    county = installed().county.ljust(CODE_LENGTH, "0")
    lo, hi = range_of(county)
    return ActingPost(
        post_id=None,
        user_id=None,
        kind="founder",
        label="系统安装",
        area_code=county,
        org_lo=lo,
        org_hi=hi,
        abilities=ABILITIES,
    )
