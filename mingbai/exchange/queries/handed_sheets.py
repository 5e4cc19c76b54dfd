"""What was understood of a list's sheets: where rows begin, what each column means, whether it was known."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from mingbai.exchange.models import HandedLayout, HandedList
from mingbai.kit.pack import installed
from mingbai.kit.redact import masked
from mingbai.tables.folding import header_core
from mingbai.tables.grids import Grid
from mingbai.tables.guessing import NAMING, Guess, Vocabulary, at_row, guess

SENSITIVE = ("id_no", "phone", "account")
LABEL = 60


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet as ``HandedList.sheets`` keeps it; ``first_row`` counts from 0, ``rows`` are not blank.

    ``used``: its rows are doubts. ``known``: a person confirmed the same header of this sender before.
    """

    name: str
    number: int
    used: bool
    first_row: int
    labels: tuple[str, ...]
    groups: tuple[str, ...]
    meanings: tuple[str, ...]
    header: str
    rows: int
    known: bool = False

    def as_dict(self) -> dict[str, Any]:
        """For the column of the model."""
        return asdict(self)

    @property
    def named(self) -> bool:
        """Whether any column names people or households."""
        return any(meaning in NAMING for meaning in self.meanings)

    def places(self, meaning: str) -> list[int]:
        """The columns of a meaning."""
        return [at for at, each in enumerate(self.meanings) if each == meaning]

    def place(self, meaning: str) -> int | None:
        """The first column of a meaning."""
        return next(iter(self.places(meaning)), None)


def vocabulary() -> Vocabulary:
    """The pack's words for columns."""
    section = installed().section("handed")
    return Vocabulary(
        {code: one["words"] for code, one in section["columns"].items()}, section["reply_groups"]
    )


def kept(handed: HandedList) -> list[Sheet]:
    """The sheets of a list."""
    return [
        Sheet(**{**one, "labels": tuple(one["labels"]), "groups": tuple(one["groups"]),
                 "meanings": tuple(one["meanings"])})
        for one in handed.sheets
    ]  # fmt: skip


def understood(grids: Sequence[Grid], *, area_code: str, sender: str) -> list[Sheet]:
    """Every sheet with its guess; what this sender's header meant before counts more."""
    words = vocabulary()
    found = [_sheet(grid, guess(grid.rows, words)) for grid in grids]
    layouts = _layouts(area_code, sender, [one.header for one in found])
    return [_remembered(one, layouts) for one in found]


def again(grid: Grid, header_row: int) -> Sheet:
    """A sheet whose header's last row (from 0; -1: none) a person has named."""
    sheet = _sheet(grid, at_row(grid.rows, header_row, vocabulary()))
    return replace(sheet, used=True)


def _sheet(grid: Grid, found: Guess | None) -> Sheet:
    if found is None:
        width = max((len(row) for row in grid.rows), default=0)
        none = ("",) * width
        found = Guess(0, none, none, none)
    rows = sum(1 for row in grid.rows[found.first_row :] if any(cell.strip() for cell in row))
    shown = tuple(masked(label)[:LABEL] for label in found.labels)
    above = tuple(masked(label)[:LABEL] for label in found.groups)
    sheet = Sheet(
        grid.name, grid.number, used=False, first_row=found.first_row, labels=shown, groups=above,
        meanings=found.meanings, header=_hash(found), rows=rows,
    )  # fmt: skip
    return replace(sheet, used=sheet.named and rows > 0)


def _hash(found: Guess) -> str:
    labels = [
        f"{header_core(group)}/{header_core(label)}"
        for group, label in zip(found.groups, found.labels, strict=True)
    ]
    return hashlib.sha256("\x1f".join(labels).encode()).hexdigest()


def _layouts(area_code: str, sender: str, headers: Iterable[str]) -> dict[str, HandedLayout]:
    found = HandedLayout.objects.filter(area_code=area_code, sender=sender, header__in=set(headers))
    return {layout.header: layout for layout in found}


def _remembered(sheet: Sheet, layouts: Mapping[str, HandedLayout]) -> Sheet:
    layout = layouts.get(sheet.header)
    if layout is None or len(layout.columns) != len(sheet.meanings):
        return sheet
    known = replace(sheet, meanings=tuple(layout.columns), known=True)
    return replace(known, used=known.named and known.rows > 0)


def layout_of(handed: HandedList) -> HandedLayout | None:
    """What was remembered of the list's first known sheet: how verdicts are written, what doubts speak of."""
    headers = [sheet.header for sheet in kept(handed) if sheet.known]
    found = _layouts(handed.area_code, handed.sender, headers)
    return next((found[header] for header in headers if header in found), None)


def senders(area_code: str) -> list[str]:
    """Everybody who has sent a list, newest first."""
    found = (
        HandedList.objects.filter(area_code=area_code)
        .order_by("-uploaded_at")
        .values_list("sender", flat=True)
    )
    return list(dict.fromkeys(found[:200]))


def topic_of(text: str) -> str:
    """What a title or a doubt speaks of: a code of the pack, or empty."""
    topics = installed().section("handed")["topics"]
    return next((code for code, one in topics.items() if any(word in text for word in one["words"])), "")
