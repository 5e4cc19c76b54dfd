"""What the demo county's departments send, as exchange lays it open: tokens in place of numbers."""

import hashlib
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from mingbai.compare import inputs
from mingbai.compare.matching.answers import NONE, Answers
from mingbai.compare.taken import Taken, taken_in
from mingbai.kit.vault import bulk
from mingbai.screening.actions.sent import Laid
from mingbai.tables.declaring import shipped

HELD_BY_THE_LEDGER = {"national_person", "national_household", "roster", "village_sheet"}
CARD = 18
TAIL = 4


@dataclass
class FromFiles:
    """Every file of a county on disk but those that the ledger was made of; read once."""

    county: Path
    work: Path
    without: frozenset[str] = frozenset()
    decided: Answers = NONE
    asked: dict[str, object] = field(default_factory=dict)
    taken: Taken | None = None
    laid: Laid | None = None

    def lay(self, *, folder, as_of, by, at, only=None) -> Laid:
        taken = self.read(as_of)
        laid = Laid()
        for code, paths in sorted(taken.parts.items()):
            if code in HELD_BY_THE_LEDGER | self.without or (only is not None and code not in only):
                continue
            for path in paths:
                place = folder / code / f"{path.parent.name}.parquet"
                place.parent.mkdir(parents=True, exist_ok=True)
                sealed(pl.read_parquet(path), code).write_parquet(place)
                laid.parts.setdefault(code, []).append(place)
                laid.inputs.append(entry(code, path))
        self.laid = laid
        return laid

    def read(self, as_of) -> Taken:
        if self.taken is None:
            files = inputs.found(self.county / "people", self.county / "departments", shipped())
            self.taken = taken_in(
                [one for one in files if one.dataset.code not in HELD_BY_THE_LEDGER],
                work=self.work / "work", rejects=self.work / "rejects", catalogue=shipped(), today=as_of,
                step=lambda _text: None,
            )  # fmt: skip
        return self.taken

    def answers(self) -> Answers:
        return self.decided

    def ask(self, reached, *, by, at) -> None:
        self.asked = dict(reached)


def entry(code: str, path: Path) -> dict[str, object]:
    rows = pl.scan_parquet(path).select(pl.len()).collect().item()
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"dataset": code, "owner": "", "period": "", "rows": rows, "sha256": digest}


def sealed(rows: pl.DataFrame, code: str) -> pl.DataFrame:
    for column in shipped().datasets[code].columns:
        if column.type not in ("id_no", "phone", "account") or column.name not in rows.columns:
            continue
        values = rows[column.name]
        if column.type == "phone":
            rows = rows.with_columns(values.str.tail(TAIL).alias(f"{column.name}_tail"))
        if column.type == "id_no":
            values = values.str.head(CARD)
        distinct = values.drop_nulls().unique().to_list()
        tokens = dict(zip(distinct, (one.hex() for one in bulk.tokens(column.type, distinct)), strict=True))
        rows = rows.with_columns(
            values.replace_strict(tokens, default=None, return_dtype=pl.String).alias(column.name)
        )
    return rows
