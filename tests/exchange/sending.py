"""What tests of deliveries do again and again: a bureau's workbook, sent and checked."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl

from mingbai.exchange.actions import checking, moves, receiving
from mingbai.exchange.models import Delivery
from mingbai.exchange.queries import periods
from mingbai.kit.files.uploads import Upload
from mingbai.kit.scope import ActingPost, entered
from mingbai.org.queries import units
from mingbai.tables.declaring import shipped
from mingbai.tables.workbook import Page, write
from tests.factories.county import AT
from tests.factories.sheets import number

MEDICAL, SETTLEMENT = "medical_insurance_bureau", "medical_settlement"
OCTOBER = date(2020, 10, 31)
Row = dict[str, Any]


def settlement(at: int, **more: Any) -> Row:
    """One hospital bill."""
    return {
        "settlement_no": f"JS{at:06d}",
        "id_no": number(date(1950 + at % 40, 5, 1 + at % 28), male=at % 2 == 0),
        "name": f"{'张王李赵'[at % 4]}病{at % 7}", "visit_kind": "住院", "discharged_on": "2020-10-12",
        "total": f"{3000 + at}.50", "self_paid": f"{900 + at}", **more,
    }  # fmt: skip


def workbook(path: Path, rows: list[Row], code: str = SETTLEMENT) -> Path:
    """The dataset's workbook with the Chinese titles of its columns."""
    columns = [
        column for column in shipped().datasets[code].columns if any(column.name in row for row in rows)
    ]
    cells = {column.title.zh: [str(row.get(column.name, "") or "") for row in rows] for column in columns}
    write(path, [Page("Sheet1", pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String)))])
    return path


def sent(
    path: Path,
    by: ActingPost,
    *,
    code: str = SETTLEMENT,
    unit: str = MEDICAL,
    day: date = OCTOBER,
    at: datetime = AT,
) -> Delivery:
    """A file received and checked."""
    found = units.by_code(unit)
    assert found is not None
    period = periods.of(day, shipped().datasets[code].period)
    delivery = receiving.receive(
        dataset=code, period=period, unit=found, files=[Upload.of(path)], channel="browser", by=by, at=at
    )
    return checking.check(delivery=delivery, by=by, at=at)


def accepted(delivery: Delivery, by: ActingPost, other: ActingPost, *, at: datetime = AT) -> Delivery:
    """Handed in by one and accepted by the other."""
    moves.ask(delivery=delivery, by=by, at=at)
    with entered(other):
        moves.accept(delivery=delivery, by=other, at=at)
    return delivery
