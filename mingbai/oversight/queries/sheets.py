"""Sheets as posts see them."""

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries.areas import names
from mingbai.oversight.models import Problem, Sheet
from mingbai.oversight.queries import words
from mingbai.oversight.queries.scores import GRAVE
from mingbai.oversight.states import ProblemState

COUNTY_ENDS = "000000"
MOST = 50


def preview(acting: ActingPost) -> list[tuple[str, int, int]]:
    """To whom how many listed problems would go, and how many of them are grave."""
    listed = rows(Problem, acting).filter(state=ProblemState.LISTED)
    counts: dict[str, list[str]] = {}
    for area, owner, severity in listed.values_list("area_code", "owner", "severity"):
        key = words.unit(owner) if area.endswith(COUNTY_ENDS) else f"{area[:9]}000"
        counts.setdefault(key, []).append(severity)
    called = names(key for key in counts if key.isdigit())
    return [
        (called.get(key, key), len(found), sum(one in GRAVE for one in found))
        for key, found in sorted(counts.items())
    ]


def problems(acting: ActingPost, sheet: Sheet) -> list[Problem]:
    """The sheet's problems that the post may see, gravest deadline first."""
    return list(rows(Problem, acting).filter(sheet=sheet).order_by("deadline", "id"))


def unacknowledged(acting: ActingPost) -> list[Sheet]:
    """Sheets that nobody has acknowledged, oldest first; at most MOST."""
    return list(rows(Sheet, acting).filter(acknowledged_at=None).order_by("issued_at", "id")[:MOST])
