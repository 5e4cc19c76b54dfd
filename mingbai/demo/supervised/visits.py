"""A team's day in a village: forms filled, facts noted and answered, the visit ended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from random import Random
from uuid import UUID

from mingbai.demo.past.story import dice_of
from mingbai.demo.supervised import photos, story
from mingbai.demo.supervised.cast import Cast, done_by
from mingbai.demo.supervised.diary import hour
from mingbai.demo.supervised.story import Matter, told
from mingbai.kit.scope import ActingPost
from mingbai.oversight.actions import checking, ending, noting, pictures, replacing
from mingbai.oversight.actions.checking import Check, Seen
from mingbai.oversight.actions.noting import Noted
from mingbai.oversight.models import Fact, Inspected, Inspection, Problem
from mingbai.oversight.queries import questions, words
from mingbai.oversight.states import InspectionState

NOBODY = "nobody"


def on(cast: Cast, day: date) -> Iterator[tuple[int, Matter]]:
    """Inspect what is planned up to a day; yields what was found: the problem's id and its matter."""
    with done_by(cast.office):
        planned = Inspection.objects.filter(state=InspectionState.PLANNED, on__lte=day).order_by("id")
        thrown = [(visit, _dice(visit)) for visit in planned]
    for visit, dice in thrown:
        if members := cast.teams[visit.team]:
            by = members[visit.on.isocalendar().week % len(members)]
            yield from _inspect(visit, dice, by, hour(day, 10))


def _dice(visit: Inspection) -> Random:
    """Each visit throws its own, also where another team was in the same village the same day."""
    same = Inspection.objects.filter(area_code=visit.area_code, on=visit.on, pk__lt=visit.pk)
    return dice_of(visit.area_code, f"{visit.on} {same.count()}")


def _inspect(visit: Inspection, dice: Random, by: ActingPost, at: datetime) -> Iterator[tuple[int, Matter]]:
    with done_by(by):
        homes = list(visit.households.select_related("inspection"))
        if not homes:
            return
        for one in homes:
            _fill(one, dice, by, at)
        _stand_in(visit, by, at)
        if dice.random() < told()["chance"]["village"]:
            _of_village(visit, dice, by, at)
        found = [
            _answered(fact, dice, by, at) for fact in Fact.objects.filter(inspection=visit).order_by("id")
        ]
        visit.refresh_from_db()
        met, said = dice.choice(told()["met"]), dice.choice(told()["village_said"]) if found else "认可"
        ending.end(visit=visit, met=met, village_said=said, by=by, at=at, version=visit.version)
        arose = dict(
            Problem.objects.filter(team=visit.team, found_on=visit.on, area_code=visit.area_code).values_list(
                "inspection_fact", "pk"
            )
        )
    yield from ((arose[fact], matter) for fact, matter in found)


def _fill(one: Inspected, dice: Random, by: ActingPost, at: datetime) -> None:
    """One household's form; in the first somebody is at home."""
    chance = told()["chance"]
    if one.place > 1 and dice.random() < chance["nobody_home"]:
        given = Check({}, note="两次敲门无人，邻居说在外务工", nobody_home=True)
    else:
        asked = questions.of_form(one.form)
        answers = {code: each.answers[0][0] for code, each in asked.items()}
        facts = []
        if dice.random() < chance["found"]:
            code = story.often(
                dice, {code: each.often for code, each in story.questions().items() if code in asked}
            )
            answers[code] = asked[code].bad
            facts = [_seen(code, dice)]
        given = Check(answers, facts)
    checking.check(inspected=one, given=given, by=by, at=at)


def _stand_in(visit: Inspection, by: ActingPost, at: datetime) -> None:
    """Where nobody was at home twice the next of the lot stands in, and is in order."""
    for absent in visit.households.filter(nobody_home=True):
        found = replacing.replace(inspected=absent, reason=NOBODY, note=told()["nobody"], by=by, at=at)
        if found is not None:
            answers = {code: each.answers[0][0] for code, each in questions.of_form(found.form).items()}
            checking.check(inspected=found, given=Check(answers), by=by, at=at)


def _seen(code: str, dice: Random) -> Seen:
    matter = story.questions()[code]
    spot = dice.random() < matter.on_the_spot
    return Seen(code, _key(dice), dice.choice(matter.facts), on_the_spot=spot)


def _key(dice: Random) -> UUID:
    return UUID(int=dice.getrandbits(128), version=4)


def _of_village(visit: Inspection, dice: Random, by: ActingPost, at: datetime) -> None:
    one = dice.choice(story.listed("village"))
    noted = Noted(
        category=one.category, severity=one.severity, title=one.title, fact=dice.choice(one.facts),
        owner=one.owner, on_the_spot=dice.random() < one.on_the_spot, key=_key(dice),
    )  # fmt: skip
    noting.note_fact(visit=visit, inspected=None, noted=noted, by=by, at=at)


def _answered(fact: Fact, dice: Random, by: ActingPost, at: datetime) -> tuple[int, Matter]:
    """The village's answer to a fact; where the era demands it, its photograph first."""
    matter = _matter(fact)
    if questions.photo_required():
        content = photos.picture(words.word("categories", fact.category))
        pictures.photograph(fact=fact, content=content, by=by, at=at)
    accepts = dice.random() >= told()["chance"]["disputed"]
    noting.answer(
        fact=fact, accepts=accepts, said=dice.choice(matter.said), who=dice.choice(told()["met"]), by=by,
        at=at, version=fact.version,
    )  # fmt: skip
    return fact.pk, matter


def _matter(fact: Fact) -> Matter:
    if fact.question:
        return story.questions()[fact.question]
    return next(one for one in story.listed("village") if one.title == fact.title)
