"""Drawing a recorded lot once more, and comparing it with what was planned."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries.areas import names as area_names
from mingbai.oversight.models import Draw, Inspected, Inspection, Problem, Recheck
from mingbai.oversight.queries import draw
from mingbai.oversight.states import DrawOf
from mingbai.registry.models import Household


@dataclass(frozen=True, slots=True)
class Line:
    """One name of the list: its lot, how it is called, whether the seed draws it."""

    name: str
    lot: str
    called: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The list in the order of its lots, and whether what was planned is what the seed draws."""

    lines: list[Line]
    chosen: list[str]
    planned: list[str]

    @property
    def agrees(self) -> bool:
        """The same names, whatever their order."""
        return sorted(self.chosen) == sorted(self.planned)


def redrawn(row: Draw, acting: ActingPost) -> Redrawn:
    """Draw again from the recorded list. Names of people stand beside those only who were drawn."""
    order = draw.drawn(row.seed, row.names, len(set(row.names)))
    chosen = order[: row.wanted]
    called = _called(row, order, chosen, acting)
    lines = [Line(name, draw.lot(row.seed, name), called.get(name, ""), name in chosen) for name in order]
    return Redrawn(lines, chosen, _planned(row))


def _called(row: Draw, order: list[str], chosen: list[str], acting: ActingPost) -> dict[str, str]:
    if row.of == DrawOf.VILLAGES:
        return area_names(order)
    if row.of == DrawOf.PROBLEMS:
        found = rows(Problem, acting).filter(number__in=chosen)
        return dict(found.values_list("number", "title"))
    homes = rows(Household, acting).filter(key__in=chosen)
    return {str(key): name for key, name in homes.values_list("key", "head_name")}


def _planned(row: Draw) -> list[str]:
    if row.of == DrawOf.VILLAGES:
        visits = Inspection.objects.filter(task=row.task, recheck=False)
        return list(visits.values_list("area_code", flat=True))
    if row.of == DrawOf.PROBLEMS:
        found = Recheck.objects.filter(month=row.month) if row.month else Recheck.objects.none()
        return list(found.values_list("problem__number", flat=True))
    homes = Inspected.objects.filter(inspection=row.inspection)
    if row.of != DrawOf.AGAIN:
        homes = homes.filter(form=row.of)
    return [str(key) for key in homes.values_list("household__key", flat=True)]


def of(acting: ActingPost, **which: object) -> list[Draw]:
    """The lots of a task or visit that the post may see."""
    return list(rows(Draw, acting).filter(**which))
