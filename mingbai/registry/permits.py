"""Who may do what in this room. Each is a small test of the acting post and the matter."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.flow import Permit, ability, all_of
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.kinds import UnknownKind, kind
from mingbai.registry.queries import looking

# Who sits at a family's table: officers of the responsibility system and the county office.
COUNTING_FAMILIES = frozenset({"officer", "county"})


def covers(acting: ActingPost, area_code: str) -> bool:
    """Whether the post's ledger range holds the area, and no list of paired households narrows it."""
    return acting.covers(area_code) and acting.households is None


def may_count(acting: ActingPost) -> bool:
    """Whether posts of this kind count incomes at all; whose, the walls say."""
    try:
        return kind(acting.kind).family in COUNTING_FAMILIES
    except UnknownKind:
        return False


def counts_for(acting: ActingPost, household_id: int, area_code: str) -> bool:
    """Whether the post may count this household's income: one of its area, or a helper's own."""
    paired = acting.households is None or household_id in acting.households
    return may_count(acting) and acting.covers(area_code) and paired


def may_receive(acting: ActingPost) -> bool:
    """Whether the post may send files of the registry: for every line of work, over a whole area."""
    return "receive_files" in acting.abilities and not acting.lines and acting.households is None


def may_merge(acting: ActingPost) -> bool:
    """Whether the post may merge an import, if another person sent it."""
    decides = "decide" in acting.abilities or kind_family(acting) == "county"
    return decides and not acting.lines and acting.households is None


def kind_family(acting: ActingPost) -> str:
    """The family of the acting post's kind; empty for a kind that the pack does not know."""
    try:
        return kind(acting.kind).family
    except UnknownKind:
        return ""


receives = Permit(
    words=_("a post that receives files for the registry"),
    test=lambda acting, _subject: may_receive(acting),
)
uploader = Permit(
    words=_("the person who sent the files"),
    test=lambda acting, batch: acting.user_id is not None and acting.user_id == batch.user_id,
)
merger = Permit(
    words=_("another person's post that decides and covers the area"),
    test=lambda acting, batch: (
        may_merge(acting) and acting.user_id != batch.user_id and acting.covers(batch.area_code)
    ),
)
sees_imports = Permit(
    words=_("a post that receives files for the registry or merges them"),
    test=lambda acting, _subject: may_receive(acting) or may_merge(acting),
)
lapses = ability("lapse", _("the machine, when the work breaks off"))


def apart(acting: ActingPost, *users: int | None) -> bool:
    """Whether a person acts who is none of these users: who entered does not decide."""
    return acting.user_id is not None and acting.user_id not in users


def reaches_all(acting: ActingPost) -> bool:
    """Whether the post reads the whole county's ledger: only then a county-wide digest can be worked out."""
    county = acting.area_code[:6].ljust(12, "0")
    return acting.area_code == county and covers(acting, county)


browses = Permit(
    words=_("a post that works with the whole list; others look households up one by one"),
    test=lambda acting, _subject: acting.lo != acting.hi and not looking.looks_up_first(acting),
)
takes_out = ability("export", _("a post that may take lists out of the program"))
exporter = all_of(browses, takes_out)
reveals = ability("reveal", _("a post that may open sealed numbers"))
breaks_glass = Permit(
    words=_("a line officer of a township or village"),
    test=lambda acting, _subject: looking.may_break(acting),
)
told_of_glass = Permit(
    words=_("the township's own posts"),
    test=lambda acting, _subject: acting.kind in looking.glass().told,
)
freezes = Permit(
    words=_("the county office, and the machine at each month's end"),
    test=lambda acting, _subject: (
        reaches_all(acting) and bool({"run_comparison", "manage_posts"} & acting.abilities)
    ),
)


def keeps_entry(acting: ActingPost) -> bool:
    """Whether the post looks after data entry: it allocates work, over a whole area."""
    return "assign" in acting.abilities and acting.households is None and bool(acting.lo)
