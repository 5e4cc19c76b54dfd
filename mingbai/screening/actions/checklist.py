"""核查清单: printed, and noted with each household that it was."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from mingbai.kit import papers, sight
from mingbai.kit.scope import ActingPost
from mingbai.kit.shown import day_of
from mingbai.registry.models import Household
from mingbai.screening.actions.refusal import NothingThere
from mingbai.screening.queries import checklist

PURPOSE = "check list"


def make(*, village: str, by: ActingPost, at: datetime) -> bytes:
    """The PDF of what a village has to answer, as far as the post sees it. Raises NothingThere, NoFont."""
    found = list(checklist.waiting(by, village))
    if not found:
        raise NothingThere(_("No finding waits for an answer in this village."))
    facts = checklist.facts(found, village=village, day=day_of(at), printed_by=by.label)
    made = papers.typeset(checklist.TEMPLATE, facts, at=at)
    homes: dict[int, Household] = {row.household.pk: row.household for row in found if row.household}
    sight.note_all(subjects=homes.values(), act=sight.Act.PRINTED, purpose=PURPOSE, by=by, at=at)
    return made
