"""Export requests as their asker and those above may see them."""

from datetime import datetime

from django.db.models import Q, QuerySet

from mingbai.kit import slots
from mingbai.kit.ledger import Ledger
from mingbai.kit.scope import ActingPost
from mingbai.org.models import ExportRequest
from mingbai.org.states import ExportState

MOST = 200
EXPORTABLE = slots.declare("exports.ledgers", "kit.ledger.Ledger whose rows may be exported, with approval")


def visible(acting: ActingPost) -> QuerySet[ExportRequest]:
    """One's own, and for posts that approve exports those of the organisation range."""
    own = Q(user_id=acting.user_id)
    if not {"approve_export", "manage_security"} & acting.abilities:
        return ExportRequest.objects.filter(own)
    inside = Q(area_code__gte=acting.org_lo, area_code__lt=acting.org_hi)
    return ExportRequest.objects.filter(inside | own)


def asked(acting: ActingPost) -> list[ExportRequest]:
    """Those that wait for somebody's decision, longest waiting first."""
    return list(visible(acting).filter(state=ExportState.ASKED).order_by("due", "id")[:MOST])


def ready(acting: ActingPost, at: datetime) -> list[ExportRequest]:
    """One's own that can be fetched."""
    own = ExportRequest.objects.filter(Q(user_id=acting.user_id), state=ExportState.READY, expires_at__gt=at)
    return list(own.order_by("expires_at")[:MOST])


def exportable(name: str) -> Ledger | None:
    """The ledger of this name, if a room lets it be exported."""
    return next((ledger for ledger in slots.filled(EXPORTABLE) if ledger.name == name), None)


def own(acting: ActingPost, key: str) -> ExportRequest | None:
    """The acting person's own request with this key."""
    return ExportRequest.objects.filter(Q(user_id=acting.user_id), key=key).first()
