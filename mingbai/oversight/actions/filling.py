"""The two check forms, filled on the spot."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change
from mingbai.oversight import permits
from mingbai.oversight.actions.refusal import BadProblem, MayNotList
from mingbai.oversight.models import Inspected, Inspection
from mingbai.oversight.queries import questions
from mingbai.oversight.states import InspectionState


def of_team(by: ActingPost, visit: Inspection) -> None:
    """Raise unless a member of the visit's own team acts, and the visit has not ended."""
    if not permits.of_team(by, visit):
        raise MayNotList(permits.of_team.sentence())
    if visit.state == InspectionState.ENDED:
        raise BadProblem(_("This inspection has ended: what is seen later is another one's."))


@transaction.atomic
def fill(
    *, inspected: Inspected, answers: Mapping[str, Any], note: str, nobody_home: bool, by: ActingPost,
    at: datetime, version: int,
) -> None:  # fmt: skip
    """Fill a household's form. Raises MayNotList, BadProblem, StaleVersion."""
    visit = inspected.inspection
    of_team(by, visit)
    if inspected.gone:
        raise BadProblem(_("This household was replaced by the next of the lot."))
    values = {
        "answers": _read(inspected.form, answers) if not nobody_home else {},
        "note": note.strip()[:1000],
        "nobody_home": nobody_home,
        "checked_at": at,
        "checked_by": by.label[:120],
        "checked_user": by.user_id,
    }
    change(inspected, version=version, values=values)
    if visit.state == InspectionState.PLANNED:
        Inspection.objects.filter(pk=visit.pk).update(state=InspectionState.DOING)
        visit.state = InspectionState.DOING


def _read(form: str, answers: Mapping[str, Any]) -> dict[str, str]:
    """Only questions of the form, only its answers."""
    asked = questions.of_form(form)
    if unknown := set(answers) - set(asked):
        raise BadProblem(_("The form has no question “%(name)s”.") % {"name": sorted(unknown)[0]})
    for name, given in answers.items():
        if given not in dict(asked[name].answers):
            raise BadProblem(_("Please choose one of the answers."))
    return dict(answers)
