"""What is to be frozen, and what a year waits for, on Today; the yearly appraisal in the menu."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost, entered
from mingbai.kit.shown import day_of
from mingbai.org.queries.machine import machine
from mingbai.org.queries.today import Task
from mingbai.oversight.queries import appraisal, circular, periods, summary, teams, yearly
from mingbai.oversight.states import PeriodKind


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The appraisal, for the organisation department."""
    if not appraisal.appraises(acting):
        return []
    return [MenuEntry(_("Yearly appraisal"), reverse("oversight:appraisal"), "person")]


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """For the county office what can be frozen, one line a kind; for who decides, the year's proposals."""
    return [*_to_freeze(acting, at), *_to_decide(acting)]


def _to_freeze(acting: ActingPost, at: datetime) -> list[Task]:
    if not teams.directs(acting):
        return []
    with entered(machine()):
        found = periods.to_freeze(day_of(at))
    return [
        Task(
            title=_("%(period)s can be frozen") % {"period": circular.named(first)},
            detail=str(kind.label),
            due=None,
            url=reverse("oversight:periods"),
            action=_("Freeze it"),
        )
        for kind in PeriodKind
        if (first := next((one for one in found if one.kind == kind), None)) is not None
    ]


def _to_decide(acting: ActingPost) -> list[Task]:
    if not yearly.decides(acting) or not (count := summary.waiting(acting)):
        return []
    return [
        Task(
            title=_("Rewards and penalties of the year wait for a decision"),
            detail=str(count),
            due=None,
            url=f"{reverse('oversight:proposals')}?state=proposed",
            action=_("Rule on it"),
        )
    ]
