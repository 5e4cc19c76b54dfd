"""The run record: edition, inputs with their hashes, counts, engine. It is the same for the same inputs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mingbai.compare.findings import Told
from mingbai.compare.inputs import Input
from mingbai.compare.tabling import Tables
from mingbai.compare.taken import Taken
from mingbai.rulebook.book import Book
from mingbai.tables.declared import Catalogue


def record(
    *, book: Book, catalogue: Catalogue, files: Sequence[Input], taken: Taken, tables: Tables, found: Told
) -> dict[str, Any]:
    """All that does not come from the wish itself."""
    return {
        "edition": book.edition,
        "datasets_edition": catalogue.edition,
        "inputs": [_input(one, taken) for one in files],
        "absent": sorted(
            code for code, one in catalogue.datasets.items() if one.number and not taken.has(code)
        ),
        "unmatched_rows": tables.unmatched,
        "without_number": {code: one.counts() for code, one in sorted(tables.reached.items())},
        "answers_used": len(tables.answers.given),
        "answers_not_used": len(tables.answers.faults),
        "persons": tables.persons,
        "households": tables.households,
        "findings": found.kinds.total(),
    }


def _input(one: Input, taken: Taken) -> dict[str, Any]:
    account = taken.accounts.get(one.name)
    known: dict[str, Any] = {"file": one.name, "dataset": one.dataset.code}
    if account is None:
        return {**known, "refused": taken.refused[one.name].zh}
    return {**known, **account.as_dict()}


def written(path: Path, value: object) -> None:
    """As JSON that people can read, keys in order."""
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
