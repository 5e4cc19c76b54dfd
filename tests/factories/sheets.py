"""National workbooks of made-up households, as a county exports them. Their numbers belong to nobody."""

from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import polars as pl

from mingbai.registry.actions.importing import Upload
from mingbai.tables.declaring import shipped
from mingbai.tables.identity import check_character
from mingbai.tables.workbook import Page, write

TOWNSHIP, VILLAGE = "马谷田镇", "马道村"
OTHER_VILLAGE = "庙街村"
_numbers = count(1)
Row = dict[str, Any]


def number(birth: date, *, male: bool) -> str:
    """A number that checks; no area of China is 999998."""
    at = next(_numbers) * 2 + male
    first = f"{999000 + at // 1000 % 999:06d}{birth:%Y%m%d}{at % 1000:03d}"
    return first + check_character(first)


def family(at: int, *, size: int = 3, village: str = VILLAGE, township: str = TOWNSHIP) -> list[Row]:
    """A head, a spouse, then children."""
    relations = ["head", "spouse", *(["son"] * size)][:size]
    rows = []
    for place, relation in enumerate(relations):
        male = relation != "spouse"
        birth = date(1960 + at % 20, 1 + at % 12, 1) if place < 2 else date(2008 + place, 1 + at % 12, 1)
        rows.append(
            {
                "township": township, "village": village, "household_no": f"T{at:07d}",
                "person_no": f"T{at:07d}{place:02d}",
                "name": f"{'张王李赵'[at % 4]}{'建国英'[place % 3]}{'伟芳'[at % 2]}",
                "sex": "male" if male else "female", "birth_date": f"{birth:%Y%m%d}", "id_type": "id_card",
                "id_no": number(birth, male=male), "ethnic": "汉族", "relation": relation,
                "member_phone": f"138{at % 10000:04d}{place:04d}" if place == 0 else "",
                "education": "primary" if place < 2 else "", "student_status": "" if place < 2 else "primary",
                "labour": "ordinary" if place < 2 else "none", "health": "healthy",
                "work_months": "6.5" if place == 0 else "",
                "dibao": "是" if at % 5 == 0 else "否", "resident_medical": "是", "year": 2020,
            }
        )  # fmt: skip
    return rows


def home(rows: list[Row], **more: Any) -> Row:
    """The household's row of a family."""
    head = rows[0]
    return {
        **{name: head[name] for name in ("township", "village", "household_no")}, "head_name": head["name"],
        "head_id_no": head["id_no"], "member_count": len(rows), "year": 2020, "wage_income": "12000.00",
        "business_income": "3000", "property_income": "0", "transfer_income": "1500", "dibao_income": "1000",
        "business_expense": "500", "bank": "泌阳农商银行", "account": "6217000000000000001",
        "cause_main": "illness",
        "farmland_mu": "3.50", "housing_area_m2": "90", "safe_water": "是", "road_type": "concrete", **more,
    }  # fmt: skip


def families(persons: int, *, start: int = 1) -> list[list[Row]]:
    """Families of three that have so many persons together (the last may be smaller)."""
    found, at = [], start
    while persons > 0:
        found.append(family(at, size=min(3, persons)))
        persons -= 3
        at += 1
    return found


def person_sheet(path: Path, rows: list[Row]) -> Upload:
    """The persons' workbook."""
    return _written(path, "national_person", rows)


def household_sheet(path: Path, rows: list[Row]) -> Upload:
    """The households' workbook."""
    return _written(path, "national_household", rows)


def _written(path: Path, code: str, rows: list[Row]) -> Upload:
    dataset = shipped().datasets[code]
    frame = pl.DataFrame(
        {
            column.title.zh: [_cell(column, row.get(column.name, "")) for row in rows]
            for column in dataset.columns
            if any(column.name in row for row in rows)
        }
    )
    write(path, [Page(dataset.name.zh, frame)])
    return Upload.of(path)


def _cell(column: Any, value: Any) -> str:
    words = {choice.code: choice.words.zh for choice in column.choices}
    return words.get(str(value), str(value))
