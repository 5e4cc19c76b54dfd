"""Views of lists that people keep for themselves."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.registry.actions.refusal import Refused
from mingbai.registry.models import SavedView

MOST, LONGEST_NAME, LONGEST_QUERY = 20, 40, 500


class BadView(Refused):
    """No name, too long an address, or too many views."""

    code = "bad_view"
    status = 400


@transaction.atomic
def keep(*, ledger: str, name: str, query: str, by: ActingPost, at: datetime) -> SavedView:
    """Keep a list's filters under a name; the same name again is written over. Raises BadView."""
    name = name.strip()
    if not name or len(name) > LONGEST_NAME or len(query) > LONGEST_QUERY:
        raise BadView(_("Give the view a name of at most 40 characters."))
    whose: dict[str, Any] = {"user_id": by.user_id or 0, "ledger": ledger}
    mine = SavedView.objects.filter(**whose)
    if mine.exclude(name=name).count() >= MOST:
        raise BadView(_("You keep as many views as one may. Take one away first."))
    values = {"query": query, "kept_at": at, "area_code": by.area_code}
    return SavedView.objects.update_or_create(**whose, name=name, defaults=values)[0]


@transaction.atomic
def forget(*, view: SavedView, by: ActingPost) -> None:
    """Take a view of one's own away. Raises BadView for another's."""
    if view.user_id != by.user_id:
        raise BadView(_("This is no view of yours."))
    view.delete()
