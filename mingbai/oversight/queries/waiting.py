"""Problems that wait for a post's next step, as far as its kind takes it."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from mingbai.kit.scope import ActingPost, rows
from mingbai.oversight.models import Problem, Rotation
from mingbai.oversight.queries import inspections, teams
from mingbai.oversight.queries.steps import steps_of
from mingbai.oversight.states import ProblemState as S

MOST = 200
STATE_OF = {"rectify": S.ASSIGNED, "check": S.RECTIFIED, "sign": S.CHECKED, "close": S.VERIFIED}


def standing(acting: ActingPost, on: date) -> QuerySet[Problem]:
    """What the post might move on, nearest deadline first; at most MOST. The permits have the last word."""
    steps = steps_of(acting)
    wanted = Q(state__in=[state for step, state in STATE_OF.items() if step in steps])
    if "verify" in steps:
        wanted |= Q(state=S.SIGNED) & _to_verify(acting, on)
    return rows(Problem, acting).filter(wanted).order_by("due", "id")[:MOST]


def _to_verify(acting: ActingPost, on: date) -> Q:
    """A team goes again where it found something; else to the townships that are its own this quarter."""
    team = teams.team_of(acting)
    dealt = rows(Rotation, acting).filter(quarter=inspections.quarter_of(on))
    own = set(dealt.filter(team=team).values_list("area_code", flat=True))
    others = set(dealt.exclude(team=team).values_list("area_code", flat=True))
    return Q(team=team) | Q(team="") & (Q(town_code__in=own) | ~Q(town_code__in=others))
