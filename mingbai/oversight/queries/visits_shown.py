"""A visit as the desk reads it: each form answer by answer, each fact with photograph, answer and problem."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from mingbai.kit.files.models import StoredFile
from mingbai.kit.scope import ActingPost
from mingbai.oversight.models import Fact, Inspected, Inspection, Problem
from mingbai.oversight.queries import questions, visits, words

TONES = {"noted": "waiting", "accepted": "closed", "disputed": "danger", "dropped": "plain"}


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact with the pack's words, its photographs and the problem that came of it."""

    fact: Fact
    severity: str
    category: str
    tone: str
    photos: list[StoredFile] = field(default_factory=list)
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ShownHome:
    """A household's form: question, answer, whether it is the bad one; ``gone``: why it was replaced."""

    home: Inspected
    answers: list[tuple[str, str, bool]]
    bad: int
    signature: UUID | None
    gone: str = ""


def facts(acting: ActingPost, visit: Inspection) -> list[ShownFact]:
    """The facts of a visit."""
    return shown(acting, visits.facts(acting, visit))


def shown(acting: ActingPost, found: list[Fact]) -> list[ShownFact]:
    """Facts as pages show them, in few queries."""
    kept, became = visits.photos(found), visits.problems(acting, found)
    return [
        ShownFact(
            one, words.word("severities", one.severity), words.word("categories", one.category),
            TONES[one.state], kept[one.pk], became.get(one.pk),
        )
        for one in found
    ]  # fmt: skip


def homes(acting: ActingPost, visit: Inspection) -> list[ShownHome]:
    """The forms of a visit, in the order of the draw."""
    return [_home(one) for one in visits.homes(acting, visit)]


def _home(one: Inspected) -> ShownHome:
    asked = questions.of_form(one.form)
    answers = [
        (asked[code].ask, words.word("answers", given), given == asked[code].bad)
        for code, given in one.answers.items()
        if code in asked
    ]
    return ShownHome(
        one,
        answers,
        sum(bad for _ask, _given, bad in answers),
        one.signature,
        words.word("replacing", one.gone),
    )
