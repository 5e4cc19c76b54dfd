"""Natural changes on the household's page, in the menu and on Today."""

from datetime import date, datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.kit.text import Text
from mingbai.org.queries.today import Task
from mingbai.registry import permits
from mingbai.registry.flow import natural_change
from mingbai.registry.models import Household, NaturalChange
from mingbai.registry.queries import changes
from mingbai.registry.queries import changes_kinds as kinds
from mingbai.registry.states import ChangeState as S


def of_household(request: HttpRequest, household: Household, _as_of: date | None) -> SafeString | None:
    """The household's newest changes, each a link to its papers and decisions."""
    found = changes.of_household(request.acting, household)
    if not found:
        return None
    shown = [(change, natural_change.state_of(change)) for change in found]
    return render_to_string("registry/panels/household_changes.html", {"changes": shown}, request=request)


def doings(request: HttpRequest, household: Household) -> list[tuple[str, str]]:
    """Begin a natural change, for posts that enter them here."""
    may = kinds.may("enter", request.acting) and permits.covers(request.acting, household.area_code)
    if not may or household.ended_on is not None:
        return []
    return [(reverse("registry:change_begin", args=[household.key]), _("Natural change"))]


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The desk for those who enter or decide; the departments' list for those who pay."""
    entries = []
    if any(kinds.may(step, acting) for step in ("enter", "review", "approve")):
        entries.append(MenuEntry(_("Natural changes"), reverse("registry:changes"), "swap"))
    if "decide" in acting.abilities and acting.lines:
        entries.append(MenuEntry(_("Proposals to stop benefits"), reverse("registry:stops"), "info"))
    return entries


def tasks(acting: ActingPost, _at: datetime) -> list[Task]:
    """What waits for this post: to submit, to mend, to review, to approve."""
    found = []
    for step, states, move, action in (
        ("enter", (S.DRAFT, S.RETURNED), "submit", _("Complete and submit")),
        ("review", (S.SUBMITTED,), "review", _("Review")),
        ("approve", (S.REVIEWED,), "approve", _("Approve the change")),
    ):
        if kinds.may(step, acting):
            who = natural_change.moves[move].who
            waiting = [change for change in changes.waiting(acting, *states) if who(acting, change)]
            found += [_task(change, action) for change in waiting]
    return found


def _task(change: NaturalChange, action: str) -> Task:
    about = change.person_name or change.household_name
    return Task(
        title=f"{change.get_kind_display()} · {about}",
        detail=change.why_returned or f"{change.happened_on} · {change.entered_by}",
        due=change.due,
        url=reverse("registry:changes-one", args=[change.key]),
        action=action,
    )


def moves() -> dict[str, Text]:
    """The words for what these verbs record on the household's timeline."""
    return {
        "split": _("Members split off"),
        "split_off": _("Split off from another household"),
        "merged": _("Another household merged into this one"),
        "pair": _("Paired with a helper"),
        "unpair": _("The pairing ended"),
        "say_grounds": _("Causes or risks said anew"),
    }
