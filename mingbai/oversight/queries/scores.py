"""Scores: the stated formula over the live entries and the households checked, from scratch each time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet, Sum

from mingbai.oversight.models import Exposure, Inspected, Inspection, Problem, ScoreEntry
from mingbai.oversight.queries.formula import Terms
from mingbai.oversight.states import InspectionState, Subject
from mingbai.oversight.states import ProblemState as S

GRAVE = ("serious", "critical")
ZERO = Decimal(0)
# Rectified by the deadline, closed, and never opened again.
IN_TIME = Q(state=S.CLOSED, reopened=0, rectified_on__lte=F("deadline"))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a subject stands over some months. `score` None: not rated. ``bonus``: as far as it counts."""

    score: Fraction | None
    points: Decimal
    households: int
    bonus: Decimal = ZERO


def first_of(day: date) -> date:
    """The month of a day, as the ledger keeps it."""
    return day.replace(day=1)


def standing(subject: str, no: str, months: Sequence[date], terms: Terms, where: str = "") -> Standing:
    """Of a village, person or unit; ``where`` narrows it to what was checked and found below an area."""
    own = {"subject": subject, "subject_no": no}
    entries = ScoreEntry.objects.filter(**own, posted__in=months)
    checks = Exposure.objects.filter(**own, month__in=months)
    if where:
        entries = entries.filter(problem__area_code__startswith=where)
        checks = checks.filter(
            inspected__in=Inspected.objects.filter(area_code__startswith=where).values("pk")
        )
    sums = entries.aggregate(points=Sum("points"), bonus=Sum("bonus"))
    points, earned = sums["points"] or ZERO, sums["bonus"] or ZERO
    checked = checks.count()
    return _stood(points, earned, checked, terms)


def _stood(points: Decimal, earned: Decimal, checked: int, terms: Terms) -> Standing:
    """A bonus alone rates nobody: where nobody looked and nothing was found, nothing is known."""
    bonus = terms.bonus([earned])
    rated = checked or points
    score = terms.lifted(terms.score([points], checked), bonus) if rated else None
    return Standing(score, points, checked, bonus)


def standings(subject: str, months: Sequence[date], terms: Terms, area: str = "") -> dict[str, Standing]:
    """The same of every subject of a kind (below an area) at once."""
    entries = ScoreEntry.objects.filter(subject=subject, posted__in=months, area_code__startswith=area)
    checks = Exposure.objects.filter(subject=subject, month__in=months, area_code__startswith=area)
    grouped = entries.values_list("subject_no").order_by()
    sums = {no: (points, earned) for no, points, earned in grouped.annotate(Sum("points"), Sum("bonus"))}
    checked = dict(checks.values_list("subject_no").annotate(Count("id")).order_by())
    nothing = (ZERO, ZERO)
    return {no: _stood(*sums.get(no, nothing), checked.get(no, 0), terms) for no in sorted({*sums, *checked})}


def township(
    area: str, months: Sequence[date], terms: Terms, closed: tuple[int, int] | None = None
) -> Standing:
    """0.7 × mean of its checked villages + 0.3 × what was closed in time of what was due, and its own bonus.

    ``closed`` is what ``closing`` gave at another time; left out, it is asked now.
    """
    villages = standings(Subject.VILLAGE, months, terms, area[:9])
    checked = [one for one in villages.values() if one.households]
    due, in_time = closed or closing(area[:9], months)
    score = terms.township([one.score or Fraction(0) for one in checked], due=due, in_time=in_time)
    points, bonus = sum((one.points for one in checked), ZERO), _bonus(Subject.TOWNSHIP, area, months, terms)
    lifted = None if score is None else terms.lifted(score, bonus)
    return Standing(lifted, points, sum(one.households for one in checked), bonus)


def _bonus(subject: str, no: str, months: Sequence[date], terms: Terms) -> Decimal:
    own = ScoreEntry.objects.filter(subject=subject, subject_no=no, posted__in=months)
    return terms.bonus([own.aggregate(all=Sum("bonus"))["all"] or ZERO])


def closing(area: str, months: Sequence[date]) -> tuple[int, int]:
    """Problems found in these months that have a deadline, and how many were rectified in time and closed."""
    there = found_in(months).filter(area_code__startswith=area).exclude(deadline=None)
    due = there.exclude(state=S.WITHDRAWN)
    in_time = due.filter(IN_TIME)
    return due.count(), in_time.count()


def found_in(months: Iterable[date]) -> QuerySet[Problem]:
    """Problems found in these months, those that were withdrawn too."""
    wanted = sorted(months)
    end = first_of(wanted[-1] + timedelta(days=31))
    return Problem.objects.filter(found_on__gte=wanted[0], found_on__lt=end)


def team(code: str, months: Sequence[date], terms: Terms) -> Standing:
    """Catch rate minus false alarms; None when nothing was there to be found by anybody."""
    return team_standing(caught(code, months, terms), terms)


def caught(code: str, months: Sequence[date], terms: Terms) -> dict[str, Any]:
    """What a team's score is made of: ``valid``, ``withdrawn``, ``missed`` by severity; ``late`` orders."""
    found = {**findings(code, months), "missed": missed(code, months, terms)}
    counted: dict[str, Any] = {name: dict(sorted(Counter(each).items())) for name, each in found.items()}
    return {**counted, "late": late(code, months, terms)}


def team_standing(inputs: Mapping[str, Any], terms: Terms) -> Standing:
    """The score that such figures give."""
    valid, missing, withdrawn = (
        list(Counter(inputs[name]).elements()) for name in ("valid", "missed", "withdrawn")
    )
    score = terms.inspectors(valid, missing, withdrawn, late_orders=inputs["late"])
    return Standing(score, ZERO, len(valid) + len(withdrawn))


def findings(code: str, months: Sequence[date]) -> dict[str, list[str]]:
    """Severities of what a team found: what stands (``valid``) and what fell on appeal (``withdrawn``)."""
    found = list(found_in(months).filter(team=code).values_list("severity", "state"))
    return {
        "valid": [severity for severity, state in found if state != S.WITHDRAWN],
        "withdrawn": [severity for severity, state in found if state == S.WITHDRAWN],
    }


def missed(code: str, months: Sequence[date], terms: Terms) -> list[str]:
    """Grave problems that another line found where this team had been within the window before.

    A household's problem counts only where the team had checked that household.
    """
    window = timedelta(days=terms.pack["inspectors"]["window_days"])
    others = found_in(months).filter(severity__in=GRAVE).exclude(team=code).exclude(state=S.WITHDRAWN)
    days, homes = _visits(code), _homes(code)
    return [
        severity
        for severity, area, found_on, home in others.order_by("id").values_list(
            "severity", "area_code", "found_on", "household"
        )
        if any(found_on - window <= day < found_on for day in days.get(area, ()))
        and (home is None or homes.get(home, found_on) < found_on)
    ]


def _visits(code: str) -> dict[str, list[date]]:
    """On which days a team ended visits, village by village."""
    found: dict[str, list[date]] = {}
    visits = Inspection.objects.filter(team=code, state=InspectionState.ENDED)
    for area, day in visits.values_list("area_code", "on"):
        found.setdefault(area, []).append(day)
    return found


def _homes(code: str) -> dict[int, date]:
    """When a team first had a household on its list, and was not sent on to the next of the lot."""
    found = Inspected.objects.filter(inspection__team=code, gone="").values_list("household").order_by()
    return dict(found.annotate(Min("inspection__on")))


def late(code: str, months: Sequence[date], terms: Terms) -> int:
    """Orders that came later than the pack allows after the finding."""
    allowed = timedelta(days=terms.pack["inspectors"]["order_within_days"])
    rows = found_in(months).filter(team=code).exclude(sheet=None)
    pairs = rows.values_list("sheet", "sheet__issued_at", "found_on").order_by("sheet", "found_on")
    return len({sheet for sheet, issued, found in pairs if issued.date() - found > allowed})
