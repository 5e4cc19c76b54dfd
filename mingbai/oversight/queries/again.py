"""Closed problems that a comparison of a later day still finds: closed falsely, or a file that is late."""

from django.db.models import Exists, OuterRef, Q

from mingbai.kit.scope import ActingPost, rows
from mingbai.oversight.models import Problem
from mingbai.oversight.states import ProblemState
from mingbai.screening.models import Finding


def found_again() -> Q:
    """Closed, came of a finding, and a run as of a later day says that it holds."""
    later = Finding.objects.filter(
        pk=OuterRef("finding"), holds=True, last_run__as_of__gt=OuterRef("closed_on")
    )
    return Q(state=ProblemState.CLOSED, finding__isnull=False) & Q(Exists(later))


def count(acting: ActingPost) -> int:
    """How many within the post's range."""
    return rows(Problem, acting).filter(found_again()).count()
