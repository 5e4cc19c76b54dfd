"""The rule book in the menu, and on Today of whoever proposes and approves changes."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task
from mingbai.screening import permits
from mingbai.screening.models import BookChange
from mingbai.screening.queries import book


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The rule book is everybody's to read."""
    if acting.post_id is None:
        return []
    entries = [MenuEntry(_("Rule book"), reverse("screening:rules"), "list")]
    if permits.asks_what_if(acting):
        entries.append(MenuEntry(_("What-ifs"), reverse("screening:what_ifs"), "swap"))
    return entries


def tasks(acting: ActingPost, _at: datetime) -> list[Task]:
    """What waits for this person's approval, and what was sent back to them."""
    found = []
    if permits.decides_book(acting):
        found += [
            _task(each, _("Decide")) for each in book.waiting(acting) if permits.book_decider(acting, each)
        ]
    if permits.edits_book(acting):
        found += [_task(each, _("Mend")) for each in book.own(acting)]
    return found


def _task(change: BookChange, action: str) -> Task:
    return Task(
        title=f"{_('Rule book')} · {book.title(change)}",
        detail=str(change.get_kind_display()),
        due=change.due,
        url=reverse("screening:book_changes-one", args=[change.key]),
        action=action,
    )
