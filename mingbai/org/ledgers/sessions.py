"""Signed-in browsers, for the security administrator."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Column, Days, Flag, Ledger, Panel
from mingbai.kit.scope import ActingPost, rows
from mingbai.org import permits
from mingbai.org.models import SignIn


def _rows(acting: ActingPost) -> QuerySet[SignIn]:
    return rows(SignIn, acting).select_related("user")


sessions = Ledger(
    name="org:sessions",
    title=_("Sessions"),
    intro=_("Browsers that are or were signed in. One that is ended here stops on its next click."),
    model=SignIn,
    order="-started_at",
    who=permits.guards,
    rows_of=_rows,
    columns=[
        Column("person", _("Person"), "user.display_name"),
        Column("username", _("User name"), "user.username", spare=True),
        Column("started_at", _("Signed in"), kind="minute", sort="started_at"),
        Column("seen_at", _("Last seen"), kind="minute"),
        Column("address", _("Network address"), spare=True),
        Column("ended_at", _("Ended at"), kind="minute"),
    ],
    facts=[Column("agent", _("Browser")), Column("why_ended", _("Why it ended"))],
    filters=[
        Flag("open", _("Open only"), when=Q(ended_at=None)),
        Days("started", _("Signed in from"), "started_at", times=True),
    ],
    panels=[Panel("end", _("End this session"), "org/panels/session.html", lambda _row, _request: {})],
    empty=(_("No sessions"), _("Nobody is signed in.")),
)
