"""A registered household's money and house, adding up as the national sheet demands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from mingbai.demo.files.families import Household
from mingbai.demo.files.traits import Traits

USUAL_FEN = (620_000, 1_450_000)  # above one and a half times the line, where watching begins
LINE_FEN = 400_000  # yuan 4,000 per head: the article's figure for 2020
DIBAO_FEN, TEKUN_FEN, PENSION_FEN = 18_000, 52_000, 10_800  # a month, of our own county
SUMS = (
    "family_planning",
    "dibao_income",
    "tekun_income",
    "pension_income",
    "ecology_income",
    "other_transfer",
)


@dataclass
class Means:
    """Amounts in fen for the year; land in tenths of a mu."""

    dibao: bool = False
    tekun: bool = False
    money: dict[str, int] = field(default_factory=dict)
    farmland: int = 0
    grain_for_green: int = 0
    woodland: int = 0
    cause: str = "illness"
    new_house: bool = False
    repaired: bool = False
    relocated: bool = False


def drawn(household: Household, traits: Mapping[str, Traits], means: Means, dice: Random) -> None:
    """Fills in the money so that the household stands above the line."""
    size = len(household.members)
    means.farmland = dice.randint(8, 30) * size
    means.grain_for_green = dice.choice((0, 0, 0, 10, 20))
    means.woodland = means.grain_for_green + dice.choice((0, 5))
    means.cause = _cause(traits, dice)
    money = means.money
    money["wage_income"] = sum(
        one.months * dice.randint(1600, 2600) * 100 for one in traits.values() if one.months
    )
    money["dibao_income"] = DIBAO_FEN * 12 * size if means.dibao else 0
    money["tekun_income"] = TEKUN_FEN * 12 if means.tekun else 0
    money["pension_income"] = sum(PENSION_FEN * 12 for one in traits.values() if one.pension)
    money["ecology_income"] = means.grain_for_green * 1250
    money["family_planning"] = dice.choice((0, 0, 0, 96_000))
    money["other_transfer"] = dice.randint(30_000, 60_000)
    money["dividend_income"] = dice.choice((30_000, 50_000, 80_000))
    money["other_property"] = dice.choice((0, 40_000))
    settle(means, size, goal=dice.randint(*USUAL_FEN))


def settle(means: Means, size: int, *, goal: int, exact: bool = False) -> None:
    """Business income fills the gap to `goal` a head; `exact` meets it to the fen."""
    money = means.money
    money["transfer_income"] = sum(money[name] for name in SUMS)
    money["property_income"] = money["dividend_income"] + money["other_property"]
    base = money["transfer_income"] + money["property_income"]
    if exact:
        money["wage_income"] = 0
    gap = max(goal * size - base - money["wage_income"], 0 if not exact else -(10**9))
    money["business_expense"] = max(-gap, 0) + (gap // 4 if gap > 0 else 0) + (20_000 if exact else 0)
    money["business_income"] = max(gap, 0) + (gap // 4 if gap > 0 else 0) + (20_000 if exact else 0)
    money["gross_income"] = base + money["wage_income"] + money["business_income"]
    money["net_income"] = money["gross_income"] - money["business_expense"]
    money["net_per_capita"] = round(money["net_income"] / size)


def _cause(traits: Mapping[str, Traits], dice: Random) -> str:
    health = {word for one in traits.values() for word in one.health}
    if "major" in health or "chronic" in health:
        return "illness"
    if "disabled" in health:
        return "disability"
    if any(one.stage in ("senior", "vocational", "college", "bachelor") for one in traits.values()):
        return "schooling"
    return dice.choice(("skill", "labour", "funds", "skill", "transport"))
