"""Requests about one's own data: begun on the person's page, waiting on Today."""

from datetime import date, datetime

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit.pack import installed
from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task
from mingbai.registry import permits
from mingbai.registry.flow import correction
from mingbai.registry.models import Person
from mingbai.registry.queries import corrections


def of_person(request: HttpRequest, person: Person, _as_of: date | None) -> SafeString | None:
    """The way to write down what the person asks."""
    may = request.acting.kind in installed().get("changes.corrections.enter")
    if not may or not permits.covers(request.acting, person.area_code):
        return None
    address = reverse("registry:correction_new", args=[person.key])
    return format_html(
        '<p><a class="button" href="{}">{}</a></p>', address, _("Write down a request about one's own data")
    )


def tasks(acting: ActingPost, _at: datetime) -> list[Task]:
    """Requests that wait for this post's decision."""
    if acting.kind not in installed().get("changes.corrections.decide"):
        return []
    return [
        Task(
            title=f"{each.person_name} · {each.get_ask_display()}",
            detail=each.said[:80],
            due=each.due,
            url=reverse("registry:corrections-one", args=[each.key]),
            action=_("Deal with it"),
        )
        for each in corrections.waiting(acting)
        if correction.moves["grant"].who(acting, each)
    ]


def menu(acting: ActingPost) -> list[MenuEntry]:
    """Requests for those who enter or decide them, and data entry for those who look after it."""
    rules = installed().get("changes.corrections.enter") + installed().get("changes.corrections.decide")
    entries = []
    if acting.kind in rules:
        entries.append(
            MenuEntry(_("Requests about one's own data"), reverse("registry:corrections"), "person")
        )
    if permits.keeps_entry(acting):
        entries.append(MenuEntry(_("Data entry: five in place"), reverse("registry:entry"), "check"))
    return entries
