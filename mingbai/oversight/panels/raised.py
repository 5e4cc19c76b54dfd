"""提级督办 on Today of the county leader who is linked to the township."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.org.queries.areas import names
from mingbai.org.queries.today import Task
from mingbai.oversight.queries import leaders


def tasks(acting: ActingPost, at: datetime) -> list[Task]:
    """Problems that were raised and wait for a word."""
    found = list(leaders.raised(acting, day_of(at)))
    called = names(one.area_code for one in found)
    return [
        Task(
            title=f"{_('Raised')}：{one.title}",
            detail=f"{called.get(one.area_code, '')} · {one.fact[:80]}",
            due=one.due,
            url=reverse("oversight:problems-move", args=[one.key, "instruct"]),
            action=_("Give an instruction"),
        )
        for one in found
    ]
