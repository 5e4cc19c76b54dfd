"""Ten made tables in Parquet. Everything follows from the row number, so every run has the same data."""

from __future__ import annotations

from pathlib import Path

import duckdb


def dice(salt: int, column: str = "i") -> str:
    """A whole number from 0 to 9 999, as good as random."""
    return f"(hash({column} * 31 + {salt}) % 10000)::BIGINT"


def pick(salt: int, **parts: int) -> str:
    """One of the words, each in so many of 10 000 rows; unknown in the rest."""
    whens, upto = [], 0
    for word, part in parts.items():
        upto += part
        whens.append(f"WHEN {dice(salt)} < {upto} THEN '{word}'")
    return f"CASE {' '.join(whens)} END"


def maybe(salt: int, value: str) -> str:
    """The value, unknown in one row of fifty."""
    return f"CASE WHEN {dice(salt + 500)} < 9800 THEN {value} END"


def tables(people: int) -> dict[str, str]:
    """Dataset → SELECT."""
    homes, villages = people * 3 // 10, max(people // 2600, 1)
    person = f"({dice(91)} * 10007 + i * 13) % {people}"
    in_2020 = f"DATE '2020-01-01' + ({dice(92)} % 360)::INTEGER"
    child = f"SELECT i AS row_no, {person} AS person_no"
    return {
        "village": f"SELECT i AS area_code, {maybe(1, f'{dice(2)} < 3000')} AS poor FROM range({villages}) t(i)",
        "household": f"""SELECT i AS household_no, i % {villages} AS area_code,
            {pick(3, ordinary=8800, poor=300, graduated=700)} AS type,
            {pick(4, none=9600, unstable=150, borderline=150)} AS monitor,
            {maybe(5, f"({dice(6)} * 1500)")} AS net_income, {maybe(7, f"{dice(8)} % 7 + 1")} AS stated,
            {maybe(9, f"{dice(10)} < 9800")} AS safe_water,
            {pick(11, a=7000, b=2500, c=250, d=50)} AS house_grade
            FROM range({homes}) t(i)""",
        "person": f"""SELECT i AS person_no, i % {homes} AS household_no,
            {maybe(12, f"DATE '2020-11-30' - ({dice(13)} * 3 + i % 7)::INTEGER")} AS birth_date,
            {pick(14, male=5100, female=4800)} AS sex,
            {pick(15, head=3000, spouse=2400, child=3400, parent=1100)} AS relation,
            {pick(16, healthy=8500, chronic=1000, major=100, disabled=250)} AS health,
            {maybe(17, f"{dice(18)} < 1800")} AS student, {maybe(19, f"{dice(20)} % 13")} AS work_months,
            {maybe(21, f"{dice(22)} < 500")} AS dibao, {maybe(23, f"{dice(24)} < 9700")} AS insured,
            {maybe(25, f"greatest({dice(26)} - 9500, 0) % 5")} AS disability_level FROM range({people}) t(i)""",
        "medical": f"""{child}, CASE WHEN {dice(27)} < 4000 THEN 'inpatient' ELSE 'outpatient' END AS kind,
            {dice(28)} * 150 AS self_paid, {in_2020} AS discharged FROM range({people * 4 // 10}) t(i)""",
        "vehicle": f"{child}, {dice(29)} * 1200 AS price FROM range({people * 6 // 100}) t(i)",
        "death": f"{child}, {in_2020} AS died_on FROM range({people * 8 // 1000}) t(i)",
        "payment": f"{child}, {dice(30)} * 20 AS amount, {in_2020} AS paid_on FROM range({people * 6 // 10}) t(i)",
        "school": f"{child}, {dice(31)} % 40 AS absent_days FROM range({people * 15 // 100}) t(i)",
        "dibao": f"{child}, {dice(32)} * 5 AS amount FROM range({people * 6 // 100}) t(i)",
        "post": f"{child}, {dice(33)} * 10 AS pay FROM range({people * 15 // 1000}) t(i)",
    }


def write(people: int, folder: Path) -> None:
    """Writes what is not yet there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, query in tables(people).items():
        path = folder / f"{name}.parquet"
        if not path.exists():
            duckdb.sql(f"COPY ({query}) TO '{path}' (FORMAT parquet)")
