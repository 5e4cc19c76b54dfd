"""应急查阅记录: who looked at the area's households from beyond, and why."""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from mingbai.kit.ledger import Column, Days, Flag, Ledger, Panel, by_slot
from mingbai.registry import permits
from mingbai.registry.models import GlassLook
from mingbai.registry.queries import glass, looking


def _why(look: Any) -> str:
    return f"{looking.glass().reasons.get(look.reason_code, look.reason_code)}：{look.reason}"


def _noting(look: Any, request: HttpRequest) -> dict[str, Any] | None:
    """The button, where the post is the township's and nobody has pressed it."""
    if look.seen_at or not permits.told_of_glass(request.acting, look):
        return None
    return {}


looks = Ledger(
    name="registry:glass_looks",
    title=_("Looks from beyond"),
    intro=_("Line officers of elsewhere who opened a household of yours for some minutes, and why."),
    model=GlassLook,
    order="-looked_at",
    rows_of=glass.in_reach,
    columns=[
        Column("head", _("Household"), "head_name"),
        Column("who", _("Looked at by"), "post_label"),
        Column("why", _("Reason given"), _why),
        Column("looked_at", _("When"), kind="minute", sort="looked_at"),
        Column("until", _("Until"), kind="minute", spare=True),
        Column("seen_by", _("Noted by")),
    ],
    filters=[
        Days("day", _("Looked on"), "looked_at", times=True),
        Flag("open", _("Not noted yet"), when=Q(seen_at=None)),
    ],
    panels=[Panel("note", _("Take note"), "registry/panels/note.html", _noting)],
    empty=(_("Nobody has looked from beyond"), _("Whenever somebody does, it stands here.")),
    export=by_slot,
    may_export=permits.takes_out,
)
