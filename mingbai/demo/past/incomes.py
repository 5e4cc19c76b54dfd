"""What a household earned in the years before the files of today."""

from mingbai.demo.past.story import dice_of, told

WAGE, BUSINESS, EXPENSE = "工资性收入", "生产经营性收入", "生产经营性支出"
PROPERTY = ("资产收益扶贫分红收入", "其他财产性收入")
TRANSFER = ("计划生育金", "低保金", "五保金", "养老保险金", "生态补偿金", "其他转移性收入")


def income_of(row: dict[str, str], year: int) -> dict[str, int]:
    """A household's amounts of a year in fen by column title, on the way from poor to those of 2020."""
    way = told()["way"][year]
    then = poor_factor(row)
    return scaled(row, then + (1 - then) * way)


def poor_factor(row: dict[str, str]) -> float:
    """What a household earned at the opening, of what it earned in 2020."""
    low, high = told()["poor_net"]
    aim = dice_of(row["户编号"], "income").uniform(low, high)
    now = float(row["人均纯收入"] or 0)
    return min(aim / now, 1.0) if now > 0 else 1.0


def scaled(row: dict[str, str], factor: float) -> dict[str, int]:
    """Every amount of a row times a factor, in fen, the totals from their parts."""
    fen = {
        name: round(float(row[name] or 0) * 100 * factor)
        for name in (WAGE, BUSINESS, EXPENSE, *PROPERTY, *TRANSFER)
    }
    fen["财产性收入"] = sum(fen[name] for name in PROPERTY)
    fen["转移性收入"] = sum(fen[name] for name in TRANSFER)
    fen["年收入"] = fen[WAGE] + fen[BUSINESS] + fen["财产性收入"] + fen["转移性收入"]
    fen["纯收入"] = fen["年收入"] - fen[EXPENSE]
    return fen


def yuan(fen: int) -> str:
    """As the national export writes money."""
    return f"{fen / 100:.2f}"
