"""What the menu and Today say of lists from above."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mingbai.exchange import permits
from mingbai.exchange.models import HandedList
from mingbai.exchange.queries import handed as queries
from mingbai.exchange.states import HandedRowState, HandedState
from mingbai.kit.pack import installed
from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.queries.today import Task


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The lists, for those who handle them; the rows, for townships."""
    if acting.post_id is None or acting.lo == acting.hi:
        return []
    if permits.may_handle(acting):
        return [MenuEntry(_("Lists from above"), reverse("exchange:handed"), "download")]
    if permits.town(acting):
        return [MenuEntry(_("Doubts from above"), reverse("exchange:handed_rows"), "list")]
    return []


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """What waits for the county office, list by list; what waits in a township, by list."""
    if permits.may_handle(acting):
        return [task for one in queries.open_lists(acting) if (task := _of_list(one, at)) is not None]
    if permits.town(acting):
        return [_below(one) for one in queries.waiting_below(acting)]
    return []


def _of_list(handed: HandedList, at: datetime) -> Task | None:
    address = reverse("exchange:handed-one", args=[handed.key])
    title = _("“%(title)s” from %(sender)s") % {"title": handed.title, "sender": handed.sender}
    if handed.state == HandedState.COLUMNS:
        columns = reverse("exchange:handed_columns", args=[handed.key])
        return Task(
            title, _("Its columns are to be confirmed"), handed.due, columns, _("Look at the columns")
        )
    counts = queries.counts(handed)
    if handed.state == HandedState.SPLIT:
        words = ngettext("%(n)d row to be sent", "%(n)d rows to be sent", counts.get("ready", 0))
        return Task(title, words % {"n": counts.get("ready", 0)}, handed.due, address, _("Send"))
    return _sent(handed, counts, title, address, at)


def _sent(handed: HandedList, counts: dict[str, int], title: str, address: str, at: datetime) -> Task | None:
    """Contradictions first; then what is late; then the feedback, when all is answered."""
    against, waiting = counts.get(HandedRowState.CONTRADICTS, 0), counts.get(HandedRowState.SENT, 0)
    if against:
        words = ngettext(
            "%(n)d answer contradicts the ledger", "%(n)d answers contradict the ledger", against
        )
        return Task(title, words % {"n": against}, handed.due, address, _("Look at it"))
    if not waiting:
        return Task(title, _("Everything is answered"), handed.due, address, _("Make the feedback file"))
    soon = timedelta(days=installed().get("handed.urge_before_days"))
    if handed.due > day_of(at) + soon:
        return None
    words = ngettext("%(n)d row is not answered", "%(n)d rows are not answered", waiting)
    return Task(title, words % {"n": waiting}, handed.due, address, _("Urge"))


def _below(one: dict[str, Any]) -> Task:
    number = int(str(one["n"]))
    words = ngettext("%(n)d doubt is not answered yet", "%(n)d doubts are not answered yet", number) % {
        "n": number
    }
    detail = f"{words} · {_('urged')}" if one["urged"] else words
    asked = urlencode({"state": HandedRowState.SENT, "due_to": str(one["due"]), "due_from": str(one["due"])})
    address = f"{reverse('exchange:handed_rows')}?{asked}"
    return Task(str(one["title"]), detail, one["due"], address, _("See which"))
