"""Good practices that wait for another person's decision, on Today of the county office."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task
from mingbai.oversight import permits
from mingbai.oversight.queries import practices, teams
from mingbai.oversight.queries.terms import scored
from mingbai.oversight.states import Subject


def tasks(acting: ActingPost, _at: datetime) -> list[Task]:
    """One line for each that this person did not put forward."""
    if not (teams.directs(acting) and scored(Subject.VILLAGE)):
        return []
    return [
        Task(
            title=f"{one.label} · {one.title}",
            detail=_("Good practice"),
            due=None,
            url=reverse("oversight:practices-one", args=[one.key]),
            action=_("Rule on it"),
        )
        for one in practices.to_decide(acting)
        if permits.adopts(acting, one)
    ]
