"""A household checked on the spot, perhaps without a signal: its form and the facts that came of it, once.

What a phone sends again, also days later, changes nothing; what somebody else has filled meanwhile is shown
beside it, question by question.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit import parcels
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost
from mingbai.kit.versions import change
from mingbai.oversight.actions import filling, noting, pictures
from mingbai.oversight.actions.noting import Noted
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.models import Fact, Inspected
from mingbai.oversight.queries import questions, words
from mingbai.oversight.queries.questions import Question
from mingbai.oversight.states import FactState


@dataclass(frozen=True, slots=True)
class Seen:
    """What was seen to a question whose answer is the bad one. The phone makes ``key``."""

    question: str
    key: UUID
    fact: str
    on_the_spot: bool = False


@dataclass(frozen=True, slots=True)
class Check:
    """A household's form. ``base`` is the version that was seen; 0: whatever stands."""

    answers: Mapping[str, str]
    facts: Sequence[Seen] = ()
    note: str = ""
    nobody_home: bool = False
    signature: bytes = b""
    base: int = 0


@transaction.atomic
def check(*, inspected: Inspected, given: Check, by: ActingPost, at: datetime) -> Inspected:
    """Fill the form and note its facts. Raises MayNotList, BadProblem, and parcels.Parted."""
    standing = Inspected.objects.select_for_update(of=("self",)).get(pk=inspected.pk)
    filling.of_team(by, standing.inspection)
    if _stands(standing, given):
        return standing
    _demand_whole(standing, given)
    _demand_seen(standing, given)
    filling.fill(
        inspected=standing, answers=given.answers, note=given.note, nobody_home=given.nobody_home, by=by,
        at=at, version=standing.version,
    )  # fmt: skip
    _note(standing, given, by, at)
    drawn = pictures.signature(subject=standing, content=given.signature, by=by, at=at)
    if drawn is not None:
        change(standing, version=standing.version, values={"signature": drawn})
    return standing


def _stands(standing: Inspected, given: Check) -> bool:
    """Whether exactly this was written already: the same parcel again."""
    if standing.checked_at is None or standing.nobody_home != given.nobody_home:
        return False
    same = given.nobody_home or standing.answers == dict(given.answers)
    facts = {one.question: one.fact for one in _facts(standing)}
    told = {one.question: one.fact.strip() for one in given.facts} if not given.nobody_home else {}
    return same and standing.note == given.note.strip() and facts == told


def _facts(standing: Inspected) -> list[Fact]:
    """The facts that came of the form's questions and were not dropped."""
    return list(standing.facts.exclude(question="").exclude(state=FactState.DROPPED))


def _demand_whole(standing: Inspected, given: Check) -> None:
    """Every question answered, and in words what was seen where the answer is the bad one."""
    if given.nobody_home:
        return
    asked = questions.of_form(standing.form)
    if set(asked) - set(given.answers):
        raise BadProblem(_("Please answer every question, or say that nobody was at home."))
    told = {one.question for one in given.facts if one.fact.strip()} | {
        one.question for one in _facts(standing)
    }
    untold = [code for code, one in asked.items() if given.answers[code] == one.bad and code not in told]
    if untold:
        said = _("Please say in a few words what was seen: %(what)s.")
        raise BadProblem(said % {"what": asked[untold[0]].matter})


def _demand_seen(standing: Inspected, given: Check) -> None:
    """Raise Parted if somebody else filled the form after the sender saw it."""
    if standing.checked_at is None or given.base in (0, standing.version):
        return
    found = [*_other_answers(standing, given), *_other_words(standing, given)]
    if found:
        raise parcels.Parted(
            _("%(who)s has filled this form meanwhile. Look at both and say which answers are right.")
            % {"who": standing.checked_by},
            differences=found,
            base=str(standing.version),
            subject=standing,
        )


def _other_answers(standing: Inspected, given: Check) -> Iterator[parcels.Difference]:
    asked = questions.of_form(standing.form)
    for code, answer in given.answers.items():
        if code in asked and standing.answers.get(code, "") != answer:
            yield _difference(asked[code], standing.answers.get(code, ""), answer)


def _other_words(standing: Inspected, given: Check) -> Iterator[parcels.Difference]:
    asked, now = questions.of_form(standing.form), {one.question: one.fact for one in _facts(standing)}
    for seen in given.facts:
        if seen.fact.strip() and now.get(seen.question, seen.fact.strip()) != seen.fact.strip():
            title = asked[seen.question].matter
            yield parcels.Difference(f"fact-{seen.question}", title, "", now[seen.question], seen.fact)
    if standing.note != given.note.strip():
        yield parcels.Difference("note", _("Note"), "", standing.note, given.note)


def _difference(one: Question, now: str, sent: str) -> parcels.Difference:
    called = {code: words.word("answers", code) for code in (now, sent) if code}
    return parcels.Difference(f"answer-{one.code}", one.ask, "", called.get(now, ""), called.get(sent, ""))


def _note(standing: Inspected, given: Check, by: ActingPost, at: datetime) -> None:
    """Note what is new, put right what the village has not answered yet, drop what is no longer said."""
    known = {one.question: one for one in _facts(standing)}
    told = {one.question: one for one in given.facts} if not given.nobody_home else {}
    for code, fact in known.items():
        if fact.state == FactState.NOTED and code not in told:
            noting.drop(fact=fact, by=by, at=at, version=fact.version)
    asked = questions.of_form(standing.form)
    for code, seen in told.items():
        if code not in known:
            _write(standing, asked[code], seen, by, at)
        elif known[code].state == FactState.NOTED and seen.fact.strip():
            values = {"fact": seen.fact.strip()[:2000], "on_the_spot": seen.on_the_spot}
            change(known[code], version=known[code].version, values=values)


def _write(standing: Inspected, one: Question, seen: Seen, by: ActingPost, at: datetime) -> None:
    """A fact under the key of the phone. One that was dropped before is taken up again under its own."""
    title = installed().get("oversight.questions")[one.code]["matter"].zh
    noted = Noted(
        category=one.category, severity=one.severity, title=title, fact=seen.fact.strip()[:2000],
        owner=one.owner, on_the_spot=seen.on_the_spot, question=one.code, key=seen.key,
    )  # fmt: skip
    dropped = standing.facts.filter(question=one.code).first()
    if dropped is None:
        noting.note_fact(visit=standing.inspection, inspected=standing, noted=noted, by=by, at=at)
        return
    values = {"fact": noted.fact, "on_the_spot": noted.on_the_spot, "state": FactState.NOTED, "key": seen.key}
    change(dropped, version=dropped.version, values=values)
