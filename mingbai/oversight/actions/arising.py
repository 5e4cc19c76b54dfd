"""Verified findings become problems: what a comparison found and a person confirmed is somebody's to mend."""

from mingbai.kit import scope
from mingbai.kit.pack import installed
from mingbai.oversight.actions import problems
from mingbai.oversight.actions.problems import Wanted
from mingbai.oversight.models import Problem
from mingbai.oversight.states import ProblemAbout
from mingbai.screening.events import FindingsVerified
from mingbai.screening.models import Finding

SOURCE = "comparison"
TRUE = "true"
LONGEST = 120


def on_verified(event: FindingsVerified) -> None:
    """Put each confirmed irregularity on the list once; risks go to be identified instead."""
    if event.verdict != TRUE:
        return
    kinds = installed().get("oversight.arising")
    known = set(Problem.objects.filter(finding__in=event.findings).values_list("finding", flat=True))
    found = Finding.objects.filter(pk__in=event.findings, kind__in=list(kinds)).order_by("id")
    for one in found:
        if one.pk not in known:
            by = scope.require()
            problems.enlist(wanted=_wanted(one, kinds[one.kind]["category"]), by=by, at=event.at)


def _wanted(one: Finding, category: str) -> Wanted:
    severities = installed().get("oversight.gravity")
    owner = one.owner if one.owner in installed().section("units") else ""
    return Wanted(
        area_code=one.area_code,
        source=SOURCE,
        category=category,
        severity=severities[one.severity]["severity"],
        name=one.name or one.head_name or one.subject_no,
        title=one.title[:LONGEST],
        fact=one.reason or one.title,
        found_on=one.found_at.date(),
        about=ProblemAbout.HOUSEHOLD if one.household_id else ProblemAbout.VILLAGE,
        household_id=one.household_id,
        subject_no=one.subject_no,
        document=one.document,
        owner=owner,
        finding=one.pk,
    )
