"""A team's week in the menu and on Today."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.calendar import monday
from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.queries.today import Task
from mingbai.oversight.queries import teams, visits


def menu(acting: ActingPost) -> list[MenuEntry]:
    """The team's visits for a team; for all others every visit, whose page leads on to what belongs to it."""
    if acting.households is not None:
        return []
    found = [MenuEntry(_("Inspections"), reverse("oversight:inspections"), "list")]
    if teams.team_of(acting):
        found.insert(0, MenuEntry(_("Visits of my team"), reverse("oversight:visits"), "check"))
    return found


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """For a team: its week to be drawn, its villages to be inspected on their days."""
    team = teams.team_of(acting)
    if not team:
        return []
    week = monday(day_of(at))
    drawing = [
        Task(
            title=_("Matters of the week"),
            detail="；".join(one.matters)[:80],
            due=one.week,
            url=reverse("oversight:tasks-one", args=[one.key]),
            action=_("Draw villages and households"),
        )
        for one in visits.undrawn(acting, team, week)
    ]
    looking = [
        Task(
            title=one.problem.title,
            detail=_("Random re-check"),
            due=one.due,
            url=reverse("oversight:rechecks-one", args=[one.key]),
            action=_("Look at it again"),
        )
        for one in visits.rechecks(acting, team)
    ]
    return (
        drawing
        + looking
        + [
            Task(
                title=one.place,
                detail=_("%(done)s of %(all)s households checked") % {"done": one.done, "all": one.all},
                due=one.on,
                url=reverse("oversight:visit", args=[one.key]),
                action=_("Inspect"),
            )
            for one in visits.of_team(acting, team)
        ]
    )
