"""每周专报 in the menu, and on the office's Today from the day on which it is due."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.calendar import monday
from mingbai.kit.pack import installed
from mingbai.kit.page import MenuEntry
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.queries.today import Task
from mingbai.oversight import permits
from mingbai.oversight.queries import briefs


def menu(acting: ActingPost) -> list[MenuEntry]:
    """For the office, the county's leaders and inspectors."""
    if not permits.reads_brief(acting, None):
        return []
    return [MenuEntry(_("Weekly briefs"), reverse("oversight:briefs"), "file")]


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """This week's brief, from the pack's day of the week on until it went out."""
    today = day_of(at)
    due = monday(today) + timedelta(days=installed().get("oversight.brief.weekday") - 1)
    if today < due or not permits.issues_brief(acting, None) or briefs.of_week(acting, today):
        return []
    return [
        Task(
            title=_("This week's brief is not issued"),
            detail=_("One page for the county's leaders: three charts, five stuck matters."),
            due=due,
            url=reverse("oversight:brief_preview"),
            action=_("Read and issue"),
        )
    ]
