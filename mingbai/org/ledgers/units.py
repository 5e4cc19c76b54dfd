"""Units: departments, township governments, village committees."""

from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Area, Column, Ledger, Panel
from mingbai.org import permits
from mingbai.org.ledgers.asking import ask_export
from mingbai.org.models import Unit
from mingbai.org.queries.areas import to_choose

units = Ledger(
    name="org:units",
    title=_("Units"),
    intro=_("Who staffs the posts: county departments, townships, villages."),
    model=Unit,
    key="code",
    order="code",
    columns=[
        Column("name", _("Unit")),
        Column("code", _("Code"), sort="code"),
        Column("area_code", _("Area code"), spare=True),
    ],
    filters=[Area("area", _("Area"), "area_code", to_choose)],
    panels=[
        Panel(
            "posts",
            _("Posts"),
            "org/panels/unit_posts.html",
            lambda unit, _request: {"posts": unit.posts.order_by("code")},
        )
    ],
    empty=(_("No such unit"), _("Loosen the filters to see more.")),
    export=ask_export,
    may_export=permits.exporter,
)
