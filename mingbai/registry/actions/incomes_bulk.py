"""Statements by the hundred thousand, for imports and histories: sums in columns, one statement in SQL."""

from datetime import datetime

import polars as pl
from django.db import connection, transaction

from mingbai.kit.db import planning
from mingbai.packs.sections.income import GROUPS
from mingbai.registry.actions import today
from mingbai.registry.queries import incomes_lines
from mingbai.registry.states import Occasion

IMPORTED = "imported"
FRAME = ("household_id", "area_code", "year", "counted_on", "members")
COLUMNS = (
    *FRAME, "occasion", "counted_by", "lines", *GROUPS, "gross", "net", "net_per_capita", "reference",
    "reference_per_capita",
)  # fmt: skip
STAGE = """
CREATE TEMP TABLE income_stage (
    household_id bigint, area_code text, year smallint, counted_on date, members smallint, occasion text,
    counted_by text, lines jsonb, wage bigint, business bigint, property bigint, transfer bigint,
    business_expense bigint, claims bigint, out_of_pocket bigint, gross bigint, net bigint,
    net_per_capita bigint, reference bigint, reference_per_capita bigint) ON COMMIT DROP
"""
# What is there already and says the same is left as it is: the same file twice changes nothing.
SAME = """
DELETE FROM income_stage s USING registry_incomestatement i
 WHERE i.household_id = s.household_id AND i.year = s.year AND i.occasion = s.occasion
   AND i.replaced_on IS NULL AND i.lines = s.lines AND i.members = s.members
"""
REPLACE = """
UPDATE registry_incomestatement i
   SET replaced_on = greatest(s.counted_on, i.counted_on), version = i.version + 1
  FROM income_stage s
 WHERE i.household_id = s.household_id AND i.year = s.year AND i.occasion = s.occasion
   AND i.replaced_on IS NULL
"""
WRITE = f"""
INSERT INTO registry_incomestatement ({", ".join(COLUMNS)}, key, origin, agreed_by, version)
SELECT {", ".join(COLUMNS)}, gen_random_uuid(), '{IMPORTED}', '', 1 FROM income_stage
 ORDER BY area_code, household_id, year
RETURNING household_id
"""  # noqa: S608 - our own column names


class LinesExceed(ValueError):
    """The lines of a group are more than its total. ``rows`` holds the frame's rows that are so."""

    def __init__(self, rows: pl.DataFrame) -> None:
        super().__init__(f"{rows.height} statements have lines that are more than their group's total")
        self.rows = rows


@transaction.atomic
def count_many(frame: pl.DataFrame, *, counted_by: str, at: datetime) -> int:
    """Keep a frame of statements; returns how many were new or replaced an older one.

    Columns: household_id, ``area_code``, ``year``, ``counted_on``, ``members`` (on the reference day), and
    in fen any line by its code and any group by ``whole_`` and its name; NULL is not given; occasion where it
    is not the year's. Reads and writes what the acting post may. Raises LinesExceed.
    """
    with planning.joined(frame.height), connection.cursor() as cursor:
        cursor.execute(STAGE)
        text = summed(frame).with_columns(counted_by=pl.lit(counted_by[:200])).select(COLUMNS)
        with cursor.copy(f"COPY income_stage ({', '.join(COLUMNS)}) FROM STDIN (FORMAT csv)") as copy:
            copy.write(text.write_csv(include_header=False))
        cursor.execute(SAME)
        cursor.execute(REPLACE)
        cursor.execute(WRITE)
        written = [household for (household,) in cursor.fetchall()]
        cursor.execute("DROP TABLE income_stage")
    today.refresh(households=sorted(set(written)), at=at)
    return len(written)


def summed(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every total and ``lines`` as JSON text. Raises LinesExceed."""
    whole = frame.with_columns(_missing(frame)).with_columns(_rests())
    if (bad := whole.filter(pl.any_horizontal(pl.col(_rest(code)) < 0 for code in GROUPS))).height:
        raise LinesExceed(bad.select(frame.columns))
    split = whole.with_columns(
        (pl.col(group.unsplit.code).fill_null(0) + pl.col(_rest(group.code))).alias(group.unsplit.code)
        for group in incomes_lines.groups()
    )
    added = split.with_columns(_sum(group).alias(group.code) for group in incomes_lines.groups())
    gross = pl.col("wage") + pl.col("business") + pl.col("property") + pl.col("transfer")
    net = added.with_columns(gross=gross).with_columns(net=pl.col("gross") - pl.col("business_expense"))
    reference = net.with_columns(reference=pl.col("net") + pl.col("claims") - pl.col("out_of_pocket"))
    return reference.with_columns(
        net_per_capita=_per_head("net"), reference_per_capita=_per_head("reference"), lines=_json()
    )


def _missing(frame: pl.DataFrame) -> list[pl.Expr]:
    """Columns that the frame does not bring; amounts as whole numbers."""
    amounts = [*incomes_lines.lines(), *(f"whole_{code}" for code in GROUPS)]
    given = [pl.col(name).cast(pl.Int64) for name in amounts if name in frame.columns]
    absent = [pl.lit(None, pl.Int64).alias(name) for name in amounts if name not in frame.columns]
    occasion = [] if "occasion" in frame.columns else [pl.lit(str(Occasion.YEAR.value)).alias("occasion")]
    return [*given, *absent, *occasion]


def _rest(code: str) -> str:
    return f"rest_{code}"


def _rests() -> list[pl.Expr]:
    """What a group's total has beyond its lines; nothing where no total was given."""
    return [
        (pl.col(f"whole_{group.code}") - _sum(group)).fill_null(0).alias(_rest(group.code))
        for group in incomes_lines.groups()
    ]


def _sum(group: incomes_lines.Group) -> pl.Expr:
    return pl.sum_horizontal(pl.col(line.code).fill_null(0) for line in group.lines)


def _per_head(column: str) -> pl.Expr:
    fen, members = pl.col(column), pl.col("members").cast(pl.Int64)
    size = (fen.abs() * 2 + members) // (members * 2)
    return pl.when(members > 0).then(pl.when(fen >= 0).then(size).otherwise(-size))


def _json() -> pl.Expr:
    """``{"dibao":120000,…}`` of the lines that are not nothing."""
    parts = [
        pl.when(pl.col(code).fill_null(0) != 0).then(pl.format(f'"{code}":{{}}', pl.col(code)))
        for code in incomes_lines.lines()
    ]
    joined = pl.concat_str(parts, separator=",", ignore_nulls=True)
    return pl.concat_str([pl.lit("{"), joined, pl.lit("}")])
