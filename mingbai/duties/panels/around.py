"""Duties in the menu, and texts of duties on Today of whoever decides or mends them."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.duties import permits
from mingbai.duties.models import DutyText
from mingbai.duties.queries import texts
from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task


def menu(acting: ActingPost) -> list[MenuEntry]:
    """Everybody who holds a post has duties to read; burdens are for villages and who asks them."""
    if acting.post_id is None:
        return []
    entries = [MenuEntry(_("My duties"), reverse("duties:mine"), "check")]
    if permits.sees_demands(acting):
        entries.append(MenuEntry(_("Burden of villages"), reverse("duties:burden"), "clock"))
    return entries


def tasks(acting: ActingPost, _at: datetime) -> list[Task]:
    """Texts that wait for this person's approval, and those sent back to them."""
    found = []
    if permits.approves(acting):
        found += [_task(one, _("Decide")) for one in texts.waiting(acting) if permits.approver(acting, one)]
    if permits.edits(acting):
        found += [_task(one, _("Mend")) for one in texts.returned(acting)]
    return found


def _task(text: DutyText, action: str) -> Task:
    return Task(
        title=f"{_('Text of a duty')} · {text.words[:40]}",
        detail=text.reason[:80],
        due=text.due,
        url=reverse("duties:texts-one", args=[text.key]),
        action=action,
    )
