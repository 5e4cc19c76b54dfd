"""应享未享: the table of places and policies, and the names behind its figures."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from mingbai.kit.ledger.asked import BadQuestion
from mingbai.org.models import Area
from mingbai.screening.queries import boards, matrix, named
from mingbai.screening.queries.matrix import Counted, Matrix, Place, Policy
from mingbai.screening.states import Board, Standing
from mingbai.screening.views.places import area_of, one_of


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of the table: the policy, how many stand how, where the names are of it and of all due."""

    policy: Policy
    counted: Counted
    url: str
    due: str


@dataclass(frozen=True, slots=True)
class Row:
    """One place with its cells, in the order of the head."""

    name: str
    url: str
    whole: Counted
    cells: list[Cell]


@require_GET
def due_matrix(request: HttpRequest) -> HttpResponse:
    """Places against policies; a village, a single column of policies. ``all=1`` shows every policy."""
    area = area_of(request)
    as_of = matrix.ran_on(request.acting)
    found: dict[str, Any] = {"area": area, "every": request.GET.get("all") == "1", "table": None}
    if as_of is not None:
        table = matrix.matrix(request.acting, area, as_of=as_of)
        found |= _shown(table, area, every=bool(found["every"]))
        # The post's own table is also what the menu opens, without naming an area.
        own = area.code == request.acting.area_code
        found["tabs"] = [
            (
                _matrix_url("" if own and "area" not in request.GET else area.code),
                _("Policies with somebody missing"),
            ),
            (_matrix_url(area.code, all="1"), _("All policies")),
        ]
    return render(request, "screening/due_matrix.html", found)


def _shown(table: Matrix, area: Area, *, every: bool) -> dict[str, Any]:
    head = [each for each in table.policies if _worth(table.whole, each, every=every)]
    return {
        "table": table,
        "head": head,
        "rows": [_row(place, head, table) for place in table.places],
        "whole": _row(Place(area.code, _("Together"), table.whole.counted, table.whole.whole), head, table),
        "total": table.whole.whole,
        "missing_url": _due_url(area.code),
        "due_url": _names_url("", named.DUE, area.code),
        "received_url": _names_url("", Standing.RECEIVED, area.code),
        "open_url": _names_url("", named.OPEN, area.code),
        "above": [(_matrix_url(each.code), each.name) for each in table.above],
    }


def _worth(whole: Place, policy: Policy, *, every: bool) -> bool:
    counted = whole.counted.get(policy.code, Counted())
    return counted.any if every else bool(counted.missing)


def _row(place: Place, head: list[Policy], table: Matrix) -> Row:
    url = _matrix_url(place.code) if table.deeper and place.code != table.area.code else ""
    bases = reverse("screening:names"), reverse("screening:due")
    return Row(place.name, url, place.whole, [_cell(place, each, bases) for each in head])


def _cell(place: Place, policy: Policy, bases: tuple[str, str]) -> Cell:
    names, due = bases
    counted = place.counted.get(policy.code, Counted())
    standing = Standing.RECEIVED if counted.due and not counted.unseen else named.OPEN
    asked = {"board": Board.BENEFITS.value, "item": policy.code, "area": place.code}
    missing = {"area": place.code, "now": "1", "rule": policy.code}
    return Cell(
        policy,
        counted,
        url=f"{due}?{urlencode(missing)}"
        if counted.missing
        else f"{names}?{urlencode({**asked, 'standing': standing})}",
        due=f"{names}?{urlencode({**asked, 'standing': named.DUE})}" if counted.due else "",
    )


def _matrix_url(area: str, **more: str) -> str:
    asked = urlencode({"area": area, **more} if area else more)
    return f"{reverse('screening:due_matrix')}?{asked}" if asked else reverse("screening:due_matrix")


def _due_url(area: str, **more: str) -> str:
    return f"{reverse('screening:due')}?{urlencode({'area': area, 'now': '1', **more})}"


def _names_url(item: str, standing: str, area: str) -> str:
    asked = {"board": Board.BENEFITS.value, "item": item, "standing": str(standing), "area": area}
    return f"{reverse('screening:names')}?{urlencode(asked)}"


@require_GET
def names(request: HttpRequest) -> HttpResponse:
    """Everybody whom a figure counts, a page at a time."""
    area = area_of(request)
    board = one_of(request.GET.get("board", ""), Board.values, _("Comparison"))
    item = request.GET.get("item", "")
    standing = one_of(request.GET.get("standing", ""), named.TITLES, _("Standing"))
    page = request.GET.get("page", "1")
    if not page.isdecimal():
        raise BadQuestion(_("“%(value)s” is no page.") % {"value": page[:40]})
    found = named.behind(
        request.acting, board=board, item=item, standing=standing, area=area.code, page=int(page)
    )
    asked = {"board": board, "item": item, "standing": standing, "area": area.code}
    return render(
        request,
        "screening/names.html",
        {
            "area": area,
            "title": _item(request, board, item),
            "standing": named.TITLES[standing],
            "policies": not item,
            "names": found,
            "back": _back(board, item, area.code),
            "before": f"?{urlencode({**asked, 'page': found.page - 1})}" if found.page > 1 else "",
            "after": f"?{urlencode({**asked, 'page': found.page + 1})}" if found.page < found.pages else "",
        },
    )


def _item(request: HttpRequest, board: str, item: str) -> Any:
    """What the item is called; without one all policies are meant. Raises BadQuestion."""
    if not item and board == Board.BENEFITS:
        return _("All policies")
    known = dict(matrix.choices(request.acting)) if board == Board.BENEFITS else boards.ITEMS
    return known[one_of(item, known, _("Item"))]


def _back(board: str, item: str, area: str) -> str:
    if board == Board.BENEFITS:
        return _matrix_url(area)
    return f"{reverse('screening:comparison', args=[board])}?{urlencode({'area': area, 'item': item})}"
