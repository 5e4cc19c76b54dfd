"""Visits, their households and facts, as posts may see them."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from mingbai.kit.files.models import StoredFile
from mingbai.kit.scope import ActingPost, rows
from mingbai.org.models import Area
from mingbai.oversight.models import Fact, Inspected, Inspection, Problem, Recheck, TeamTask
from mingbai.oversight.queries import teams
from mingbai.oversight.states import FactState, InspectionState, RecheckState

OPEN = (InspectionState.PLANNED, InspectionState.DOING)
PLACE = Subquery(Area.objects.filter(code=OuterRef("area_code")).values("name")[:1])
MOST = 30


def seen(acting: ActingPost) -> QuerySet[Inspection]:
    """Visits with the name of their village; who is inspected sees them once they have ended."""
    found: QuerySet[Inspection] = rows(Inspection, acting).annotate(place=PLACE)
    return found if teams.sees_plans(acting) else found.filter(state=InspectionState.ENDED)


def one(acting: ActingPost, key: UUID) -> Inspection | None:
    """A visit that the post may see."""
    return seen(acting).filter(key=key).first()


def of_team(acting: ActingPost, team: str) -> list[Inspection]:
    """The open visits of a team, the next first, with how much is done; at most MOST."""
    found = (
        seen(acting)
        .filter(team=team, state__in=OPEN)
        .annotate(
            all=Count("households", filter=Q(households__gone=""), distinct=True),
            done=Count(
                "households", filter=Q(households__gone="") & ~Q(households__checked_at=None), distinct=True
            ),
        )
    )
    return list(found.order_by("on", "id")[:MOST])


def tasks(acting: ActingPost) -> QuerySet[TeamTask]:
    """督查事项交办单 of every team, for the county."""
    return rows(TeamTask, acting)


def undrawn(acting: ActingPost, team: str, since: date) -> list[TeamTask]:
    """A team's matters of this week and later whose villages are not drawn yet."""
    own = tasks(acting).filter(team=team, week__gte=since, inspections=None)
    return list(own.order_by("week"))


def rechecks(acting: ActingPost, team: str) -> list[Recheck]:
    """Closed problems that the lot named for a team; at most MOST."""
    own = rows(Recheck, acting).filter(team=team, state=RecheckState.WAITING)
    return list(own.select_related("problem").order_by("due", "id")[:MOST])


def home(acting: ActingPost, key: UUID) -> Inspected | None:
    """A household of a visit that the post may see."""
    found = rows(Inspected, acting).filter(key=key).select_related("inspection", "household").first()
    return found if found is not None and one(acting, found.inspection.key) is not None else None


def homes(acting: ActingPost, visit: Inspection) -> list[Inspected]:
    """The households of a visit, in the order of the draw."""
    return list(rows(Inspected, acting).filter(inspection=visit).select_related("household"))


def facts(acting: ActingPost, visit: Inspection) -> list[Fact]:
    """What the team saw, without what it dropped."""
    found = rows(Fact, acting).filter(inspection=visit).exclude(state=FactState.DROPPED)
    return list(found.select_related("inspected").order_by("id"))


def fact(acting: ActingPost, key: UUID) -> Fact | None:
    """A fact of a visit that the post may see."""
    found = rows(Fact, acting).filter(key=key).select_related("inspection").first()
    return found if found is not None and one(acting, found.inspection.key) is not None else None


def photos(found: list[Fact]) -> dict[int, list[StoredFile]]:
    """The photographs kept beside facts, by fact."""
    kept = StoredFile.objects.filter(
        subject_type=Fact._meta.label_lower, subject_id__in=[one.pk for one in found], erased_at=None
    )
    shown: dict[int, list[StoredFile]] = {one.pk: [] for one in found}
    for file in kept.order_by("id"):
        shown[int(file.subject_id or 0)].append(file)
    return shown


def problems(acting: ActingPost, found: list[Fact]) -> dict[int, Problem]:
    """The problems that came of facts, by fact."""
    known = rows(Problem, acting).filter(inspection_fact__in=[one.pk for one in found])
    return {int(one.inspection_fact or 0): one for one in known}


def of_problem(acting: ActingPost, problem: Problem) -> Fact | None:
    """The fact that a problem came of."""
    if problem.inspection_fact is None:
        return None
    found = rows(Fact, acting).filter(pk=problem.inspection_fact).select_related("inspection", "inspected")
    return found.first()


RECHECKS = Q(recheck=True)
