"""Export requests as their asker and those above may see them."""

import re
from datetime import datetime

from django.db.models import Q, QuerySet

from mingbai.kit import slots
from mingbai.kit.ledger import Layout, Ledger
from mingbai.kit.scope import ActingPost
from mingbai.org.models import ExportRequest
from mingbai.org.states import ExportState

MOST = 200
FOLLOWS = frozenset({"approve_export", "manage_security", "read_audit"})
MARK = re.compile(r"[Ee]?0*([0-9]{1,18})")
EXPORTABLE = slots.declare("exports.ledgers", "kit.ledger.Ledger whose rows may be exported, with approval")
LAYOUTS = slots.declare("exports.layouts", "kit.ledger.Layout: a form in which rows of a list leave too")


def visible(acting: ActingPost) -> QuerySet[ExportRequest]:
    """One's own, and for posts that approve, guard or audit exports those of the organisation range."""
    own = Q(user_id=acting.user_id)
    if not FOLLOWS & acting.abilities:
        return ExportRequest.objects.filter(own)
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    return ExportRequest.objects.filter(inside | own)


def number_of(export: ExportRequest) -> str:
    """The number on the mark of the file: E000123."""
    return f"E{export.pk:06d}"


def pk_of(number: str) -> int | None:
    """The request behind a number as somebody reads it off a paper: E000123, e123, 123; None for others."""
    found = MARK.fullmatch(number.strip())
    return int(found[1]) if found else None


def asked(acting: ActingPost) -> list[ExportRequest]:
    """Those that wait for somebody's decision, longest waiting first."""
    return list(visible(acting).filter(state=ExportState.ASKED).order_by("due", "id")[:MOST])


def ready(acting: ActingPost, at: datetime) -> list[ExportRequest]:
    """One's own that can be fetched."""
    own = ExportRequest.objects.filter(Q(user_id=acting.user_id), state=ExportState.READY, expires_at__gt=at)
    return list(own.order_by("expires_at")[:MOST])


def exportable(name: str) -> Ledger | Layout | None:
    """The ledger or layout of this name, if a room lets it be exported."""
    found = (each for each in slots.filled(EXPORTABLE) if each.name == name)
    return next(found, None) or layout(name)


def layout(name: str) -> Layout | None:
    """The layout of this name."""
    return next((each for each in slots.filled(LAYOUTS) if each.name == name), None)


def layouts_of(ledger: Ledger) -> list[Layout]:
    """The forms in which the rows of a list may leave, besides its own."""
    return [each for each in slots.filled(LAYOUTS) if each.ledger is ledger]


def own(acting: ActingPost, key: str) -> ExportRequest | None:
    """The acting person's own request with this key."""
    return ExportRequest.objects.filter(Q(user_id=acting.user_id), key=key).first()
