"""An open observation on Today of whoever scores."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from mingbai.kit.scope import ActingPost
from mingbai.org.queries.today import Task
from mingbai.oversight.queries import circular, observing
from mingbai.oversight.queries.terms import observed


def tasks(acting: ActingPost, _at: datetime) -> list[Task]:
    """One line while villages are left."""
    if not observed() or not (observing.attends(acting) or observing.accepts(acting)):
        return []
    open_ = observing.open_now()
    left = sum(each.mark is None for each in observing.to_score(acting, open_)) if open_ else 0
    if not open_ or not left:
        return []
    return [
        Task(
            title=_("Observation: %(quarter)s") % {"quarter": circular.named(open_.period)},
            detail=_("%(n)d village ledgers to score") % {"n": left},
            due=None,
            url=reverse("oversight:observation", args=[open_.period.name]),
            action=_("Score it"),
        )
    ]
