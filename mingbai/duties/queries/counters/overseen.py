"""Problems along their chain, sheets, inspections, appeals (交办、整改、自验、签字、复核、销号)."""

from django.db.models import BigIntegerField, Case, F, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from mingbai.duties.queries.matters import Matter, Rows, Stays
from mingbai.duties.queries.periods import Period
from mingbai.duties.queries.standing import standing
from mingbai.kit import calendar
from mingbai.kit.pack import installed
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.shown import day_of
from mingbai.org.queries import kinds, units
from mingbai.oversight.models import Appeal, Draw, Extension, Fact, Inspection, Problem, Sheet
from mingbai.oversight.queries import leaders, teams
from mingbai.oversight.states import AskState, FactState, InspectionState
from mingbai.oversight.states import ProblemState as S

DEPARTMENT_FAMILY = "department"
LEADER = "county_leader"


def assigned(acting: ActingPost, period: Period) -> Stays:
    """What stands on the list, until it goes out on a sheet."""
    return standing(acting, Problem, (S.LISTED,), period.start)


def rectified(acting: ActingPost, period: Period) -> Stays:
    """What was assigned, until it is rectified; sending back does not move the deadline (handbook G.3).

    A county leader answers for the townships linked to them (联系乡镇).
    """
    only = Q(town_code__in=leaders.townships(acting)) if acting.kind == LEADER else Q()
    return standing(acting, Problem, (S.ASSIGNED,), period.start, only=only, due="deadline")


def checked(acting: ActingPost, period: Period) -> Stays:
    """Rectifications that the village has not checked."""
    return standing(acting, Problem, (S.RECTIFIED,), period.start)


def signed(acting: ActingPost, period: Period) -> Stays:
    """Checked rectifications that the township's head has not signed."""
    return standing(acting, Problem, (S.CHECKED,), period.start)


def verified(acting: ActingPost, period: Period) -> Stays:
    """Signed rectifications that no team has seen: a team's own problems, and those that no team found."""
    team = teams.team_of(acting)
    only = Q(team__in=(team, "")) if team else Q()
    return standing(acting, Problem, (S.SIGNED,), period.start, only=only)


def closed(acting: ActingPost, period: Period) -> Stays:
    """Verified rectifications that the county office has not closed."""
    return standing(acting, Problem, (S.VERIFIED,), period.start)


def appeals_decided(acting: ActingPost, period: Period) -> Stays:
    """Appeals that wait for a decision."""
    return standing(acting, Appeal, (AskState.ASKED,), period.start)


def more_time_decided(acting: ActingPost, period: Period) -> Stays:
    """Requests for more time that wait for a decision."""
    return standing(acting, Extension, (AskState.ASKED,), period.start)


def inspections_ended(acting: ActingPost, _period: Period) -> Rows:
    """A team's visits as planned, each due on its day; for others all within reach.

    A visit comes with the week's matters, a random re-check with its lot.
    """
    team = teams.team_of(acting)
    found = rows(Inspection, acting).exclude(state=InspectionState.CALLED_OFF)
    mine: Rows = found.filter(team=team) if team else found
    lot = Draw.objects.filter(inspection=OuterRef("pk")).order_by("id").values("drawn_at")[:1]
    counted: Rows = mine.annotate(
        came=Coalesce("task__issued_at", Subquery(lot)),
        due_on=F("on"),
        left=F("ended_at"),
        left_user=_nobody(),
    )
    return counted


def facts_answered(acting: ActingPost, _period: Period) -> Rows:
    """Facts that a team noted: the village answers before the team leaves."""
    team = teams.team_of(acting)
    found: Rows = rows(Fact, acting).filter(inspection__team=team) if team else rows(Fact, acting)
    said = Coalesce("inspection__ended_at", "noted_at")
    counted: Rows = found.annotate(
        came=F("noted_at"),
        due_on=F("inspection__on"),
        left=Case(When(state=FactState.NOTED, then=None), default=said),
        left_user=_nobody(),
    )
    return counted


def sheets_acknowledged(acting: ActingPost, period: Period) -> list[Matter]:
    """Sheets addressed to the post's township or department, for others all: some working days each."""
    unit = units.of_post(acting)
    to = Q(unit=unit.code if unit else "") if kinds.kind(acting.kind).family == DEPARTMENT_FAMILY else Q()
    to = Q(unit="") if acting.area_code[6:9] != "000" else to
    days, worked = installed().get("duties.acknowledge_within_working_days"), calendar.installed()
    found = rows(Sheet, acting).filter(to, issued_at__lt=period.end)
    there = found.filter(Q(acknowledged_at=None) | Q(acknowledged_at__gte=period.start))
    return [
        Matter(came, worked.add_working_days(day_of(came), days), left, area)
        for came, left, area in there.values_list("issued_at", "acknowledged_at", "area_code")
    ]


def _nobody() -> Value:
    return Value(None, BigIntegerField())
