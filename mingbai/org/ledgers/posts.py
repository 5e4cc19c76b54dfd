"""Posts: what work there is in each area, and who does it."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit import clock
from mingbai.kit.ledger import Area, Choice, Column, Flag, Ledger, Panel, Prefix
from mingbai.kit.scope import ActingPost
from mingbai.org import permits
from mingbai.org.ledgers.asking import ask_export
from mingbai.org.models import Post
from mingbai.org.queries import delegations, kinds
from mingbai.org.queries import posts as queries
from mingbai.org.queries.areas import to_choose


def _rows(acting: ActingPost) -> QuerySet[Post]:
    # A list is an edge: it shows who holds a post at the moment it is opened.
    return queries.with_holders(acting, clock.read())


def _holders(post: Post, request: HttpRequest) -> dict[str, object]:
    return {
        "held": queries.held_now(post, request.at),
        "earlier": queries.earlier(post, request.at)[:20],
        "lent": delegations.of_post(post.pk, request.at),
        "appoints": permits.appoints(request.acting, post),
    }


posts = Ledger(
    name="org:posts",
    title=_("Posts"),
    intro=_("Every post has one kind of work and exactly one area."),
    model=Post,
    key="code",
    order="code",
    rows_of=_rows,
    select=("unit",),
    columns=[
        Column("name", _("Post")),
        Column("holder_now", _("Held by")),
        Column("kind", _("Kind"), lambda post: kinds.title(post.kind)),
        Column("unit", _("Unit"), "unit.name", spare=True),
        Column("code", _("Code"), sort="code", spare=True),
    ],
    filters=[
        Area("area", _("Area"), "area_code", to_choose),
        Choice("kind", _("Kind"), choices=queries.kind_choices),
        Prefix("unit", _("Unit's code"), "unit__code"),
        Flag("vacant", _("Vacant only"), when=Q(holder_now=None)),
    ],
    facts=[Column("valid_from", _("Exists since"), kind="day"), Column("valid_to", _("Until"), kind="day")],
    panels=[Panel("holders", _("Holders"), "org/panels/holders.html", _holders)],
    empty=(_("No such post"), _("Loosen the filters to see more.")),
    export=ask_export,
    may_export=permits.exporter,
)
