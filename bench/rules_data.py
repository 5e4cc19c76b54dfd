"""Ten made tables in Parquet. Everything follows from the row number, so every run has the same data."""

from __future__ import annotations

from pathlib import Path

import duckdb


def dice(salt: int, column: str = "i") -> str:
    """A whole number from 0 to 9 999, as good as random."""
    return f"(hash({column} * 31 + {salt}) % 10000)::BIGINT"


def pick(salt: int, *words: str, column: str = "i") -> str:
    """One of the words, the first half of the time, unknown one time in twenty."""
    rest = " ".join(
        f"WHEN {dice(salt, column)} < {5000 + 4500 * n // max(len(words) - 1, 1)} THEN '{word}'"
        for n, word in enumerate(words[1:], start=1)
    )
    return f"CASE WHEN {dice(salt, column)} < 5000 THEN '{words[0]}' {rest} END"


def maybe(salt: int, value: str) -> str:
    """The value, unknown one time in twenty."""
    return f"CASE WHEN {dice(salt + 500)} < 9500 THEN {value} END"


def tables(people: int) -> dict[str, str]:
    """Dataset → SELECT."""
    homes, villages = people * 3 // 10, max(people // 2600, 1)
    person = f"({dice(91)} * 10007 + i * 13) % {people}"
    in_2020 = f"DATE '2020-01-01' + ({dice(92)} % 360)::INTEGER"
    child = f"SELECT i AS row_no, {person} AS person_no"
    return {
        "village": f"SELECT i AS area_code, {maybe(1, f'{dice(2)} < 3000')} AS poor FROM range({villages}) t(i)",
        "household": f"""SELECT i AS household_no, i % {villages} AS area_code,
            {pick(3, "ordinary", "poor", "graduated")} AS type, {pick(4, "none", "unstable", "borderline")} AS monitor,
            {maybe(5, f"({dice(6)} * 700)")} AS net_income, {maybe(7, f"{dice(8)} % 7 + 1")} AS stated,
            {maybe(9, f"{dice(10)} < 9000")} AS safe_water, {pick(11, "a", "b", "c", "d")} AS house_grade
            FROM range({homes}) t(i)""",
        "person": f"""SELECT i AS person_no, i % {homes} AS household_no,
            {maybe(12, f"DATE '2020-11-30' - ({dice(13)} * 3 + i % 7)::INTEGER")} AS birth_date,
            {pick(14, "male", "female")} AS sex, {pick(15, "head", "spouse", "child", "parent")} AS relation,
            {pick(16, "healthy", "chronic", "major", "disabled")} AS health,
            {maybe(17, f"{dice(18)} < 2000")} AS student, {maybe(19, f"{dice(20)} % 13")} AS work_months,
            {maybe(21, f"{dice(22)} < 800")} AS dibao, {maybe(23, f"{dice(24)} < 9700")} AS insured,
            {maybe(25, f"{dice(26)} % 5")} AS disability_level FROM range({people}) t(i)""",
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
