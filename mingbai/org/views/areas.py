"""The area browser: the county as tiles, a township's villages, a village."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from mingbai.kit import slots
from mingbai.kit.scope import range_of
from mingbai.kit.shown import day_of
from mingbai.org.models import Area
from mingbai.org.queries import areas, staffing
from mingbai.org.queries.staffing import Staffing

PANELS = slots.declare("area.panels", "kit.ledger.Panel, on the page of an area; its row is org.models.Area")


@dataclass(frozen=True, slots=True)
class Cell:
    """A village on the map: its first character, its colour, its words."""

    title: str
    url: str
    mark: str
    heat: int


@dataclass(frozen=True, slots=True)
class Block:
    """A township on the map."""

    title: str
    url: str
    figure: str
    cells: list[Cell]


@require_GET
def county(request: HttpRequest) -> HttpResponse:
    """Every township that the post covers with its villages; a search by name or pinyin initials."""
    words = request.GET.get("q", "").strip()[: areas.LONGEST_SEARCH]
    on = day_of(request.at)
    tiles = areas.tiles(request.acting, on)
    posts = staffing.by_area(request.acting, request.at)
    found = {
        "blocks": [_block(town, villages, posts) for town, villages in tiles],
        "townships": len(tiles),
        "villages": sum(len(villages) for _town, villages in tiles),
        "words": words,
        "hits": areas.search(request.acting, words, on) if words else None,
        "posts": _sum(posts),
    }
    return render(request, "org/areas.html", found)


def _block(town: Area, villages: list[Area], posts: dict[str, Staffing]) -> Block:
    cells = [_cell(village, posts.get(village.code, Staffing())) for village in villages]
    words = ngettext("%(n)d village", "%(n)d villages", len(cells)) % {"n": len(cells)}
    return Block(town.name, reverse("org:area", args=[town.code]), words, cells)


def _cell(village: Area, posts: Staffing) -> Cell:
    vacancies = _("%(vacant)d of %(posts)d posts vacant") % {"vacant": posts.vacant, "posts": posts.posts}
    return Cell(
        title=f"{village.short_name} · {vacancies}",
        url=reverse("org:area", args=[village.code]),
        mark=village.short_name[0],
        heat=posts.heat,
    )


def _sum(posts: dict[str, Staffing]) -> Staffing:
    return Staffing(sum(each.posts for each in posts.values()), sum(each.vacant for each in posts.values()))


@require_GET
def area(request: HttpRequest, code: str) -> HttpResponse:
    """One area: what lies in it, its posts with who holds them, what has happened to it."""
    here = areas.within(request.acting).filter(code=code).first()
    if here is None:
        raise Http404(code)
    posts = staffing.by_area(request.acting, request.at)
    inside = {each: found for each, found in posts.items() if _inside(each, code)}
    below = list(areas.below(request.acting, here, day_of(request.at)))
    found: dict[str, Any] = {
        "area": here,
        "above": areas.path(code)[:-1],
        "below": [(each, _within(posts, each.code)) for each in below],
        "blocks": [_block(here, below, posts)] if below else [],
        "posts": _sum(inside),
        "held": staffing.held_in(request.acting, code, request.at),
        "changes": areas.changes(code),
    }
    return render(request, "org/area.html", found)


def _within(posts: dict[str, Staffing], code: str) -> Staffing:
    return _sum({each: found for each, found in posts.items() if _inside(each, code)})


def _inside(code: str, above: str) -> bool:
    lo, hi = range_of(above)
    return lo <= code < hi
