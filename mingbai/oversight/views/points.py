"""A person's own result, entry by entry, down to the problem and its papers."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit.scope import rows
from mingbai.kit.shown import short
from mingbai.kit.views import months
from mingbai.oversight.models import ScoreEntry
from mingbai.oversight.queries import scores, words
from mingbai.oversight.queries.formula import shown
from mingbai.oversight.queries.terms import scored, terms
from mingbai.oversight.states import Subject

MOST = 200


@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """The month's result of who asks, with what it is made of."""
    month = months.asked(request)
    no, rule = str(request.acting.user_id), terms()
    standing = scores.standing(Subject.PERSON, no, [month], rule)
    found = rows(ScoreEntry, request.acting).filter(subject=Subject.PERSON, subject_no=no, posted=month)
    entries = found.select_related("problem", "practice")[:MOST]
    return render(
        request,
        "oversight/points.html",
        {
            **months.beside(request, month),
            "scored": scored(Subject.PERSON),
            "score": shown(standing.score),
            "households": standing.households,
            "points": short(standing.points),
            "bonus": standing.bonus,
            "formula": _formula(rule.pack["score"], standing),
            "entries": [(one, words.word("roles", one.role)) for one in entries],
        },
    )


def _formula(rule: Any, standing: scores.Standing) -> str:
    said = _("%(full)s − %(scale)s × %(points)s ÷ max(%(n)s, %(least)s)") % {
        "full": rule["full"],
        "scale": rule["scale"],
        "points": short(standing.points),
        "n": standing.households,
        "least": rule["least_households"],
    }
    if not standing.bonus:
        return said
    return _("%(formula)s, and a bonus of %(bonus)s; in all at most %(full)s") % {
        "formula": said,
        "bonus": short(standing.bonus),
        "full": rule["full"],
    }
