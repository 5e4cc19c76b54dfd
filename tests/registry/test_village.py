"""The 7 + 3 of a village: the yearly sheet tells each of them."""

import polars as pl
import pytest

from mingbai.kit.pack import installed
from mingbai.registry.actions.importing import rows
from mingbai.registry.models import VillageProfile
from mingbai.registry.queries import village
from mingbai.tables.declaring import shipped

SHEET = shipped().datasets["village_sheet"]
NAMES = [column.name for column in SHEET.columns]


def ticks(**values):
    return [each.tick for each in village.indicators(VillageProfile(**values))]


def test_every_indicator_has_its_place_in_the_sheet():
    for code, each in installed().get("village.indicators").items():
        assert each.get("none", each.get("column", code)) in NAMES, code


def test_a_full_sheet_leaves_nothing_unknown_and_an_empty_one_everything():
    sheet = dict.fromkeys(rows.VILLAGE_INDICATORS, True)
    full = {"unsafe_water_households": 0, "dangerous_house_households": 0, "indicators": sheet}
    assert ticks(**full) == ["yes"] * 10
    assert ticks() == ["unknown"] * 10


@pytest.mark.parametrize("name", ["unsafe_water_households", "dangerous_house_households"])
def test_one_household_in_want_is_enough_to_miss_it(name):
    assert ticks(**{name: 1}).count("no") == 1


def test_what_the_sheet_says_is_kept_for_each_of_them():
    said = {name: [True] for name in rows.VILLAGE_INDICATORS}
    frame = pl.DataFrame({"sheet": [""], "row_no": [2], "year": [2020], **said})
    (facts,) = rows.villages(frame, SHEET, list(rows.VILLAGE_INDICATORS))["facts"]
    assert '"village_room":true' in facts
    assert '"road_hardened":true' in facts
