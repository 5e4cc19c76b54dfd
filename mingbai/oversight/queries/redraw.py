"""Drawing a recorded lot once more, and comparing it with what was planned."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.kit.scope import ActingPost, rows
from mingbai.org.queries.areas import names as area_names
from mingbai.oversight.models import Draw, Inspected, Inspection, Problem, Recheck
from mingbai.oversight.queries import draw, words
from mingbai.oversight.states import DrawOf
from mingbai.registry.models import Household


@dataclass(frozen=True, slots=True)
class Line:
    """One name of the list: its lot, how it is called, whether the seed draws it.

    ``first``: it came before all others. ``gone``: why it was replaced. ``stands_in``: it replaced another.
    """

    name: str
    lot: str
    called: str
    chosen: bool
    first: bool = False
    gone: str = ""
    stands_in: bool = False


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
    order, gone = draw.ordered(row.seed, row.names, row.first), _gone(row)
    chosen = order[: row.wanted + len(gone)]
    called = _called(row, order, chosen, acting)
    later = chosen[row.wanted :]
    lines = [
        Line(
            name, draw.lot(row.seed, name), called.get(name, ""), name in chosen, name in row.first,
            gone.get(name, ""), name in later,
        )
        for name in order
    ]  # fmt: skip
    return Redrawn(lines, chosen, _planned(row))


def _gone(row: Draw) -> dict[str, str]:
    """Reasons by the keys of households that were replaced; each lets the next of the lot in."""
    if row.inspection_id is None:
        return {}
    homes = Inspected.objects.filter(inspection=row.inspection, household__key__in=row.names)
    found = homes.exclude(gone="").values_list("household__key", "gone")
    return {str(key): words.word("replacing", gone) for key, gone in found}


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
