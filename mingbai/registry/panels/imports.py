"""What the menu and Today say of imports."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task
from mingbai.registry import permits
from mingbai.registry.queries import imports


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The desk's entry, for posts that send or merge."""
    if acting.post_id is None or not permits.sees_imports(acting, None):
        return []
    return [MenuEntry(_("Imports"), reverse("registry:imports"), "download")]


def to_merge(acting: ActingPost, _at: datetime) -> list[Task]:
    """Imports that wait for this post's merge."""
    return [
        Task(
            title=_("%(who)s asks to merge “%(what)s”") % {"who": each.uploader, "what": each.title},
            detail=_("%(n)s rows would change the ledger") % {"n": imports.to_merge(each.counts)},
            due=None,
            url=reverse("registry:imports-one", args=[each.key]),
            action=_("Look it through"),
        )
        for each in imports.asked(acting)
        if permits.merger(acting, each)
    ]


def to_look_through(acting: ActingPost, _at: datetime) -> list[Task]:
    """One's own imports that are checked."""
    return [
        Task(
            title=_("“%(what)s” is checked") % {"what": each.title},
            detail=_("%(n)s rows go back") % {"n": each.counts.get("rejected", 0)},
            due=None,
            url=reverse("registry:imports-one", args=[each.key]),
            action=_("Look it through"),
        )
        for each in imports.checked(acting)
    ]
