"""The end of a visit: facts become problems, checked households count for everybody who answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost, entered
from mingbai.kit.versions import change
from mingbai.org.queries.machine import machine
from mingbai.oversight.actions import pictures, problems
from mingbai.oversight.actions.filling import of_team
from mingbai.oversight.actions.problems import Wanted
from mingbai.oversight.actions.refusal import BadProblem
from mingbai.oversight.models import Exposure, Fact, Inspected, Inspection
from mingbai.oversight.queries import answerable, visits
from mingbai.oversight.queries.answerable import About
from mingbai.oversight.queries.questions import of_form, photo_required
from mingbai.oversight.queries.scores import first_of
from mingbai.oversight.states import FactState, InspectionState, ProblemAbout

TEAM = "county_team"
STOOD = (FactState.ACCEPTED, FactState.DISPUTED)


@transaction.atomic
def end(
    *, visit: Inspection, met: str, village_said: str, by: ActingPost, at: datetime, version: int,
    signature: bytes = b"",
) -> int:  # fmt: skip
    """End the visit: facts become problems, checked households count. Returns how many problems.

    ``signature`` is the village's, drawn on the screen (PNG). Raises MayNotList, BadProblem, StaleVersion.
    """
    if visit.state == InspectionState.ENDED and visit.met == met.strip()[:200]:
        return visit.facts.filter(state__in=STOOD).count()  # the same parcel again
    of_team(by, visit)
    _demand_settled(visit)
    checked = list(visit.households.filter(nobody_home=False).exclude(checked_at=None))
    if not checked or not met.strip():
        raise BadProblem(_("Please fill at least one form and say whom of the village you met."))
    values = {
        "state": InspectionState.ENDED,
        "met": met.strip()[:200],
        "village_said": village_said.strip()[:1000],
        "ended_at": at,
        "signature": pictures.signature(subject=visit, content=signature, by=by, at=at),
    }
    change(visit, version=version, values=values)
    _expose(visit, checked)
    facts = visit.facts.filter(state__in=STOOD).order_by("id")
    for fact in facts:
        problems.enlist(wanted=_wanted(visit, fact), by=by, at=at)
    return len(facts)


def _demand_settled(visit: Inspection) -> None:
    """The village has answered every fact; where the era demands it, every fact has its photograph."""
    standing = list(visit.facts.exclude(state=FactState.DROPPED))
    if any(one.state == FactState.NOTED for one in standing):
        raise BadProblem(_("The village has not answered every fact yet."))
    if photo_required() and not all(visits.photos(standing).values()):
        raise BadProblem(_("Every fact needs its photograph in this era."))


def _wanted(visit: Inspection, fact: Fact) -> Wanted:
    home = fact.inspected
    said = f"\n{fact.answered_by}：{fact.village_said}" if fact.village_said else ""
    return Wanted(
        area_code=visit.area_code,
        source=TEAM,
        category=fact.category,
        severity=fact.severity,
        name=home.head_name if home else "",
        title=fact.title,
        fact=fact.fact + said,
        found_on=visit.on,
        about=ProblemAbout.HOUSEHOLD if home else ProblemAbout.VILLAGE,
        household_id=fact.household_id,
        requirement=fact.requirement,
        owner=fact.owner,
        inspection_fact=fact.pk,
        team=visit.team,
        on_the_spot=fact.on_the_spot,
    )


def _expose(visit: Inspection, checked: list[Inspected]) -> None:
    """Every household checked counts for everybody who answers for it: the n of the formula."""
    with entered(machine()):
        rows = [row for one in checked for row in _exposures(visit, one)]
        Exposure.objects.bulk_create(rows, batch_size=2_000)


def _exposures(visit: Inspection, one: Inspected) -> list[Exposure]:
    asked = of_form(one.form)
    owners = {asked[code].owner for code in one.answers}
    about = About(visit.area_code, visit.on, one.household_id, tuple(sorted(owners - {""})))
    parts = {(part.subject, part.subject_no): part for part in answerable.parts(about)}
    return [
        Exposure(
            area_code=part.area_code, subject=part.subject, subject_no=part.subject_no,
            post_kind=part.post_kind, inspected=one.pk, month=first_of(visit.on),
        )
        for part in parts.values()
    ]  # fmt: skip
