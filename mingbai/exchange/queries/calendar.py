"""The pack's section ``exchange``: which dataset is due when, from which units; limits of files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import get_language

from mingbai.kit.pack import installed
from mingbai.tables.declared import Dataset
from mingbai.tables.declaring import shipped


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the calendar. ``units`` empty: townships send it; ``due_day`` of the month that follows."""

    dataset: Dataset
    units: tuple[str, ...]
    due_day: int
    stock: bool
    assets: bool

    @property
    def code(self) -> str:
        """The dataset's code, as addresses bear it."""
        return self.dataset.code

    @property
    def title(self) -> str:
        """The dataset's name in the language of the page."""
        return self.dataset.name.said(get_language() or "zh")


def entries() -> dict[str, Entry]:
    """Every dataset that is sent here, by its code, in the pack's order."""
    return {code: _read(code, found) for code, found in _section()["calendar"].items()}


def entry(code: str) -> Entry | None:
    """The line of a dataset; None for what is not sent here."""
    found = _section()["calendar"].get(code)
    return _read(code, found) if found is not None else None


def _read(code: str, found: Mapping[str, Any]) -> Entry:
    return Entry(
        dataset=shipped().datasets[code],
        units=tuple(found.get("units") or ()),
        due_day=found["due_day"],
        stock=found["keeps"] == "stock",
        assets=bool(found.get("assets")),
    )


def of_unit(unit: str) -> list[Entry]:
    """What a unit of the county sends."""
    return [one for one in entries().values() if unit in one.units]


def limits() -> Mapping[str, int]:
    """``most_megabytes`` of a file, ``most_at_once``, days they are kept and asked for."""
    found: Mapping[str, int] = _section()["files"]
    return found


def kept(name: str) -> timedelta:
    """How long a kind of file is kept: "upload_days" or "returned_days"."""
    return timedelta(days=limits()[name])


def _section() -> Mapping[str, Any]:
    found: Mapping[str, Any] = installed().section("exchange")
    return found
