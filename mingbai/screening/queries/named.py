"""The names behind a figure: the rows that were counted, a page at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_lazy as _

from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.text import Text
from mingbai.org.models.areas import short
from mingbai.org.queries import areas
from mingbai.registry.models import Household, Person
from mingbai.screening.models import Cell
from mingbai.screening.queries.matrix import choices, within
from mingbai.screening.states import Standing

PAGE = 50
DUE, OPEN = "due", "open"
# What one asks for by these: everybody due, and everybody of whom something is not known yet.
GROUPS: dict[str, tuple[str, ...]] = {
    DUE: (Standing.RECEIVED, Standing.MISSING, Standing.UNSEEN),
    OPEN: (Standing.UNSEEN, Standing.UNKNOWN),
}
TITLES: dict[str, Text] = {
    **dict(Standing.choices),
    DUE: _("Due"),
    OPEN: _("To be looked into"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """One of those who were counted; ``household`` is None where it is no longer within the post's reach."""

    name: str
    village: str
    household: Household | None
    person: Person | None = None
    policy: Text = ""


@dataclass(frozen=True, slots=True)
class Names:
    """A page of the list: how many there are in all is the figure itself."""

    total: int
    page: int
    pages: int
    rows: Sequence[Named]


def behind(acting: ActingPost, *, board: str, item: str, standing: str, area: str, page: int = 1) -> Names:
    """Who was counted, village by village, in the order of households; without ``item`` of every item.

    ``standing`` is one, or one of GROUPS. Pages count from 1.
    """
    found = rows(Cell, acting).filter(
        within(area), board=board, standing__in=GROUPS.get(standing, (standing,))
    )
    if item:
        found = found.filter(item=item)
    cells = found.order_by("area_code", "item", "subject", "standing")
    counted = [
        (village, kind, id_, of)
        for village, kind, ids, of in cells.values_list("area_code", "subject", "subjects", "item")
        for id_ in ids
    ]
    pages = max(1, -(-len(counted) // PAGE))
    page = min(max(page, 1), pages)
    shown = list(islice(counted, (page - 1) * PAGE, page * PAGE))
    return Names(len(counted), page, pages, _named(acting, {} if item else dict(choices(acting)), shown))


def _named(
    acting: ActingPost, titles: Mapping[str, Text], counted: Sequence[tuple[str, str, int, str]]
) -> list[Named]:
    persons = {id_ for _village, kind, id_, _of in counted if kind == "person"}
    people = rows(Person, acting).filter(pk__in=persons).select_related("household").in_bulk()
    ids = {id_ for _village, kind, id_, _of in counted if kind == "household"}
    homes = rows(Household, acting).filter(pk__in=ids).in_bulk()
    villages = areas.names(village for village, _kind, _id, _of in counted)
    found = []
    for village, kind, id_, of in counted:
        person = people.get(id_) if kind == "person" else None
        home = person.household if person else homes.get(id_) if kind == "household" else None
        name = person.name if person else home.head_name if home else ""
        found.append(Named(name, short(villages.get(village, village)), home, person, titles.get(of, "")))
    return found
