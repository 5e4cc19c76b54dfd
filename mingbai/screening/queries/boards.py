"""The three comparisons as tables of figures: 对户对标, 对人对网, 对网比对."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from mingbai.compare.agreeing import BOARDS
from mingbai.kit.scope import ActingPost, rows
from mingbai.kit.text import Text
from mingbai.org.models import Area
from mingbai.org.models.areas import short
from mingbai.org.queries import areas
from mingbai.screening.models import Cell
from mingbai.screening.queries.matrix import below, within
from mingbai.screening.states import Board, Standing

ITEMS: dict[str, Text] = {
    "income": _("Income reaches the line"),
    "house": _("House is safe"),
    "water": _("Water is safe"),
    "insured": _("Everybody insured"),
    "school": _("No child out of school"),
    "all": _("All of these"),
    "hukou": _("Register of residence"),
    "dibao": _("Dibao (list)"),
    "tekun": _("Tekun (list)"),
    "health_disabled": _("Disability card"),
    "resident_medical": _("Residents' medical insurance"),
    "post": _("Public-welfare post (list)"),
    "student": _("Pupils and senior students"),
}
STANDINGS = {
    Board.STANDARD: (Standing.MET, Standing.NOT_MET, Standing.UNKNOWN),
    Board.GROUND: (Standing.BOTH, Standing.OURS_ONLY),
    Board.SYSTEMS: (
        Standing.BOTH, Standing.OURS_ONLY, Standing.THEIRS_ONLY, Standing.NEITHER, Standing.UNKNOWN,
    ),
}  # fmt: skip
AGREE = frozenset({Standing.MET, Standing.BOTH, Standing.NEITHER})
HUNDRED = 100


@dataclass(slots=True)
class Line:
    """The figures of an item, or of a place; ``code`` is the item's or the area's."""

    code: str
    title: Text
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """Everybody who was compared."""
        return sum(self.counts.values())

    @property
    def differing(self) -> int:
        """Of whom the two sides do not agree; what is not known is not among them."""
        return sum(n for standing, n in self.counts.items() if standing not in {*AGREE, Standing.UNKNOWN})

    @property
    def share(self) -> str:
        """How many of a hundred agree, of those of whom both sides know; cut off after two places."""
        known = self.total - self.counts.get(Standing.UNKNOWN, 0)
        agree = sum(self.counts.get(standing, 0) for standing in AGREE)
        return f"{agree * HUNDRED * HUNDRED // known / HUNDRED:.2f}" if known else ""


def items(acting: ActingPost, board: str, area: str) -> list[Line]:
    """Every item of a comparison over an area."""
    found = _counted(acting, board, area, "item")
    return [Line(code, ITEMS[code], found[code]) for code in BOARDS[board] if code in found]


def places(acting: ActingPost, board: str, item: str, area: str) -> list[Line]:
    """One item in the places below an area."""
    column, _deeper = below(area)
    found = _counted(acting, board, area, column, item=item)
    names = areas.names(found)
    return [Line(code, short(names.get(code, code)), found[code]) for code in sorted(found)]


def _counted(
    acting: ActingPost, board: str, area: str, column: str, **more: str
) -> dict[str, dict[str, int]]:
    counted = (
        rows(Cell, acting)
        .filter(within(area), board=board, **more)
        .values_list(column, "standing")
        .annotate(total=Sum("count"))
        .order_by()
    )
    found: dict[str, dict[str, int]] = {}
    for code, standing, total in counted:
        found.setdefault(code, {})[standing] = total
    return found


def crumbs(acting: ActingPost, area: Area) -> Sequence[Area]:
    """The areas above, as far as the post covers them."""
    return [each for each in areas.path(area.code)[:-1] if acting.covers(each.code)]
