"""Problems as posts look for them."""

from __future__ import annotations

from django.db.models import QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.oversight.models import Answerable, Appeal, Extension, Problem, ScoreEntry
from mingbai.oversight.states import AskState
from mingbai.oversight.states import ProblemState as S


def to_assign(acting: ActingPost) -> int:
    """How many stand on the list and wait for a sheet."""
    return rows(Problem, acting).filter(state=S.LISTED).count()


def requests(acting: ActingPost) -> tuple[QuerySet[Extension], QuerySet[Appeal]]:
    """Requests for more time and appeals that wait."""
    asked = {"state": AskState.ASKED}
    times = rows(Extension, acting).filter(**asked).select_related("problem").order_by("due", "id")
    return times, rows(Appeal, acting).filter(**asked).select_related("problem").order_by("due", "id")


def answerable(acting: ActingPost, problem: Problem) -> list[Answerable]:
    """Who answers for it, as far as the post's range reaches."""
    return list(rows(Answerable, acting).filter(problem=problem))


def entries(acting: ActingPost, problem: Problem) -> list[ScoreEntry]:
    """What it cost those whose results the post may see, oldest first."""
    return list(rows(ScoreEntry, acting).filter(problem=problem))


def of_household(acting: ActingPost, household_id: int) -> list[Problem]:
    """A household's problems, newest first."""
    found = rows(Problem, acting).filter(household=household_id)
    return list(found.order_by("-listed_at", "-id")[:20])
