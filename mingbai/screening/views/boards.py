"""The three comparisons: 对户对标, 对人对网, 对网比对."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from mingbai.kit.text import Text
from mingbai.screening.queries import boards, matrix
from mingbai.screening.queries.boards import AGREE, Line
from mingbai.screening.states import Board, Standing
from mingbai.screening.views.places import area_of, one_of

ABOUT: dict[str, Text] = {
    Board.STANDARD: gettext_lazy(
        "Every registered household against the line and the guarantees: income, house, water, insurance,"
        " school."
    ),
    Board.GROUND: gettext_lazy(
        "Every registered person against the register of residence: is everybody in the system still there?"
    ),
    Board.SYSTEMS: gettext_lazy(
        "What the national system says of registered people against what the departments' own data say."
    ),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number and the list behind it; ``tone`` is "differs" where the sides disagree."""

    title: Text
    value: int
    url: str
    tone: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A line of the table."""

    title: Text
    url: str
    total: int
    share: str
    figures: list[Figure]


@require_GET
def comparison(request: HttpRequest, board: str) -> HttpResponse:
    """Every item over an area; with ``item`` one item by place."""
    if board not in boards.STANDINGS:
        raise Http404(board)
    area = area_of(request)
    item = request.GET.get("item", "")
    as_of = matrix.ran_on(request.acting)
    whole = boards.items(request.acting, board, area.code)
    found: dict[str, Any] = {
        "board": Board(board),
        "about": ABOUT[board],
        "share": _("Standard reached (%)") if board == Board.STANDARD else _("Agreement (%)"),
        "area": area,
        "as_of": as_of,
        "standings": [Standing(each).label for each in boards.STANDINGS[Board(board)]],
        "tabs": [
            (reverse("screening:comparison", args=[each.value]), each.label) for each in boards.STANDINGS
        ],
        "above": [(_url(board, each.code, item), each.name) for each in boards.crumbs(request.acting, area)],
    }
    if item:
        one_of(item, boards.ITEMS, _("Item"))
        lines = boards.places(request.acting, board, item, area.code)
        found |= _by_place(board, item, area.code, lines, whole)
    else:
        found["lines"] = [
            _shown(each, board, each.code, area.code, _url(board, area.code, each.code)) for each in whole
        ]
    return render(request, "screening/comparison.html", found)


def _by_place(board: str, item: str, area: str, lines: list[Line], whole: list[Line]) -> dict[str, Any]:
    _column, deeper = matrix.below(area)
    together = next((each for each in whole if each.code == item), Line(item, ""))
    return {
        "item": boards.ITEMS[item],
        "items_url": _url(board, area, ""),
        "lines": [
            _shown(each, board, item, each.code, _url(board, each.code, item) if deeper else "")
            for each in lines
        ],
        "together": _shown(together, board, item, area, ""),
    }


def _shown(line: Line, board: str, item: str, area: str, url: str) -> Shown:
    figures = [
        Figure(
            Standing(standing).label,
            line.counts.get(standing, 0),
            _names(board, item, str(standing), area),
            "agrees" if standing in AGREE else "open" if standing == Standing.UNKNOWN else "differs",
        )
        for standing in boards.STANDINGS[Board(board)]
    ]
    return Shown(line.title, url, line.total, line.share, figures)


def _url(board: str, area: str, item: str) -> str:
    asked = {"area": area, "item": item} if item else {"area": area}
    return f"{reverse('screening:comparison', args=[board])}?{urlencode(asked)}"


def _names(board: str, item: str, standing: str, area: str) -> str:
    asked = {"board": board, "item": item, "standing": standing, "area": area}
    return f"{reverse('screening:names')}?{urlencode(asked)}"
